// What a judge is told beside the question, in versions.

extension Schema {
  static let briefings = """
    -- A row for each briefing that came to the gate of a tuning, accepted or not; `parent` is the one that it was compared
    -- with, null for the one that the program brings. Never changed.
    CREATE TABLE judge_briefings (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      parent bigint REFERENCES judge_briefings,
      briefing jsonb NOT NULL,
      figures jsonb NOT NULL,
      accepted boolean NOT NULL,
      models text NOT NULL,
      calls integer NOT NULL CHECK (calls >= 0),
      cost double precision NOT NULL CHECK (cost >= 0 AND cost < 'Infinity'),
      created_at timestamptz NOT NULL
    );

    -- The newest row says which is in use; null for the one that the program brings, and so without any row.
    CREATE TABLE judge_briefing_uses (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      briefing bigint REFERENCES judge_briefings,
      since timestamptz NOT NULL
    );
    """
}
