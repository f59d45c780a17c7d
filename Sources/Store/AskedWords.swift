// The words of a question in the languages of memory. "running" is looked for as "run" in English passages and as
// itself in German ones, so each language that occurs gets its own query, and a passage is asked in its own language.

import Feed
import Postgres

/// A question's words, ready to be looked for.
struct AskedWords: Sendable {
  /// A word in one language; `query` is the text of a `tsquery`.
  struct Form: Sendable {
    let language: String
    let query: String
  }

  let question: RecallQuestion
  /// The words that passages are ranked by: those of the question and of its phrases.
  let terms: [String]
  /// By word, in the languages in which there is something to look for: of "the" there is nothing in English.
  private let forms: [String: [Form]]
  private let languages: [String]

  /// One entry for each form of each term: its number, its language, its query.
  var entries: [(term: Int, form: Form)] {
    terms.enumerated().flatMap { number, term in (forms[term] ?? []).map { (number, $0) } }
  }

  /// Asks for the forms of all words in all languages that occur.
  static func of(_ question: RecallQuestion, _ pool: some Querying) async throws -> AskedWords {
    var seen: Set<String> = []
    let terms = (question.words + question.phrases.flatMap(parts)).filter {
      seen.insert($0).inserted
    }
    let words = terms + question.excluded.flatMap(parts).filter { seen.insert($0).inserted }
    let rows = try await pool.query(
      """
      WITH RECURSIVE spoken (language) AS (
        (SELECT language FROM passages ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (SELECT p.language FROM passages p WHERE p.language > s.language
          ORDER BY p.language LIMIT 1)
        FROM spoken s WHERE s.language IS NOT NULL)
      SELECT s.language, w.word, asked_words(s.language, w.word)::text AS query
      FROM spoken s LEFT JOIN unnest(\(words)) AS w (word) ON true
      WHERE s.language IS NOT NULL ORDER BY s.language
      """)
    var forms: [String: [Form]] = [:]
    var languages: Set<String> = []
    for row in rows {
      let language = try row.decode("language", as: String.self)
      languages.insert(language)
      guard let word = try row.decode("word", as: String?.self),
        let query = try row.decode("query", as: String?.self), !query.isEmpty
      else { continue }
      forms[word, default: []].append(Form(language: language, query: query))
    }
    return AskedWords(
      question: question, terms: terms, forms: forms, languages: languages.sorted())
  }

  private init(
    question: RecallQuestion, terms: [String], forms: [String: [Form]], languages: [String]
  ) {
    self.question = question
    self.terms = terms
    self.forms = forms
    self.languages = languages
  }

  /// What every passage `p` has to fulfil: the phrases, and nothing that was excluded.
  var condition: SQL {
    let phrases = question.phrases.map { (phrase: String) -> SQL in
      "\(allWords(of: phrase)) AND \(exactly(phrase))"
    }
    let excluded = question.excluded.map { (words: String) -> SQL in
      words.contains(" ")
        ? "NOT (\(allWords(of: words)) AND \(exactly(words)))" : "NOT \(allWords(of: words))"
    }
    let parts = phrases + excluded
    return parts.isEmpty ? "true" : SQL.join(parts, separator: " AND ")
  }

  /// All words of a phrase, each in the passage's language; the index answers this.
  private func allWords(of phrase: String) -> SQL {
    let each = languages.map { language -> SQL in
      let queries = Self.parts(phrase).compactMap { word in
        forms[word]?.first { $0.language == language }.map { "(\($0.query))" }
      }
      guard !queries.isEmpty else { return "p.language = \(language)" }
      return
        "(p.language = \(language) AND p.words @@ \(queries.joined(separator: " & "))::tsquery)"
    }
    return each.isEmpty ? "false" : "(\(SQL.join(each, separator: " OR ")))"
  }

  private func exactly(_ phrase: String) -> SQL {
    "(says_exactly(p.text, \(phrase)) OR says_exactly(p.title, \(phrase)))"
  }

  private static func parts(_ phrase: String) -> [String] {
    phrase.split(separator: " ").map(String.init)
  }
}
