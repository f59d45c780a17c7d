// What became of the newest items of a source, without looking at the items.

extension Schema {
  /// Migration 30.
  static let sourceYield = """
    -- An item that turns out to be a duplicate is written into `items_by_original` too: this costs no write more.
    DROP INDEX items_of_source;
    CREATE INDEX items_of_source ON items (source, id) INCLUDE (duplicate_of);
    """
}
