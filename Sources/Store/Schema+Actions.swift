// What is done in the person's name: the posts that something can be done with, the ledger, its attempts, what stops it,
// and the record of who did what.

extension Schema {
  static let actions = """
    -- What a call needs to know of an item that is a post. `version` names its content; `done` is what the person did with
    -- it by themselves, as far as the network tells.
    CREATE TABLE posts (
      item bigint PRIMARY KEY REFERENCES items,
      account text NOT NULL,
      network text NOT NULL CHECK (network IN ('mastodon', 'bluesky', 'x')),
      uri text NOT NULL,
      reference text NOT NULL DEFAULT '',
      version text NOT NULL DEFAULT '',
      author text,
      is_own boolean NOT NULL DEFAULT false,
      is_bot boolean NOT NULL DEFAULT false,
      is_public boolean NOT NULL DEFAULT true,
      is_sensitive boolean NOT NULL DEFAULT false,
      done text[] NOT NULL DEFAULT '{}',
      seen_at timestamptz NOT NULL
    );
    CREATE INDEX posts_by_account ON posts (account, item);

    -- One row for each thing that may ever be done, unique for ever: what was rejected or undone keeps its place, and so
    -- does not come back. `uri` names the original post. `version` is the content that was proposed, and that an approval
    -- is bound to. `attempts` is the number of the newest attempt: every later write names it, so that who lost the row in
    -- the meantime writes nothing.
    CREATE TABLE actions (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      account text NOT NULL,
      network text NOT NULL CHECK (network IN ('mastodon', 'bluesky', 'x')),
      uri text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('like', 'repost', 'bookmark')),
      state text NOT NULL CHECK (state IN ('proposed', 'approved', 'rejected', 'expired', 'sending', 'done', 'failed',
        'unknown', 'undoing', 'undone')),
      item bigint REFERENCES items,
      decision bigint REFERENCES decisions,
      reference text NOT NULL DEFAULT '',
      version text NOT NULL DEFAULT '',
      reason text NOT NULL,
      -- What was known of the person's own decisions when it was proposed.
      certified_right integer NOT NULL DEFAULT 0,
      certified_count integer NOT NULL DEFAULT 0,
      approved_by text CHECK (approved_by IN ('policy', 'person', 'bulk')),
      proposed_at timestamptz NOT NULL,
      -- When it was approved, rejected or taken back.
      decided_at timestamptz,
      not_before timestamptz,
      expires_at timestamptz NOT NULL,
      settled_at timestamptz,
      attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      remote text,
      -- What happened last, in one line.
      note text,
      UNIQUE (account, uri, kind),
      CHECK (state NOT IN ('approved', 'sending') OR approved_by IS NOT NULL AND decided_at IS NOT NULL),
      -- In the words of X's rules: each like is initiated by the person.
      CHECK (network <> 'x' OR kind <> 'like' OR approved_by IS DISTINCT FROM 'policy')
    );
    CREATE INDEX actions_by_state ON actions (account, state, id);
    CREATE INDEX actions_by_item ON actions (item) WHERE item IS NOT NULL;

    -- Added to before a call and settled once after it; never deleted. One without an outcome is under way, or was when its
    -- process ended. `at` is domain time, by which caps are counted; leases run by the clock of the database. `token` names
    -- one claim, `holder` the process.
    CREATE TABLE action_attempts (
      action bigint NOT NULL REFERENCES actions,
      number integer NOT NULL,
      account text NOT NULL,
      effect text NOT NULL CHECK (effect IN ('send', 'undo', 'look')),
      is_rehearsed boolean NOT NULL DEFAULT false,
      token text NOT NULL,
      holder text NOT NULL,
      at timestamptz NOT NULL,
      began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      lease_until timestamptz NOT NULL,
      cost double precision NOT NULL DEFAULT 0 CHECK (cost >= 0 AND cost < 'Infinity'),
      ended_at timestamptz,
      outcome text CHECK (outcome IN ('done', 'already', 'not_sent', 'throttled', 'refused', 'unclear', 'lapsed',
        'not_done', 'gone')),
      status integer,
      remaining integer,
      reset timestamptz,
      error text,
      PRIMARY KEY (action, number)
    );
    CREATE INDEX action_attempts_by_time ON action_attempts (account, at);
    CREATE INDEX action_attempts_open ON action_attempts (account) WHERE outcome IS NULL;

    -- What holds actions back: all of them, those of an account, or one kind on one account.
    CREATE TABLE action_stops (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      account text,
      kind text CHECK (kind IN ('like', 'repost', 'bookmark')),
      who text NOT NULL CHECK (who IN ('person', 'gleaner')),
      why text NOT NULL,
      stopped_at timestamptz NOT NULL,
      lifted_at timestamptz,
      CHECK (kind IS NULL OR account IS NOT NULL)
    );
    CREATE UNIQUE INDEX action_stops_standing
      ON action_stops (coalesce(account, ''), coalesce(kind, ''), who) WHERE lifted_at IS NULL;

    -- Who did what, and when; only ever added to.
    CREATE TABLE audit (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL,
      written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      who text NOT NULL CHECK (who IN ('person', 'gleaner')),
      what text NOT NULL,
      account text,
      action bigint REFERENCES actions,
      detail text
    );
    CREATE INDEX audit_by_action ON audit (action, id) WHERE action IS NOT NULL;
    """
}
