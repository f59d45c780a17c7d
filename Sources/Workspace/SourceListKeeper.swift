// The list of sources as it was read last, for as long as its files are the same: a page is asked for more often than a list
// is written.

import Feed
import Foundation
package import Service
import Synchronization

/// Reads the list of sources, anew only where a file of it changed.
package final class SourceListKeeper: Sendable {
  /// What tells a file from the one that it was.
  private struct Stamp: Sendable, Hashable {
    let name: String
    let size: Int
    let number: Int
    let changed: Date
  }

  private struct Kept: Sendable {
    let stamps: [Stamp]
    let list: SourceList
  }

  private let kept = Mutex<Kept?>(nil)

  package init() {}

  /// The list of a workspace, always the same one.
  package func load(_ location: WorkspaceLocation) throws(SettingsError) -> SourceList {
    let stamps = Self.stamps(location)
    if let stamps, let kept = kept.withLock({ $0 }), kept.stamps == stamps { return kept.list }
    let list = try SourceList.load(location)
    // What a pattern of files stands for changes without the list.
    let isWhole = !list.sources.contains { $0.isFile && $0.timeline == nil }
    kept.withLock { kept in
      kept = isWhole ? stamps.map { Kept(stamps: $0, list: list) } : nil
    }
    return list
  }

  /// Nil where a file cannot be looked at.
  private static func stamps(_ location: WorkspaceLocation) -> [Stamp]? {
    let folder = SettingsFolder(location, "feeds")
    var stamps: [Stamp] = []
    for name in folder.files + folder.outlines {
      guard
        let facts = try? FileManager.default.attributesOfItem(atPath: "\(location.root)/\(name)"),
        let size = facts[.size] as? Int, let changed = facts[.modificationDate] as? Date,
        let number = facts[.systemFileNumber] as? Int
      else { return nil }
      stamps.append(Stamp(name: name, size: size, number: number, changed: changed))
    }
    return stamps
  }
}
