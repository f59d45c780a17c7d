// The sources that the person declared, after patterns have become files. Everything wrong in any of the files is
// reported at once.

package import Feed
package import Service

/// A source and where it was declared.
package struct DeclaredSource: Sendable, Hashable {
  package internal(set) var source: Source
  /// Relative to the workspace.
  package let file: String
  package let position: YAMLPosition

  package var line: Int { position.line }
  package var place: SourcePlace { SourcePlace(file: file, line: line) }
}

/// All sources of a workspace, in the order of files and lines.
package struct SourceList: Sendable, Hashable {
  package let entries: [DeclaredSource]
  /// What is no error but surprising, such as a pattern that matches no file.
  package let warnings: [Problem]

  package init(entries: [DeclaredSource] = [], warnings: [Problem] = []) {
    self.entries = entries
    self.warnings = warnings
  }

  package var sources: [Source] { entries.map(\.source) }

  /// Reads `feeds/*.yaml` and `feeds/*.opml`.
  ///
  /// What stands in both is as YAML says.
  package static func load(_ location: WorkspaceLocation) throws(SettingsError) -> SourceList {
    let folder = SettingsFolder(location, "feeds")
    var problems: [Problem] = []
    var warnings: [Problem] = []
    var entries: [DeclaredSource] = []
    folder.eachEntry(into: &problems) { node, file, problems in
      let decoder = SourceDecoder(location: location, file: file)
      entries += decoder.sources(node, problems: &problems, warnings: &warnings)
    }
    problems += duplicates(entries)
    let outlines = folder.outlines.flatMap { file in
      OutlineDecoder(location: location, file: file)
        .sources(problems: &problems, warnings: &warnings)
    }
    guard problems.isEmpty else { throw SettingsError(problems.inFileOrder) }
    return SourceList(entries: entries.joined(byOutlines: outlines), warnings: warnings)
  }

  /// The source of that address; else those of that name.
  package func entries(named wanted: String) -> [DeclaredSource] {
    let address = SourceAddress.web(wanted) ?? wanted
    let exact = entries.filter { $0.source.address == address }
    guard exact.isEmpty else { return exact }
    return entries.filter { $0.source.name?.lowercased() == wanted.lowercased() }
  }

  private static func duplicates(_ entries: [DeclaredSource]) -> [Problem] {
    var first: [String: DeclaredSource] = [:]
    return entries.compactMap { entry in
      guard let other = first.updateValue(entry, forKey: entry.source.address) else { return nil }
      first[entry.source.address] = other
      let place = "\(other.file):\(other.position.line):\(other.position.column)"
      return Problem(
        file: entry.file, position: entry.position,
        message: "source '\(entry.source.address)' a second time, first declared at \(place)")
    }
  }
}
