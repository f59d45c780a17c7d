// A question with choices under a post. Its choices are part of what the post says.

package import FoundationEssentials

/// A poll.
package struct Poll: Sendable, Hashable {
  /// A choice, and how many chose it; nil where that is not told yet.
  package struct Option: Sendable, Hashable {
    package var title: String
    package var votes: Int?

    package init(title: String, votes: Int? = nil) {
      self.title = title
      self.votes = votes
    }
  }

  package var options: [Option]
  package var votes: Int?
  package var voters: Int?
  package var allowsSeveral = false
  package var ends: Date?
  package var isClosed = false

  package init(options: [Option] = []) {
    self.options = options
  }
}
