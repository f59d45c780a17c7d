// What the person likes, reposts and bookmarks on their networks, as far as Gleaner knows.

extension Schema {
  /// Migration 23.
  static let marks = """
    -- One row for each thing that was done with a post, whoever did it: `label` is what was learned from it, and there is
    -- none where Gleaner did it by itself. `witness` says who told of it: the network's list, a timeline that showed the
    -- post, or the ledger. `place` puts the rows of a list in its order, the newest highest. What has `gone_at` was taken
    -- back there, and may come again.
    CREATE TABLE account_marks (
      account text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('like', 'repost', 'bookmark')),
      network text NOT NULL CHECK (network IN ('mastodon', 'bluesky', 'x')),
      uri text NOT NULL,
      item bigint REFERENCES items,
      document bigint REFERENCES documents,
      label bigint REFERENCES feedback,
      witness text NOT NULL CHECK (witness IN ('list', 'view', 'ledger')),
      reference text NOT NULL DEFAULT '',
      remote text,
      place bigint,
      found_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      gone_at timestamptz,
      PRIMARY KEY (account, kind, uri)
    );
    CREATE INDEX account_marks_by_label ON account_marks (label) WHERE label IS NOT NULL;

    -- How far each list is read. `cursor` is where older ones wait; `head` what stood first the last time.
    CREATE TABLE account_walks (
      account text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('like', 'repost', 'bookmark')),
      head text,
      cursor text,
      is_ended boolean NOT NULL DEFAULT false,
      synced_at timestamptz,
      tried_at timestamptz NOT NULL,
      next_at timestamptz NOT NULL,
      error text,
      PRIMARY KEY (account, kind)
    );

    CREATE INDEX posts_by_uri ON posts (uri);
    """
}
