// The schema, as an append-only list: a migration that has been released is never edited, a new one is added below.

package import Postgres

/// Every migration, in order.
package enum Schema {
  package static let migrations: [Migration] = [
    Migration(1, "sources and items", sourcesAndItems),
    Migration(2, "memory and feedback", memoryAndFeedback),
    Migration(3, "profiles and decisions", profilesAndDecisions),
    Migration(4, "digests and runs", digestsAndRuns),
    Migration(5, "comparisons and records of digests", comparisonsAndRecords),
    Migration(6, "review", review),
    Migration(7, "fetching", fetching),
    Migration(8, "polling", polling),
    Migration(9, "identity and stories", identityAndStories),
    Migration(10, "conversations", conversations),
    Migration(11, "words of passages", wordsOfPassages),
    Migration(12, "interests", interests),
    Migration(13, "traits and wild cards", variety),
    Migration(14, "decisions in bulk", bulk),
    Migration(15, "tags of likes", likes),
    Migration(16, "spending", spending),
    Migration(17, "judgements", judgements),
    Migration(18, "spaces", spaces),
    Migration(19, "briefings of judges", briefings),
    Migration(20, "accounts", accounts),
    Migration(21, "actions", actions),
    Migration(22, "timelines", timelines),
    Migration(23, "likes of accounts", marks),
    Migration(24, "surroundings of posts", postContexts),
    Migration(25, "looks and caps of actions", looksAndCaps),
    Migration(26, "web", web),
    Migration(27, "pages", pages),
    Migration(28, "tokens of programs", tokens),
    Migration(29, "delivery of digests", delivery),
    Migration(30, "yield of sources", sourceYield),
  ]

  static let sourcesAndItems = """
    CREATE EXTENSION IF NOT EXISTS vector;

    CREATE TABLE sources (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind text NOT NULL,
      address text NOT NULL,
      name text,
      title text,
      tags text[] NOT NULL DEFAULT '{}',
      active boolean NOT NULL DEFAULT true,
      etag text,
      last_modified text,
      body_hash bytea,
      next_pull_at timestamptz,
      pulled_at timestamptz,
      failures integer NOT NULL DEFAULT 0,
      error text,
      moved_to text,
      moved_since timestamptz,
      UNIQUE (kind, address)
    );

    CREATE TABLE items (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      source bigint NOT NULL REFERENCES sources,
      external_id text NOT NULL,
      url text,
      title text NOT NULL,
      text text NOT NULL,
      html text,
      author text,
      language text,
      tags text[] NOT NULL DEFAULT '{}',
      published timestamptz,
      first_seen timestamptz NOT NULL,
      position integer NOT NULL,
      text_hash bytea NOT NULL,
      duplicate_of bigint REFERENCES items,
      back_fill boolean NOT NULL DEFAULT false,
      UNIQUE (source, external_id)
    );
    CREATE INDEX items_by_url ON items USING hash (url) WHERE url IS NOT NULL;
    CREATE INDEX items_by_text ON items USING hash (text_hash);
    CREATE INDEX items_by_time ON items (first_seen);

    -- One row per owner and model; text_hash says which text was embedded, so a changed text is embedded again.
    -- No dimension in the type: models never mix, and an index per model casts to its own.
    CREATE TABLE vectors (
      model text NOT NULL,
      owner text NOT NULL CHECK (owner IN ('item', 'passage')),
      owner_id bigint NOT NULL,
      text_hash bytea NOT NULL,
      embedding halfvec NOT NULL,
      PRIMARY KEY (model, owner, owner_id)
    );
    """

  static let memoryAndFeedback = """
    -- Every version is kept; the current one has neither replaced_at nor deleted_at.
    CREATE TABLE documents (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('document', 'like')),
      key text NOT NULL,
      version integer NOT NULL,
      title text NOT NULL,
      url text,
      hash bytea NOT NULL,
      written_at timestamptz,
      imported_at timestamptz NOT NULL,
      replaced_at timestamptz,
      deleted_at timestamptz,
      UNIQUE (kind, key, version)
    );
    CREATE UNIQUE INDEX documents_current ON documents (kind, key)
      WHERE replaced_at IS NULL AND deleted_at IS NULL;

    CREATE TABLE passages (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      document bigint NOT NULL REFERENCES documents,
      position integer NOT NULL,
      title text NOT NULL,
      text text NOT NULL,
      text_hash bytea NOT NULL,
      thread text,
      speaker text,
      said_at timestamptz,
      UNIQUE (document, position)
    );

    -- Append-only; of the labels of one item or document the newest counts.
    CREATE TABLE feedback (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      item bigint REFERENCES items,
      document bigint REFERENCES documents,
      label text NOT NULL,
      origin text NOT NULL,
      reason text,
      given_at timestamptz NOT NULL,
      CHECK (num_nonnulls(item, document) = 1)
    );
    CREATE INDEX feedback_by_item ON feedback (item, id) WHERE item IS NOT NULL;
    CREATE INDEX feedback_by_document ON feedback (document, id) WHERE document IS NOT NULL;
    """

  static let profilesAndDecisions = """
    -- Numbered and immutable. `evidence` is a hash of all that was learned from; `background` lists the items that
    -- stood for "not wanted in particular" when it was built.
    CREATE TABLE profiles (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      parent bigint REFERENCES profiles,
      why text NOT NULL,
      evidence bytea NOT NULL,
      model text NOT NULL,
      background bigint[] NOT NULL,
      built_at timestamptz NOT NULL
    );

    -- Append-only; the newest of an item counts. `basis` is a hash of everything that decided (profile, rules,
    -- thresholds), so "items without a decision of the current basis" is the work that is left. Without a profile
    -- there is no probability.
    CREATE TABLE decisions (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      item bigint NOT NULL REFERENCES items,
      basis bytea NOT NULL,
      profile bigint REFERENCES profiles,
      model text NOT NULL,
      verdict text NOT NULL CHECK (verdict IN ('keep', 'skip', 'review')),
      stage text NOT NULL CHECK (stage IN ('rule', 'score', 'judge', 'person')),
      reason text NOT NULL,
      rule text,
      probability double precision,
      uncertainty double precision,
      log_odds double precision,
      contributions jsonb NOT NULL DEFAULT '[]',
      text_hash bytea NOT NULL,
      decided_at timestamptz NOT NULL
    );
    CREATE INDEX decisions_newest ON decisions (item, id DESC);
    """

  static let digestsAndRuns = """
    CREATE TABLE digests (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      since timestamptz NOT NULL,
      until timestamptz NOT NULL,
      considered integer NOT NULL
    );
    CREATE TABLE digest_items (
      digest bigint NOT NULL REFERENCES digests,
      position integer NOT NULL,
      item bigint NOT NULL UNIQUE REFERENCES items,
      decision bigint NOT NULL REFERENCES decisions,
      PRIMARY KEY (digest, position)
    );

    CREATE TABLE runs (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      domain_time timestamptz NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz,
      outcome text,
      counts jsonb
    );
    """

  static let comparisonsAndRecords = """
    -- Whether an item was compared with the others: what came before this column was, on admission.
    ALTER TABLE items ADD COLUMN compared boolean NOT NULL DEFAULT true;
    ALTER TABLE items ALTER COLUMN compared SET DEFAULT false;
    CREATE INDEX items_to_compare ON items (id) WHERE NOT compared;

    -- A digest is rendered from its record, as often as need be. `decided_until` is the newest decision that it knew
    -- of: what was first decided later is for the next one, whatever the clocks said in between. A digest without
    -- `written_at` has no files yet.
    ALTER TABLE digests ADD COLUMN waiting integer NOT NULL DEFAULT 0;
    ALTER TABLE digests ADD COLUMN more integer NOT NULL DEFAULT 0;
    ALTER TABLE digests ADD COLUMN decided_until bigint NOT NULL DEFAULT 0;
    ALTER TABLE digests ADD COLUMN written_at timestamptz;
    UPDATE digests d SET written_at = d.until, decided_until = coalesce(
      (SELECT max(x.id) FROM decisions x WHERE x.decided_at <= d.until), 0);
    """

  static let review = """
    -- An undo is a row of its own that names the label it withdraws; a label is withdrawn once.
    ALTER TABLE feedback ADD COLUMN withdraws bigint UNIQUE REFERENCES feedback;

    -- The labels that stand; of one item or document the newest counts.
    CREATE VIEW labels AS
      SELECT id, item, document, label, origin, reason, given_at FROM feedback f
      WHERE withdraws IS NULL AND NOT EXISTS (SELECT FROM feedback w WHERE w.withdraws = f.id);

    -- "Later" is no label: the item leaves the review until then, and nothing is learned from it.
    CREATE TABLE deferrals (
      item bigint PRIMARY KEY REFERENCES items,
      until timestamptz NOT NULL
    );
    """

  static let fetching = """
    -- `cause` is the code of `error`. Validators are asked with at the address that gave them, and for eight days after a
    -- whole body. `moved_*` is what speaks for a move; `adopted` is where a source is asked since it was believed.
    ALTER TABLE sources ADD COLUMN cause text;
    ALTER TABLE sources ADD COLUMN whole_at timestamptz;
    ALTER TABLE sources ADD COLUMN validated_by text;
    ALTER TABLE sources ADD COLUMN moved_seen integer NOT NULL DEFAULT 0;
    ALTER TABLE sources ADD COLUMN moved_same boolean NOT NULL DEFAULT false;
    ALTER TABLE sources ADD COLUMN adopted text;
    UPDATE sources SET whole_at = pulled_at WHERE pulled_at IS NOT NULL;

    -- What a domain asked of us, for all its sources and in all runs. A domain that answers well has no row.
    CREATE TABLE hosts (
      domain text PRIMARY KEY,
      not_before timestamptz,
      streak integer NOT NULL,
      refusals integer NOT NULL,
      refused_at timestamptz
    );
    """

  static let polling = """
    -- What a feed says about being asked, in seconds and bits (hour 0, Sunday), as of its last answer: a 304 need not
    -- repeat it.
    ALTER TABLE sources ADD COLUMN hint_interval integer NOT NULL DEFAULT 0;
    ALTER TABLE sources ADD COLUMN hint_freshness integer NOT NULL DEFAULT 0;
    ALTER TABLE sources ADD COLUMN skip_hours integer NOT NULL DEFAULT 0;
    ALTER TABLE sources ADD COLUMN skip_days integer NOT NULL DEFAULT 0;
    -- When the newest items of a source came, without looking at the items.
    CREATE INDEX items_by_arrival ON items (source, first_seen DESC, published DESC NULLS LAST)
      INCLUDE (back_fill);
    """
}
