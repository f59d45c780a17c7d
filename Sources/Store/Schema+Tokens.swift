// Which programs may come in, and what they may do there.

extension Schema {
  /// Migration 28.
  static let tokens = """
    -- The hash alone; a token is shown once, when it is made. One that is revoked stays, so that its uses can be told.
    CREATE TABLE api_tokens (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL,
      hash bytea NOT NULL UNIQUE,
      scopes text[] NOT NULL,
      made_at timestamptz NOT NULL,
      used_at timestamptz,
      revoked_at timestamptz
    );
    CREATE UNIQUE INDEX api_tokens_name ON api_tokens (name) WHERE revoked_at IS NULL;
    """
}
