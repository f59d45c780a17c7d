// One file `feeds/*.opml`, read as it is: another program wrote it and may write it again, so what is odd in it is a
// warning, and nothing in it has to be mended by hand.

import Feed
import Formats
import Service

/// Decodes the feeds of one OPML file.
struct OutlineDecoder {
  private static let bytesMax = 16 << 20
  /// Some readers list hundreds of newsletters that have no feed.
  private static let named = 5

  let location: WorkspaceLocation
  /// Relative to the workspace.
  let file: String

  /// The sources of the file; folders have become tags.
  func sources(problems: inout [Problem], warnings: inout [Problem]) -> [DeclaredSource] {
    do {
      let bytes = try BoundedFile.read("\(location.root)/\(file)", bytesMax: Self.bytesMax)
      let list = try OutlineParser.parse(bytes)
      warnings += list.defects.map { Problem(file: file, position: nil, message: $0) }
      return sources(of: list, &warnings)
    } catch {
      problems.append(Problem(file: file, position: nil, message: "\(error)"))
      return []
    }
  }

  private func sources(of list: OutlineList, _ warnings: inout [Problem]) -> [DeclaredSource] {
    var odd: [Problem] = []
    let sources = list.feeds.compactMap { source($0, &odd) }
    warnings += odd.prefix(Self.named)
    if odd.count > Self.named {
      let rest = Count.of(odd.count - Self.named, "more feed")
      warnings.append(Problem(file: file, position: nil, message: "\(rest) without an http(s) URL"))
    }
    return sources
  }

  private func source(_ feed: FeedOutline, _ warnings: inout [Problem]) -> DeclaredSource? {
    let position = YAMLPosition(line: feed.line, column: 1)
    guard let address = SourceAddress.listed(feed.address) else {
      let shown = TerminalText.excerpt(feed.address, limit: 100)
      warnings.append(
        Problem(
          file: file, position: position,
          message: "xmlUrl is '\(shown)', expected an http(s) URL; this feed is left out"))
      return nil
    }
    return DeclaredSource(
      source: Source(address: address, name: feed.name, tags: feed.tags), file: file,
      position: position)
  }
}

extension [DeclaredSource] {
  /// The list with `outlines` behind it.
  ///
  /// What the list has already stays as it is. A feed that stands in several folders, which is how OPML says that it
  /// has several tags, becomes one source with the tags of all; by http and https it is the same feed.
  func joined(byOutlines outlines: [DeclaredSource]) -> [DeclaredSource] {
    var places: [String: Int?] = [:]
    for entry in self { places[SourceAddress.key(entry.source.address)] = .some(nil) }
    var result = self
    for outline in outlines {
      let key = SourceAddress.key(outline.source.address)
      switch places[key] {
      case .none:
        places[key] = result.count
        result.append(outline)
      case .some(nil): continue
      case .some(let place?):
        let fresh = outline.source.tags.filter { !result[place].source.tags.contains($0) }
        result[place].source.tags += fresh
      }
    }
    return result
  }
}
