// What pages remember of a sitting, what "less of this" proposes, and the words of items, to be looked for.

extension Schema {
  /// Migration 27.
  static let pages = """
    -- What was done in a sitting, newest last, so that it can be undone: who sat there by the hash of what the session's
    -- forms carry. `until` is when what is undone would have ended before: a postponement, or a proposal.
    CREATE TABLE review_steps (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      session bytea NOT NULL,
      word text NOT NULL,
      item bigint REFERENCES items,
      label bigint REFERENCES feedback,
      action bigint REFERENCES actions,
      until timestamptz,
      at timestamptz NOT NULL,
      undone_at timestamptz
    );
    CREATE INDEX review_steps_newest ON review_steps (session, id DESC);

    -- Rules that "less of this" suggests. They decide nothing until the person writes them down, and go with the label
    -- that they came of.
    CREATE TABLE rule_proposals (
      label bigint PRIMARY KEY REFERENCES feedback,
      kind text NOT NULL CHECK (kind IN ('source', 'topic')),
      pattern text NOT NULL,
      name text NOT NULL,
      proposed_at timestamptz NOT NULL,
      dismissed_at timestamptz
    );

    CREATE INDEX feedback_saved ON feedback (item, id) WHERE label = 'save';

    -- By the stemmer of each item's language. Only the beginning of a text counts, and none of its words is longer than
    -- what a parser takes.
    CREATE FUNCTION item_words(language text, title text, said text) RETURNS tsvector
      LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5000
      RETURN said_words(split_part(coalesce(language, ''), '-', 1), left(title, 1000) || ' ' || left(said, 18000));
    CREATE INDEX items_by_word ON items USING gin (item_words(language, title, text));
    CREATE INDEX items_by_original ON items (duplicate_of) WHERE duplicate_of IS NOT NULL;
    CREATE INDEX items_by_language ON items (language);
    """
}
