// What people file their likes under.

extension Schema {
  static let likes = """
    -- As the service tells them, the folders among them; documents and conversations have none.
    ALTER TABLE documents ADD COLUMN tags text[] NOT NULL DEFAULT '{}';
    """
}
