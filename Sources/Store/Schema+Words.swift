// The words of a passage, as full text search needs them. Word forms are those of the passage's language; where that is
// not known, or PostgreSQL has no stemmer for it, a word is only itself. There is no list of accents to install: the
// private cluster has no `unaccent`, so letters are folded here.

extension Schema {
  static let wordsOfPassages = """
    -- ISO 639-1; empty where the text does not show it.
    ALTER TABLE passages ADD COLUMN language text NOT NULL DEFAULT '';
    CREATE INDEX passages_by_language ON passages (language);
    CREATE INDEX passages_by_speaker ON passages (speaker) WHERE speaker IS NOT NULL;

    -- The stemmers that every PostgreSQL from 16 on has.
    CREATE FUNCTION word_forms(language text) RETURNS regconfig
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN CASE language
        WHEN 'ar' THEN 'pg_catalog.arabic'::regconfig WHEN 'hy' THEN 'pg_catalog.armenian'::regconfig
        WHEN 'eu' THEN 'pg_catalog.basque'::regconfig WHEN 'ca' THEN 'pg_catalog.catalan'::regconfig
        WHEN 'da' THEN 'pg_catalog.danish'::regconfig WHEN 'nl' THEN 'pg_catalog.dutch'::regconfig
        WHEN 'en' THEN 'pg_catalog.english'::regconfig WHEN 'fi' THEN 'pg_catalog.finnish'::regconfig
        WHEN 'fr' THEN 'pg_catalog.french'::regconfig WHEN 'de' THEN 'pg_catalog.german'::regconfig
        WHEN 'el' THEN 'pg_catalog.greek'::regconfig WHEN 'hi' THEN 'pg_catalog.hindi'::regconfig
        WHEN 'hu' THEN 'pg_catalog.hungarian'::regconfig WHEN 'id' THEN 'pg_catalog.indonesian'::regconfig
        WHEN 'ga' THEN 'pg_catalog.irish'::regconfig WHEN 'it' THEN 'pg_catalog.italian'::regconfig
        WHEN 'lt' THEN 'pg_catalog.lithuanian'::regconfig WHEN 'ne' THEN 'pg_catalog.nepali'::regconfig
        WHEN 'no' THEN 'pg_catalog.norwegian'::regconfig WHEN 'nb' THEN 'pg_catalog.norwegian'::regconfig
        WHEN 'pt' THEN 'pg_catalog.portuguese'::regconfig WHEN 'ro' THEN 'pg_catalog.romanian'::regconfig
        WHEN 'ru' THEN 'pg_catalog.russian'::regconfig WHEN 'sr' THEN 'pg_catalog.serbian'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig WHEN 'sv' THEN 'pg_catalog.swedish'::regconfig
        WHEN 'ta' THEN 'pg_catalog.tamil'::regconfig WHEN 'tr' THEN 'pg_catalog.turkish'::regconfig
        WHEN 'yi' THEN 'pg_catalog.yiddish'::regconfig
        ELSE 'pg_catalog.simple'::regconfig END;

    -- What PostgreSQL's parser takes for letters and is none becomes a space; scripts that are written without spaces
    -- (Thai, Lao, Burmese, Khmer, kana, Han, Hangul) get them, so that a word of theirs is a row of neighbours.
    -- Only the beginning counts: no passage is longer, and there is a limit to what a parser is given.
    CREATE FUNCTION plain_words(said text) RETURNS text
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
      RETURN CASE WHEN octet_length(said) = char_length(said) THEN left(said, 20000) ELSE
        regexp_replace(regexp_replace(
          CASE WHEN left(said, 20000) IS NFKC NORMALIZED THEN left(said, 20000)
            ELSE normalize(left(said, 20000), NFKC) END,
          '[\\u0080-\\u00a9\\u00ab-\\u00b4\\u00b6-\\u00b9\\u00bb-\\u00bf\\u00d7\\u00f7\\u02c2-\\u02df\\u2000-\\u206f\\u2190-\\u2bff\\u2e00-\\u2e7f\\u3000-\\u3004\\u3008-\\u3020\\u3030\\u303d\\ud800-\\uf8ff\\ufe10-\\ufe6f]',
          ' ', 'g'),
          '([\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af])',
          ' \\1 ', 'g') END;

    -- Lower case, Latin and Greek letters (and the Cyrillic е) without their marks.
    CREATE FUNCTION folded_letters(said text) RETURNS text
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
      RETURN CASE WHEN octet_length(said) = char_length(said) THEN lower(said) ELSE
        replace(replace(replace(replace(normalize(regexp_replace(normalize(lower(said), NFD),
          '([a-z\\u0391-\\u03c9\\u0435])[\\u0300-\\u036f]+', '\\1', 'g'), NFC),
          'ø', 'o'), 'ł', 'l'), 'đ', 'd'), 'ı', 'i') END;

    -- Each word in its basic form; one with marks also as it is without them, because people type it so.
    CREATE FUNCTION said_words(language text, said text) RETURNS tsvector
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000
      RETURN CASE WHEN octet_length(said) = char_length(said)
        THEN to_tsvector(word_forms(language), left(said, 20000))
        ELSE (SELECT to_tsvector(word_forms(language), plain)
            || strip(to_tsvector(word_forms(language),
              folded_letters(regexp_replace(plain, '(^|\\s)[\\x21-\\x7e]+(?=\\s|$)', ' ', 'g'))))
          FROM (SELECT plain_words(said) AS plain OFFSET 0) once) END;

    -- What is looked for where `asked`, one word as people write words, was said in a language.
    CREATE FUNCTION asked_words(language text, asked text) RETURNS tsquery
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000
      RETURN phraseto_tsquery(word_forms(language), plain_words(asked))
        || phraseto_tsquery(word_forms(language), folded_letters(plain_words(asked)));

    -- Whether a text says a phrase exactly so, but for case, marks and punctuation.
    CREATE FUNCTION says_exactly(said text, phrase text) RETURNS boolean
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
      RETURN to_tsvector('pg_catalog.simple', folded_letters(plain_words(said)))
        @@ phraseto_tsquery('pg_catalog.simple', folded_letters(plain_words(phrase)));

    ALTER TABLE passages ADD COLUMN words tsvector GENERATED ALWAYS AS (
      setweight(said_words(language, title), 'A') || setweight(said_words('', coalesce(speaker, '')), 'B')
        || setweight(said_words(language, text), 'D')) STORED;
    CREATE INDEX passages_by_word ON passages USING gin (words);
    """
}
