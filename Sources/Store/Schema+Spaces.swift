// The spaces that vectors lie in: which one everything is compared in, and which one is to take its place.

extension Schema {
  static let spaces = """
    -- Exactly one space is 'current' as soon as there is any: profiles, scores and searches are in it. 'filling' is one
    -- that is to take its place once it holds enough; 'former' one that had it, and whose vectors go. `provider` made its
    -- vectors, none is this machine. `probe` is the vector of one fixed text: who answers otherwise is another model.
    CREATE TABLE spaces (
      model text PRIMARY KEY,
      state text NOT NULL CHECK (state IN ('filling', 'current', 'former')),
      provider text,
      dimensions integer CHECK (dimensions > 0),
      probe halfvec,
      started_at timestamptz NOT NULL,
      finished_at timestamptz,
      left_at timestamptz,
      dropped_at timestamptz
    );
    CREATE UNIQUE INDEX spaces_current ON spaces (state) WHERE state = 'current';

    -- Texts that a model does not take, as they were then: they are not sent again.
    CREATE TABLE unembedded (
      model text NOT NULL,
      owner text NOT NULL CHECK (owner IN ('item', 'passage')),
      owner_id bigint NOT NULL,
      text_hash bytea NOT NULL,
      reason text NOT NULL,
      refused_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (model, owner, owner_id)
    );

    -- What was embedded once is not embedded again, whoever says the same.
    CREATE INDEX vectors_by_text ON vectors USING hash (text_hash);

    INSERT INTO spaces (model, state, dimensions, started_at, finished_at)
    SELECT model, CASE WHEN number = 1 THEN 'current' ELSE 'filling' END, dimensions, now(),
      CASE WHEN number = 1 THEN now() END
    FROM (
      SELECT v.model, min(vector_dims(v.embedding)) AS dimensions, row_number() OVER (
        ORDER BY v.model = (SELECT model FROM profiles ORDER BY id DESC LIMIT 1) DESC NULLS LAST, count(*) DESC) AS number
      FROM vectors v GROUP BY v.model) n;
    """
}
