// What lies between two versions of the profile, in words and in ranks.

import Digest
package import Store
import Taste

/// Two versions of the profile.
package struct ProfileComparison: Sendable {
  package let before: ProfileRow
  package let after: ProfileRow
  /// What changed, one line each; in an order in which it can be read.
  package let words: [String]
  /// Recent items as both score them.
  package let moves: [ProfileMove]

  /// Those whose place among recent items moved most, the most first.
  package func moved(_ count: Int) -> [ProfileMove] {
    let shifted = moves.filter { $0.rankBefore != $0.rankAfter }
    return Array(
      shifted.sorted {
        (abs($0.rankAfter - $0.rankBefore), $1.item) > (abs($1.rankAfter - $1.rankBefore), $0.item)
      }.prefix(count))
  }
}

extension ProfileDesk {
  /// Compares two versions; nil where nothing is left of what one of them knew.
  package func compare(
    _ before: ProfileRow, _ after: ProfileRow
  ) async throws -> ProfileComparison? {
    guard let old = try await stage.past(before), let new = try await stage.past(after) else {
      return nil
    }
    let words =
      Self.evidence(before, after) + Self.settings(before.settings, after.settings)
      + Self.wishes(old, new) + Self.interests(old, new)
    return ProfileComparison(
      before: before, after: after,
      words: before.model == after.model
        ? words : ["another embedding model: \(after.model)"] + words,
      moves: before.model == after.model ? try await moves(old, new) : [])
  }

  private static func evidence(_ before: ProfileRow, _ after: ProfileRow) -> [String] {
    let names = Set(before.content.learned.keys).union(after.content.learned.keys).sorted()
    return names.compactMap { name in
      let change = (after.content.learned[name] ?? 0) - (before.content.learned[name] ?? 0)
      guard change != 0, let evidence = Evidence(rawValue: name) else { return nil }
      return "\(change > 0 ? "+" : "−")\(evidence.counted(abs(change)))"
    }
  }

  private static func settings(_ before: TasteSettings, _ after: TasteSettings) -> [String] {
    let old = before.values
    let new = after.values
    return Set(old.keys).union(new.keys).sorted().compactMap { key in
      guard old[key] != new[key] else { return nil }
      return
        "\(key): \(old[key].map { "\($0)" } ?? "default") → \(new[key].map { "\($0)" } ?? "default")"
    }
  }

  private static func wishes(
    _ old: ProfileStage.Current, _ new: ProfileStage.Current
  ) -> [String] {
    let before = Set(old.profile.wishes.map(\.words))
    let after = Set(new.profile.wishes.map(\.words))
    return after.subtracting(before).sorted().map { "wish: \($0)" }
      + before.subtracting(after).sorted().map { "no longer wished: \($0)" }
  }

  /// Interests are compared by what they are, whatever they are called.
  private static func interests(
    _ old: ProfileStage.Current, _ new: ProfileStage.Current
  ) -> [String] {
    let model = new.profile.model
    var lines: [String] = []
    var known: Set<Int> = []
    for interest in new.interests.all {
      let name = new.wishes.name(of: interest)
      let mark = interest.mark(model: model)
      guard let earlier = old.interests.interest(like: mark, model: old.profile.model) else {
        lines.append("new interest: “\(name)”")
        continue
      }
      known.insert(earlier.number)
      let earlierName = old.wishes.name(of: earlier)
      if earlierName != name { lines.append("“\(earlierName)” is now called “\(name)”") }
    }
    for interest in old.interests.all where !known.contains(interest.number) {
      lines.append("gone: “\(old.wishes.name(of: interest))”")
    }
    return lines
  }
}
