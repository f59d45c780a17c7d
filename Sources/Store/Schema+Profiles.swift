// Profiles with what was changed by tuning and by wish, and the interests that each found.

extension Schema {
  static let interests = """
    -- What tuning changed of the defaults, and the person's wishes about their interests; both pass from a version to
    -- the next. `feedback_until` and `documents_until` are the newest rows that a version knew of, `learned` counts them
    -- by kind: with the two, an old version can be fitted again. `middle` is the mean of all embeddings.
    ALTER TABLE profiles ADD COLUMN settings jsonb NOT NULL DEFAULT '{}';
    ALTER TABLE profiles ADD COLUMN wishes jsonb NOT NULL DEFAULT '[]';
    ALTER TABLE profiles ADD COLUMN learned jsonb NOT NULL DEFAULT '{}';
    ALTER TABLE profiles ADD COLUMN feedback_until bigint;
    ALTER TABLE profiles ADD COLUMN documents_until bigint;
    ALTER TABLE profiles ADD COLUMN middle real[];
    -- From how many examples the number of interests was last found.
    ALTER TABLE profiles ADD COLUMN parted_from integer NOT NULL DEFAULT 0;

    -- What a version of the profile consists of. `number` stays with an interest from version to version; `centre` is
    -- the unit vector of its direction from `middle`, `reach` the cosine with it from which a text belongs to it;
    -- `members` are fingerprints of the texts nearest to it.
    CREATE TABLE interests (
      profile bigint NOT NULL REFERENCES profiles,
      number integer NOT NULL,
      label text NOT NULL,
      words text[] NOT NULL,
      weight double precision NOT NULL,
      size integer NOT NULL,
      exemplars jsonb NOT NULL,
      members text[] NOT NULL,
      centre real[] NOT NULL,
      reach real NOT NULL,
      PRIMARY KEY (profile, number)
    );
    """
}
