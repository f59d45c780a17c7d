// A look before each call, whose deed it was, and how much one author or one conversation gets.

extension Schema {
  static let looksAndCaps = """
    -- `thread` is the same for all posts of a conversation. `declines_programs`: its author asks programs to keep away.
    ALTER TABLE posts ADD COLUMN thread text;
    ALTER TABLE posts ADD COLUMN declines_programs boolean NOT NULL DEFAULT false;
    CREATE INDEX posts_by_reference ON posts (account, reference) WHERE reference <> '';

    -- Whose post it is and which conversation it belongs to, as they were when it was proposed: what they have got is
    -- counted here. `by_hand`: the person had done it before Gleaner came to it, so that Gleaner never takes it back.
    ALTER TABLE actions ADD COLUMN author text;
    ALTER TABLE actions ADD COLUMN thread text;
    ALTER TABLE actions ADD COLUMN by_hand boolean NOT NULL DEFAULT false;
    UPDATE actions a SET author = lower(p.author) FROM posts p WHERE p.item = a.item;

    -- `sway` is by how much of the gap the next send comes later than it could, drawn by lot. `look_cost` is the part of
    -- the cost that is for looking. `changed` and `left`: after a look nothing was sent.
    ALTER TABLE action_attempts ADD COLUMN sway double precision NOT NULL DEFAULT 0 CHECK (sway BETWEEN 0 AND 1);
    ALTER TABLE action_attempts ADD COLUMN look_cost double precision NOT NULL DEFAULT 0
      CHECK (look_cost >= 0 AND look_cost <= cost);
    ALTER TABLE action_attempts DROP CONSTRAINT action_attempts_outcome_check;
    ALTER TABLE action_attempts ADD CONSTRAINT action_attempts_outcome_check
      CHECK (outcome IN ('done', 'already', 'not_sent', 'throttled', 'refused', 'unclear', 'lapsed', 'not_done', 'gone',
        'changed', 'left'));
    """
}
