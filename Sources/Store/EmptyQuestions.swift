// Questions that ask for nothing: of "the of and" no passage is nearer than another, and a list of what is nearest would be
// a list of chance.

package import Feed
import Postgres

extension Database {
  /// Whether all that a question says are words without a subject in the language that most of memory is in.
  ///
  /// What stands in quotes is looked for as it is, and is never nothing.
  package func isWithoutSubject(_ question: RecallQuestion) async throws -> Bool {
    guard question.phrases.isEmpty, !question.words.isEmpty else { return false }
    let rows = try await pool.query(
      """
      SELECT bool_and(asked_words(l.language, w.word) = ''::tsquery) AS nothing
      FROM (SELECT language FROM passages WHERE language <> ''
          GROUP BY language ORDER BY count(*) DESC, language LIMIT 1) l
        CROSS JOIN unnest(\(question.words)) AS w (word)
      """)
    return try rows.first?.decode("nothing", as: Bool?.self) ?? false
  }
}
