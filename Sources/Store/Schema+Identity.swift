// What the store needs to know an item again, and to find the same story elsewhere.

extension Schema {
  static let identityAndStories = """
    -- What a source's items are told apart by: 0 their ids, 1 their links, 2 link, title and date.
    ALTER TABLE sources ADD COLUMN identity smallint NOT NULL DEFAULT 0;

    -- text_hash stands for the text that was embedded and decided. Where what is shown has moved on without saying
    -- something else, shown_hash stands for that, judged_text keeps what was embedded, and refreshes counts how often.
    ALTER TABLE items ADD COLUMN shown_hash bytea;
    ALTER TABLE items ADD COLUMN judged_text text;
    ALTER TABLE items ADD COLUMN refreshes integer NOT NULL DEFAULT 0;
    CREATE INDEX items_by_title ON items USING hash (title) WHERE title <> '';
    CREATE INDEX items_of_source ON items (source, id);

    -- By what other tellings of an item's story are found. A table of its own, written once: an item is written again
    -- when it is compared, and its index entries with it.
    CREATE TABLE stories (
      item bigint PRIMARY KEY REFERENCES items ON DELETE CASCADE,
      keys bigint[] NOT NULL
    );
    CREATE INDEX stories_by_key ON stories USING gin (keys) WITH (fastupdate = off);
    """
}
