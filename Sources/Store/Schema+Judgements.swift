// What a judge was asked, and what it said.

extension Schema {
  static let judgements = """
    -- One row for each question, by the hash of all that it says and of the models that it may be put to. It is written
    -- before the call: 'asked' without an answer is a call that a killed process may have made, and `attempts` bounds how
    -- often that may happen. `log_odds` are those of the first stage, with the boosts of rules, when it was last asked.
    CREATE TABLE judgements (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      hash bytea NOT NULL UNIQUE,
      item bigint NOT NULL REFERENCES items,
      text_hash bytea NOT NULL,
      version text NOT NULL,
      models text NOT NULL,
      log_odds double precision NOT NULL,
      suspicion text[] NOT NULL DEFAULT '{}',
      state text NOT NULL CHECK (state IN ('asked', 'answered', 'failed', 'refused')),
      attempts integer NOT NULL DEFAULT 1 CHECK (attempts >= 0),
      asked_at timestamptz NOT NULL,
      settled_at timestamptz,
      code text,
      provider text,
      model text,
      tokens_in integer,
      tokens_out integer,
      cost double precision NOT NULL DEFAULT 0 CHECK (cost >= 0 AND cost < 'Infinity'),
      latency double precision,
      verdict text CHECK (verdict IN ('keep', 'skip', 'unsure')),
      confidence double precision CHECK (confidence BETWEEN 0 AND 100),
      reason text,
      topics text[] NOT NULL DEFAULT '{}',
      CHECK (state <> 'answered' OR verdict IS NOT NULL AND confidence IS NOT NULL)
    );
    CREATE INDEX judgements_by_item ON judgements (item, id DESC);
    CREATE INDEX judgements_answered ON judgements (settled_at DESC) WHERE state = 'answered';
    """
}
