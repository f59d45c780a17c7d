// The accounts of the person, and what lets us in: never in the clear.

extension Schema {
  /// Migration 20.
  static let accounts = """
    -- `sealed` is ciphertext whose key the database never sees; there is none once an account is removed. `renewals` counts
    -- the tokens that an account has had: what was read before a renewal does not overwrite what came with it.
    -- `renewing_since` is set before a renewal is sent, and void once its outcome is known. `fault` is why the person has to
    -- sign in again.
    CREATE TABLE accounts (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL UNIQUE CHECK (name = lower(name)),
      network text NOT NULL CHECK (network IN ('mastodon', 'bluesky', 'x')),
      server text NOT NULL,
      who text NOT NULL,
      sealed bytea,
      renewals bigint NOT NULL DEFAULT 0,
      expires_at timestamptz,
      renewing_since timestamptz,
      fault text,
      added_at timestamptz NOT NULL,
      removed_at timestamptz,
      CHECK ((sealed IS NULL) = (removed_at IS NOT NULL))
    );

    -- What the network does not let an account do: found out by trying, and not tried again until the next sign-in.
    CREATE TABLE absent_capabilities (
      account bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
      capability text NOT NULL,
      why text NOT NULL,
      since timestamptz NOT NULL,
      PRIMARY KEY (account, capability)
    );
    """
}
