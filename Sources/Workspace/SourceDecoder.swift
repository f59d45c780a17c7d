// One entry of `feeds/*.yaml`: exactly one of feed, mastodon, bluesky, x says where the items come from.

import Feed
import Files
import Service

/// Decodes one entry of one file of sources.
struct SourceDecoder {
  let location: WorkspaceLocation
  /// Relative to the workspace.
  let file: String

  /// Each file becomes a source with a row and a schedule of its own.
  private static let filesMax = 10_000

  /// What an entry says, before its pattern is expanded.
  private struct Declaration {
    var feed: YAMLPair?
    var timeline: TimelinePlace?
    var template = Source(address: "")
  }

  /// The sources of one entry: several for a pattern, none for one with a problem.
  func sources(
    _ node: YAMLNode, problems: inout [Problem], warnings: inout [Problem]
  ) -> [DeclaredSource] {
    var found: [Problem] = []
    let declaration = SettingsMap.decode(node, file: file, into: &found) {
      self.declaration(&$0)
    }
    problems += found
    if found.isEmpty, let declaration, let timeline = declaration.timeline {
      return [declared(timeline, as: declaration.template, at: node.position)]
    }
    guard found.isEmpty, let declaration, let pair = declaration.feed,
      let feed = pair.value.value?.text
    else { return [] }
    return addresses(feed, at: pair.value.position, &problems, &warnings).map { address in
      var source = declaration.template
      source.address = address
      return DeclaredSource(source: source, file: file, position: node.position)
    }
  }

  private func declared(
    _ timeline: TimelinePlace, as template: Source, at position: YAMLPosition
  ) -> DeclaredSource {
    var source = Source(timeline, allowPrivate: template.allowPrivate)
    source.name = template.name
    source.tags = template.tags
    source.isPaused = template.isPaused
    return DeclaredSource(source: source, file: file, position: position)
  }

  private func declaration(_ map: inout SettingsMap) -> Declaration {
    var declaration = Declaration()
    let pair = kind(&map)
    if pair?.key == SourceKind.feed.rawValue {
      declaration.feed = pair
    } else {
      declaration.timeline = pair.flatMap { TimelineDecoder.place($0, &map) }
      if let misplaced = map.pair("allow_private") {
        map.report(
          "'allow_private' of a timeline stands with its account, in gleaner.yaml",
          at: misplaced.keyPosition)
      }
    }
    declaration.template.name = map.string("name")
    declaration.template.tags = map.strings("tags") ?? []
    declaration.template.allowPrivate = map.bool("allow_private") ?? false
    declaration.template.isPaused = map.bool("paused") ?? false
    if pair?.key == SourceKind.feed.rawValue {
      declaration.template.relativeDates = map.bool("relative_dates") ?? false
    }
    return declaration
  }

  /// The one key that names the source.
  private func kind(_ map: inout SettingsMap) -> YAMLPair? {
    let given = SourceKind.allCases.compactMap { map.pair($0.rawValue) }
    guard let pair = given.first else {
      map.report(
        "a source without an address, expected one of feed, mastodon, bluesky, x", at: map.position)
      return nil
    }
    guard given.count == 1 else {
      let keys = given.map { "'\($0.key)'" }.joined(separator: " and ")
      map.report("\(keys) in one source, expected exactly one", at: given[1].keyPosition)
      return nil
    }
    if pair.key == SourceKind.feed.rawValue { _ = map.string(pair.key) }
    return pair
  }

  private func addresses(
    _ feed: String, at position: YAMLPosition, _ problems: inout [Problem],
    _ warnings: inout [Problem]
  ) -> [String] {
    if SourceAddress.scheme(of: feed) != nil {
      if let url = SourceAddress.web(feed) { return [url] }
      problems.append(
        Problem(
          file: file, position: position,
          message: "'feed' is '\(feed)', expected an http(s) URL, a path or a pattern of paths"))
      return []
    }
    let directory = FilePlace.parent("\(location.root)/\(file)")
    let path = FilePlace.absolute(feed, in: directory)
    guard Glob.isPattern(feed), !FilePlace.isFile(path) else {
      return [location.relative(path)]
    }
    let files = expand(feed, in: directory, at: position, &problems)
    if files.isEmpty {
      warnings.append(
        Problem(file: file, position: position, message: "pattern '\(feed)' matches no file"))
    }
    guard files.count <= Self.filesMax else {
      problems.append(
        Problem(
          file: file, position: position,
          message:
            "pattern '\(feed)' matches \(files.count) files, expected at most \(Self.filesMax)"
        ))
      return []
    }
    return files.map(location.relative)
  }

  /// The files, not directories, that a pattern stands for.
  private func expand(
    _ pattern: String, in directory: String, at position: YAMLPosition, _ problems: inout [Problem]
  ) -> [String] {
    do {
      let absolute = FilePlace.absolute(pattern, in: Glob.literal(directory))
      return try Glob.expand(absolute, relativeTo: "/").filter(FilePlace.isFile)
    } catch {
      problems.append(Problem(file: file, position: position, message: "\(error)"))
      return []
    }
  }
}
