// The sources that a person means: by address, by the name in the list, or by the title that the feed gave itself, which
// is what lists and items show where there is no name.

import Feed
import Pipeline
import Service
import Workspace

struct SourceLookup {
  let list: SourceList
  let invocation: Invocation

  /// The sources called so; the database is only looked into for what the list does not know.
  func find(_ wanted: String) async -> [DeclaredSource] {
    let found = list.entries(named: wanted)
    guard found.isEmpty else { return found }
    let timelines = timelines(wanted)
    guard timelines.isEmpty, SourceAddress.web(wanted) == nil else { return timelines }
    let titles = await titles()
    return list.entries.filter {
      $0.source.name == nil && titles[$0.source.address]?.lowercased() == wanted.lowercased()
    }
  }

  /// The timelines that an account, its page or their names mean.
  private func timelines(_ wanted: String) -> [DeclaredSource] {
    let places = list.entries.compactMap(\.source.timeline)
    let servers = Dictionary(
      places.map { ($0.account, $0.server ?? "") }, uniquingKeysWith: { first, _ in first })
    let reference = TimelineReference(wanted, accounts: servers)
    return list.entries.filter { entry in
      guard let place = entry.source.timeline else { return false }
      if place.words().lowercased() == wanted.lowercased() { return true }
      return reference?.network == place.account.network && reference?.subject == place.subject
        && (reference?.account ?? place.account) == place.account
    }
  }

  /// Why nothing is found, with the nearest that is there.
  func refusal(_ wanted: String) async -> String {
    let titles = await titles()
    let known = list.entries.flatMap {
      [
        $0.source.name ?? titles[$0.source.address] ?? $0.source.timeline?.words(),
        $0.source.address,
      ].compactMap(\.self)
    }
    return
      "no source '\(TerminalText.excerpt(wanted, limit: 100))', 'gleaner feeds list' lists them"
      + Nearest.hint(wanted, among: known)
  }

  private func titles() async -> [String: String] {
    await SourceTimes.load(list.sources, invocation).compactMapValues(\.title)
  }
}
