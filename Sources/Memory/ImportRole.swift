// What a person says a file is, where they know better than its looks.

/// The value of `--as`.
package enum ImportRole: String, Sendable, CaseIterable {
  case documents, messages, likes
}
