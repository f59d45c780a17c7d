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
      if let entry = entry(node, file: file, into: &problems) { entries.append(entry) }
    }
    problems += conflicts(entries)
    guard problems.isEmpty else { throw SettingsError(problems.inFileOrder) }
    return RuleList(entries: entries)
  }

  /// The list with the rules of one more file, which is a part of the workspace or not.
  ///
  /// A rule of a name that is there already stands in its place; the others come last. Gives their names too.
  package func trying(
    _ root: YAMLNode, name: String
  ) throws(SettingsError) -> (list: RuleList, names: Set<String>) {
    var problems: [Problem] = []
    let nodes = SettingsFolder.entries(root, name, &problems)
    var entries = entries
    var names: Set<String> = []
    for node in nodes {
      guard let entry = Self.entry(node, file: name, into: &problems) else { continue }
      let isFirst = names.insert(entry.rule.name).inserted
      if isFirst, let place = entries.firstIndex(where: { $0.rule.name == entry.rule.name }) {
        entries[place] = entry
      } else {
        entries.append(entry)
      }
    }
    problems += Self.conflicts(entries)
    guard problems.isEmpty else { throw SettingsError(problems.inFileOrder) }
    return (RuleList(entries: entries), names)
  }

  /// The list as it is once `file` holds what `root` says; throws what would be wrong with it.
  func replacing(
    _ file: String, with root: YAMLNode
  ) throws(SettingsError) -> RuleList {
    var problems: [Problem] = []
    var fresh: [DeclaredRule] = []
    for node in SettingsFolder.entries(root, file, &problems) {
      if let entry = Self.entry(node, file: file, into: &problems) { fresh.append(entry) }
    }
    let before = entries.filter { $0.file < file }
    let all = before + fresh + entries.filter { $0.file > file }
    problems += Self.conflicts(all)
    guard problems.isEmpty else { throw SettingsError(problems.inFileOrder) }
    return RuleList(entries: all)
  }

  private static func entry(
    _ node: YAMLNode, file: String, into problems: inout [Problem]
  ) -> DeclaredRule? {
    let rule = SettingsMap.decode(node, file: file, into: &problems) { RuleDecoder.rule(&$0) }
    guard let rule = rule ?? nil else { return nil }
    return DeclaredRule(rule: rule, file: file, position: node.position)
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
