// What an import found and wrote: counts, and one line for everything that was left out.

package import Store

/// What an import found and wrote.
package struct ImportReport: Sendable, Hashable {
  package var documents = ImportCount()
  package var likes = ImportCount()
  /// Days of chats, and mails.
  package var conversations = ImportCount()
  /// Messages that were read, whether or not they were known.
  package var messages = 0
  /// How many of them are the person's own.
  package var ownMessages = 0
  /// Where messages and likes came from: "Slack", "Pinboard".
  package var formats: Set<String> = []
  /// Who spoke how often where nothing says which of them the person is.
  package var strangers: [String: Int] = [:]
  /// Files that hold nothing to remember, by their endings.
  package var skipped: [String: Int] = [:]
  /// One line for each file or record that was left out: where, and why.
  package private(set) var problems: [String] = []
  /// Problems beyond those that are listed.
  package private(set) var moreProblems = 0

  /// More lines than this are no help.
  private static let mostProblems = 200

  package init() {}

  /// Whether something was read at all, new or not.
  package var isEmpty: Bool { documents.all + likes.all + conversations.all == 0 }

  /// Whether all of it was known before.
  package var isKnown: Bool {
    documents.fresh + likes.fresh + conversations.fresh == 0
  }

  mutating func note(_ problem: String) {
    if problems.count < Self.mostProblems {
      problems.append(problem)
    } else {
      moreProblems += 1
    }
  }

  /// The people of ``strangers``, the most talkative first.
  package var speakers: [(name: String, messages: Int)] {
    strangers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}

extension ImportCount {
  package var all: Int { added + changed + unchanged }
  package var fresh: Int { added + changed }

  static func += (left: inout ImportCount, right: ImportCount) {
    left.added += right.added
    left.changed += right.changed
    left.unchanged += right.unchanged
  }
}
