// How far timelines are read, and who writes there.

extension Schema {
  static let timelines = """
    -- Where the next pull of a timeline begins, in the words of whoever reads that network.
    ALTER TABLE sources ADD COLUMN cursor text;

    -- Accounts that were paid for, so that they are paid for once.
    CREATE TABLE network_users (
      network text NOT NULL CHECK (network IN ('mastodon', 'bluesky', 'x')),
      id text NOT NULL,
      handle text NOT NULL,
      name text NOT NULL,
      is_protected boolean NOT NULL DEFAULT false,
      seen_at timestamptz NOT NULL,
      PRIMARY KEY (network, id)
    );
    """
}
