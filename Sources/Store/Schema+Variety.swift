// What rules ask about an item beside its words, and what a digest shows in order to learn.

extension Schema {
  static let variety = """
    -- What kind of thing an item is, and what others did with it as of the last pull; null where nobody counts.
    ALTER TABLE items ADD COLUMN traits text[] NOT NULL DEFAULT '{}';
    ALTER TABLE items ADD COLUMN likes integer;
    ALTER TABLE items ADD COLUMN boosts integer;
    ALTER TABLE items ADD COLUMN comments integer;

    -- A wild card was not kept but drawn by lot, with this chance, to learn from: it says nothing about how right the
    -- digest is.
    ALTER TABLE digest_items ADD COLUMN propensity double precision
      CHECK (propensity > 0 AND propensity <= 1);
    CREATE UNIQUE INDEX digest_items_wild ON digest_items (digest) WHERE propensity IS NOT NULL;
    """
}
