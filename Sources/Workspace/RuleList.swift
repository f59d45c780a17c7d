// The rules that the person wrote, from files to values. Their order is that of the files by name and of the lines.

package import Service
package import Taste

/// A rule and where it stands.
package struct DeclaredRule: Sendable, Hashable {
  package let rule: Rule
  /// Relative to the workspace.
  package let file: String
  package let position: YAMLPosition
}

/// All rules of a workspace, in order.
package struct RuleList: Sendable, Hashable {
  package let entries: [DeclaredRule]

  package init(entries: [DeclaredRule] = []) {
    self.entries = entries
  }

  package var rules: [Rule] { entries.map(\.rule) }
  package var book: RuleBook { RuleBook(rules) }

  /// Reads `rules/*.yaml`.
  package static func load(_ location: WorkspaceLocation) throws(SettingsError) -> RuleList {
    var problems: [Problem] = []
    var entries: [DeclaredRule] = []
    SettingsFolder(location, "rules").eachEntry(into: &problems) { node, file, problems in
      let rule = SettingsMap.decode(node, file: file, into: &problems) { RuleDecoder.rule(&$0) }
      guard let rule = rule ?? nil else { return }
      entries.append(DeclaredRule(rule: rule, file: file, position: node.position))
    }
    problems += conflicts(entries)
    guard problems.isEmpty else { throw SettingsError(problems.inFileOrder) }
    return RuleList(entries: entries)
  }

  private static func conflicts(_ entries: [DeclaredRule]) -> [Problem] {
    RuleConflict.all(in: entries.map(\.rule)).map { conflict in
      let (first, second) = (entries[conflict.first], entries[conflict.second])
      let place = "\(first.file):\(first.position.line):\(first.position.column)"
      return Problem(
        file: second.file, position: second.position,
        message: "rule '\(second.rule.name)' \(conflict.message), "
          + "see rule '\(first.rule.name)' at \(place)")
    }
  }
}
