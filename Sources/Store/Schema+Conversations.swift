// What memory needs to keep who said what, when and to whom, in the tables that it has.

extension Schema {
  static let conversations = """
    -- A conversation is a row for each of its days, or for each thread of mail: a longer export of the same chat changes
    -- its last day and adds new ones. `conversation` is the chat, the same in all its rows; `origin` is where it was
    -- imported from: slack, whatsapp, mail, file.
    ALTER TABLE documents DROP CONSTRAINT documents_kind_check;
    ALTER TABLE documents ADD CONSTRAINT documents_kind_check
      CHECK (kind IN ('document', 'like', 'conversation'));
    ALTER TABLE documents ADD COLUMN origin text NOT NULL DEFAULT 'file';
    ALTER TABLE documents ADD COLUMN conversation text;

    -- The chat once more, so that its passages can be read in order from any of them. `own`: the person said it.
    ALTER TABLE passages ADD COLUMN own boolean NOT NULL DEFAULT false;
    ALTER TABLE passages ADD COLUMN conversation text;
    CREATE INDEX passages_in_order ON passages (conversation, said_at, document, position)
      WHERE conversation IS NOT NULL;

    -- The next version's passages that say the same are given copies of the vectors, whatever models made them.
    CREATE INDEX vectors_of_passages ON vectors (owner_id) WHERE owner = 'passage';

    -- What the person goes by in conversations: names, handles, numbers, addresses, as they were given.
    CREATE TABLE own_names (
      name text PRIMARY KEY,
      given_at timestamptz NOT NULL
    );
    """
}
