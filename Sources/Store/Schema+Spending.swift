// What language models cost: what was set aside before each call, and what each call turned out to cost.

extension Schema {
  static let spending = """
    -- Both tables are only ever added to. A reservation without a settlement counts as spent: its call may have been made
    -- by a process that was killed before it could say.
    CREATE TABLE spending (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      reserved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      run text NOT NULL,
      purpose text NOT NULL,
      provider text NOT NULL,
      model text NOT NULL,
      reserved double precision NOT NULL CHECK (reserved >= 0 AND reserved < 'Infinity')
    );
    CREATE INDEX spending_by_time ON spending (reserved_at);
    CREATE INDEX spending_by_run ON spending (run);

    CREATE TABLE settlements (
      spending bigint PRIMARY KEY REFERENCES spending,
      settled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      cost double precision NOT NULL CHECK (cost >= 0 AND cost < 'Infinity'),
      tokens_in integer,
      tokens_out integer
    );
    """
}
