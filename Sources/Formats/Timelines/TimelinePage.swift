// What was found in an answer, before it is known whether that was all.

import Feed

/// The posts of an answer, and what is to be said of it.
struct TimelinePage {
  private(set) var entries: [Entry] = []
  /// Posts that were found after so many that the rest was left.
  private var surplus = 0
  /// Elements that should have been posts and are none that can be read.
  var senseless = 0
  /// What the network itself says is missing, in its words.
  var missing: [String] = []
  var next: String?
  var previous: String?

  /// What one element became; a post that the network knows to be gone is no entry and no fault.
  enum Element {
    case post(Entry), gone, senseless
  }

  /// Posts that are kept: twenty of the longest pages, or a long thread.
  static let mostPosts = 2_000

  mutating func take(_ element: Element) {
    switch element {
    case .post where entries.count == Self.mostPosts: surplus += 1
    case .post(let entry): entries.append(entry)
    case .gone: break
    case .senseless: senseless += 1
    }
  }

  /// Whether it is a page of posts at all: one of which no element is a post is a page of something else.
  var isSensible: Bool { !entries.isEmpty || (senseless == 0 && missing.isEmpty) }

  func document(of answer: TimelineAnswer) -> FeedDocument {
    var document = FeedDocument()
    document.version = answer.network.rawValue
    document.entries = entries
    document.next = next
    document.previous = previous
    document.defect = defect(isCut: answer.isCut, of: answer.network)
    return document
  }

  private func defect(isCut: Bool, of network: Network) -> String? {
    var faults: [String] = []
    if isCut { faults.append("the answer breaks off; \(entries.count) complete posts were read") }
    if surplus > 0 { faults.append("the first \(entries.count) posts were read") }
    if senseless > 0 {
      faults.append("\(senseless) of \(senseless + entries.count) posts make no sense")
    }
    if let first = missing.first {
      let more = missing.count > 1 ? " (and \(missing.count - 1) more)" : ""
      faults.append("\(network.name) says: \(first)\(more)")
    }
    return faults.isEmpty ? nil : faults.joined(separator: "; ")
  }
}
