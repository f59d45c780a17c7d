// Who may see the pages: sessions, keys that begin one, and a password. Hashes alone; what they are of is nowhere.

extension Schema {
  /// Migration 26.
  static let web = """
    CREATE TABLE web_sessions (
      hash bytea PRIMARY KEY,
      begun_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL
    );

    -- A link that signs in, once.
    CREATE TABLE web_keys (
      hash bytea PRIMARY KEY,
      ends_at timestamptz NOT NULL
    );

    CREATE TABLE web_password (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      hash text NOT NULL,
      set_at timestamptz NOT NULL
    );
    """
}
