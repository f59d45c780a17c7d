// What the list of sources was asked for in its address.

import Feed
import Foundation
import Service
import Workspace

/// The fields above the list.
struct SourceFilter: Sendable, Hashable {
  enum Shelf: String, Sendable, Hashable, CaseIterable {
    case all, failing, paused

    var name: String {
      switch self {
      case .all: "All"
      case .failing: "Failing"
      case .paused: "Paused"
      }
    }
  }

  private static let lettersMax = 2_000

  var shelf = Shelf.all
  var words = ""
  /// The address of the last source of the page before.
  var after = ""

  init() {}

  /// Reads the fields; throws a 422 that names one that makes no sense.
  init(_ fields: Fields) throws(Refusal) {
    if let text = fields["show"], !text.isEmpty {
      guard let shelf = Shelf(rawValue: text) else {
        throw Refusal(.unprocessable, "'show' is none that there is")
      }
      self.shelf = shelf
    }
    words = TerminalText.clean(fields["q"] ?? "")
    after = fields["after"] ?? ""
    guard words.count <= Self.lettersMax, after.count <= Self.lettersMax else {
      throw Refusal(.unprocessable, "the address of this page is too long")
    }
  }

  /// The entries that match, by address.
  func matching(
    _ entries: [DeclaredSource], failing: Set<String>, titles: [String: String]
  ) -> [DeclaredSource] {
    entries.filter { entry in
      let source = entry.source
      let isThere =
        switch shelf {
        case .all: true
        case .failing: failing.contains(source.address) && !source.isPaused
        case .paused: source.isPaused
        }
      return isThere && source.address > after && says(entry, titles)
    }.sorted { $0.source.address < $1.source.address }
  }

  private func says(_ entry: DeclaredSource, _ titles: [String: String]) -> Bool {
    guard !words.isEmpty else { return true }
    let source = entry.source
    let texts = [source.address, source.name, titles[source.address]] + source.tags
    return texts.contains { $0?.localizedCaseInsensitiveContains(words) == true }
  }

  /// The address of the list from `after` on.
  func path(after: String = "") -> String {
    let pairs = [("show", shelf == .all ? "" : shelf.rawValue), ("q", words), ("after", after)]
    let fields = pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(Fields.encoded($0.1))" }
    return "/sources" + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
  }
}
