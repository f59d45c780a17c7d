// What a list of items was asked for in its address, and the address of the next page.

import Feed
import FoundationEssentials
import Service
import Store
import Taste

/// The fields of the form above the list.
struct ItemFilter: Sendable, Hashable {
  /// How far back a list may be told to go.
  enum Span: String, Sendable, Hashable, CaseIterable {
    case day, week, month, ever

    var seconds: TimeInterval? {
      switch self {
      case .day: 86_400
      case .week: 7 * 86_400
      case .month: 30 * 86_400
      case .ever: nil
      }
    }

    var words: String {
      switch self {
      case .day: "24 hours"
      case .week: "7 days"
      case .month: "30 days"
      case .ever: "any time"
      }
    }
  }

  private static let lettersMax = 200

  var words = ""
  var source = ""
  var verdict: Verdict?
  var span = Span.ever
  var isSaved = false
  var before: Int64?

  init() {}

  /// Reads the fields; throws a 422 that names one that makes no sense.
  init(_ fields: Fields) throws(Refusal) {
    words = try Self.text(fields, "q")
    source = try Self.text(fields, "source")
    isSaved = !(fields["saved"] ?? "").isEmpty
    if let text = fields["decision"], !text.isEmpty {
      verdict = Verdict(rawValue: text)
      if verdict == nil { throw Self.nonsense("decision") }
    }
    if let text = fields["since"], !text.isEmpty {
      guard let span = Span(rawValue: text) else { throw Self.nonsense("since") }
      self.span = span
    }
    if let text = fields["before"], !text.isEmpty {
      before = Int64(text)
      if before == nil { throw Self.nonsense("before") }
    }
  }

  private static func text(_ fields: Fields, _ name: String) throws(Refusal) -> String {
    let text = TerminalText.clean(fields[name] ?? "")
    guard text.count <= lettersMax else {
      throw Refusal(.unprocessable, "'\(name)' takes at most \(lettersMax) characters")
    }
    return text
  }

  private static func nonsense(_ name: String) -> Refusal {
    Refusal(.unprocessable, "'\(name)' is none that there is")
  }

  /// What is looked for.
  func search(at now: Date) -> ItemSearch {
    var search = ItemSearch()
    search.verdicts = Set([verdict].compactMap(\.self))
    search.source = source.isEmpty ? nil : source
    search.since = span.seconds.map { now.addingTimeInterval(-$0) }
    search.isSaved = isSaved
    search.words = words.isEmpty ? nil : RecallQuestion(words)
    search.before = before
    return search
  }

  /// The address of the page that begins after `item`.
  func address(after item: Int64) -> String {
    let pairs = [
      ("q", words), ("source", source), ("decision", verdict?.rawValue ?? ""),
      ("since", span == .ever ? "" : span.rawValue), ("saved", isSaved ? "yes" : ""),
      ("before", "\(item)"),
    ]
    let fields = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(Fields.encoded($0.1))" }
    return "/items?" + fields.joined(separator: "&")
  }
}
