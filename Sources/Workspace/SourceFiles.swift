// Adding and removing sources in the files that people wrote: one entry changes, and everything else stays byte for
// byte. A file is replaced at once or not at all.

import Feed
import Files
import Foundation
import Service

/// The files of `feeds/`, for writing.
package struct SourceFiles: Sendable {
  /// Where a new source goes.
  package static let standard = "feeds/feeds.yaml"

  private let location: WorkspaceLocation

  package init(_ location: WorkspaceLocation) {
    self.location = location
  }

  /// Appends entries to `feeds/feeds.yaml`, which is made if it is missing; gives the place of the first.
  package func add(_ drafts: [SourceDraft]) throws -> SourcePlace {
    let path = "\(location.root)/\(Self.standard)"
    try FileManager.default.createDirectory(
      atPath: location.feeds, withIntermediateDirectories: true)
    let text = try ListText.read(Self.standard, in: location)
    let (bytes, line) = try text.adding(drafts.map(\.lines))
    try AtomicFile.write(bytes, to: path)
    return SourcePlace(file: Self.standard, line: line)
  }

  /// Removes the entry that declares a source.
  ///
  /// Throws where the entry does not stand alone: in OPML, or as one file of a pattern.
  package func remove(_ source: DeclaredSource) throws {
    let (text, index) = try entry(
      of: source, outline: "remove the feed there, or delete its line",
      pattern: "move the file, or change the pattern; 'gleaner feeds remove' with the pattern in "
        + "quotes removes all of them")
    try AtomicFile.write(try text.removing(index), to: "\(location.root)/\(source.file)")
  }

  /// Writes into the entry that declares a source that it is paused, or is not any more.
  ///
  /// Throws where the entry does not stand alone: in OPML, or as one file of a pattern.
  package func pause(_ source: DeclaredSource, _ isPaused: Bool) throws {
    let (text, index) = try entry(
      of: source, outline: "write the feed into feeds/feeds.yaml, which counts before the list",
      pattern: "write 'paused' into the entry of the pattern")
    guard source.source.isPaused != isPaused else { return }
    try AtomicFile.write(try text.pausing(index, isPaused), to: "\(location.root)/\(source.file)")
  }

  /// Removes the whole entry whose `feed` says exactly this; nil when there is none.
  package func remove(pattern: String) throws -> SourcePlace? {
    for file in SettingsFolder(location, "feeds").files {
      let text = try ListText.read(file, in: location)
      guard let index = text.entries.firstIndex(where: { Self.feed($0) == pattern }) else {
        continue
      }
      try AtomicFile.write(try text.removing(index), to: "\(location.root)/\(file)")
      return SourcePlace(file: file, line: text.entries[index].position.line)
    }
    return nil
  }

  /// The text that has the entry of a source, and which of its entries that is; throws where it does not stand alone, with
  /// what to do then.
  private func entry(
    of source: DeclaredSource, outline: String, pattern remedy: String
  ) throws -> (text: ListText, index: Int) {
    guard !source.file.hasSuffix(".opml") else {
      throw refusal(source, "this list is read as another program wrote it: \(outline)")
    }
    let text = try ListText.read(source.file, in: location)
    guard let index = text.entries.firstIndex(where: { $0.position == source.position }) else {
      throw refusal(source, "the entry is not there any more")
    }
    if let pattern = pattern(text.entries[index], source) {
      throw refusal(source, "the source is one file of the pattern '\(pattern)': \(remedy)")
    }
    return (text, index)
  }

  /// What an entry says under `feed`, when the source is only one of the files that it stands for.
  private func pattern(_ node: YAMLNode, _ source: DeclaredSource) -> String? {
    guard source.source.isFile, let feed = Self.feed(node), Glob.isPattern(feed) else { return nil }
    let path = FilePlace.absolute(feed, in: FilePlace.parent("\(location.root)/\(source.file)"))
    return location.relative(path) == source.source.address ? nil : feed
  }

  private static func feed(_ node: YAMLNode) -> String? {
    guard case .mapping(let pairs) = node.content else { return nil }
    return pairs.first { $0.key == SourceKind.feed.rawValue }?.value.value?.text
  }

  private func refusal(_ source: DeclaredSource, _ message: String) -> Problem {
    Problem(file: source.file, position: source.position, message: message)
  }
}
