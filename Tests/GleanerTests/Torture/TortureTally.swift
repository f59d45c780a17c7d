// What a torture has to show: how many lives ended how, and what was wrong afterwards.

import Feed
import TestSupport

/// What the person has said of a deed.
enum Leave: Sendable {
  /// No, or nothing.
  case none
  case given
  /// Given, and taken back.
  case undone
}

/// Counts of one torture.
struct TortureTally: Sendable, Hashable {
  enum Fault: String, Sendable, Hashable { case doubled, lost, withoutLeave = "without leave" }

  var lives = 0
  var killsAtSteps = 0
  var killsAtRandom = 0
  /// The numbered steps that something was killed at, by stage.
  var steps: [String: Set<Int>] = [:]
  var faults: [Fault: Int] = [:]
  var violations: [String] = []

  var kills: Int { killsAtSteps + killsAtRandom }

  mutating func add(_ life: Life, _ death: Death, stage: String) {
    lives += 1
    guard life.isKilled else { return }
    switch death {
    case .step(let order):
      killsAtSteps += 1
      steps[stage, default: []].insert(order.step)
    default: killsAtRandom += 1
    }
  }

  mutating func add(_ fault: Fault, _ words: String) {
    faults[fault, default: 0] += 1
    violations.append("\(fault.rawValue): \(words)")
  }

  /// Says of what was found since there were `count` violations how it came about.
  mutating func explain(since count: Int, _ story: [String]) {
    for index in violations.indices.dropFirst(count) {
      violations[index] += " (\(story.joined(separator: "; ")))"
    }
  }

  /// Holds what a server has done and what is there against what the person has said.
  mutating func judge(
    _ said: [Deed: Leave], did effects: [ServedEffect], stands: (Deed) async throws -> Bool?
  ) async rethrows {
    let all = Dictionary(grouping: effects) { Deed(kind: $0.kind, post: $0.post) }
    for (deed, found) in all where said[deed] == nil {
      add(.withoutLeave, "\(deed), which nobody proposed: \(found.count) calls")
    }
    for (deed, leave) in said {
      let sends = all[deed, default: []].count { !$0.isUndo }
      let undos = all[deed, default: []].count { $0.isUndo }
      let isThere = try await stands(deed)
      switch leave {
      case .none:
        if sends + undos > 0 || isThere == true { add(.withoutLeave, "\(deed)") }
      case .given:
        if sends == 0 || isThere == false { add(.lost, "\(deed), sent \(sends) times") }
        if undos > 0 { add(.withoutLeave, "undo of \(deed)") }
      case .undone:
        if sends == 0 { add(.lost, "\(deed)") }
        if undos == 0 || isThere == true { add(.lost, "undo of \(deed), sent \(undos) times") }
        if undos > 1 { add(.doubled, "undo of \(deed), \(undos) times") }
      }
      if sends > 1 { add(.doubled, "\(deed), \(sends) times") }
    }
  }
}
