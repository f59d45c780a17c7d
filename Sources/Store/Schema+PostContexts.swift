// What stands around posts, and which are withdrawn.

extension Schema {
  static let postContexts = """
    -- What a post answers, quotes and shows, and what others did with it, as it was last seen. `checked_at` is when the
    -- network last said that it still stands.
    ALTER TABLE posts ADD COLUMN context jsonb NOT NULL DEFAULT '{}';
    ALTER TABLE posts ADD COLUMN checked_at timestamptz;

    -- Who brought a post into the person's timelines, each once. `who` is what the network calls them for good.
    CREATE TABLE post_boosts (
      item bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
      who text NOT NULL,
      name text,
      handle text,
      href text,
      at timestamptz,
      PRIMARY KEY (item, who)
    );

    -- Its author has taken it back: the row stays, so that decisions and digests have something to name, and what it said
    -- is gone. It comes back if the network shows it again.
    ALTER TABLE items ADD COLUMN withdrawn_at timestamptz;
    """
}
