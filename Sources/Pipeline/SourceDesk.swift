// Sources before the person: added, removed and looked at over the web, as the commands do it in the terminal. The files
// in `feeds/` are what counts.

package import Feed
package import FoundationEssentials
package import HTTP
import Service
package import Store
package import Workspace
private import Synchronization

/// Changes the list of sources.
package struct SourceDesk: Sendable {
  /// Why nothing was done.
  package enum Obstacle: Error, Sendable, Hashable {
    /// Not an http or https address.
    case noAddress
    /// It is listed, at this place.
    case listed(SourcePlace)
    case unknown
    /// There is no feed, for this reason.
    case unreadable(String)
    /// The files do not let it be done, for this reason.
    case files(String)
  }

  /// A source that was added.
  package struct Addition: Sendable {
    package let source: Source
    package let place: SourcePlace
    package let feed: ProbedFeed
    /// The page that led to it.
    package let page: String?
    /// Items that its first pull brought.
    package let stored: Int
    package let next: Date?
  }

  private let database: Database
  private let location: WorkspaceLocation
  private let client: Client
  private let now: Date

  package init(database: Database, location: WorkspaceLocation, client: Client, now: Date) {
    self.database = database
    self.location = location
    self.client = client
    self.now = now
  }

  private var probe: SourceProbe { SourceProbe(client: client, root: location.root, now: now) }

  /// Looks at an address of the web, and lists the best feed behind it.
  package func add(_ draft: SourceDraft, _ files: SourceGate) async throws -> Addition {
    guard !draft.isFile, draft.timeline == nil else { throw Obstacle.noAddress }
    try checkIsNew([draft.feed])
    let result = try await FeedDiscovery(probe: probe).search(
      from: Source(address: draft.feed, allowPrivate: draft.allowPrivate), everything: false)
    guard let best = result.best, let feed = best.feed,
      let next = draft.following(feed.movedTo ?? best.address),
      let source = try next.sources(in: location).first
    else { throw Obstacle.unreadable(result.failure?.message ?? "nothing there is a feed") }
    let place = try files.write {
      try checkIsNew([source.address, best.address] + [feed.address].compactMap(\.self))
      return try SourceFiles(location).add([next])
    }
    let first = try await FirstPull.admit(
      feed, of: source, among: try SourceList.load(location).sources, in: database, now: now)
    return Addition(
      source: source, place: place, feed: feed, page: result.page, stored: first.added,
      next: first.next)
  }

  private func checkIsNew(_ addresses: [String]) throws {
    let keys = Set(addresses.map(SourceAddress.key))
    let known = try SourceList.load(location).entries.first {
      keys.contains(SourceAddress.key($0.source.address))
    }
    if let known { throw Obstacle.listed(known.place) }
  }

  /// Removes a source from the file that lists it.
  package func remove(_ address: String, _ files: SourceGate) throws -> DeclaredSource {
    try files.write {
      let entry = try entry(address)
      do {
        try SourceFiles(location).remove(entry)
      } catch let problem as Problem {
        throw Obstacle.files(problem.message)
      } catch let error as SettingsError {
        throw Obstacle.files("\(error)")
      }
      return entry
    }
  }

  /// What is at a source now; nothing is written.
  package func check(_ address: String) async throws -> CheckedSource {
    let entry = try entry(address)
    guard entry.source.timeline == nil else {
      throw Obstacle.files("a timeline is looked at by 'gleaner feeds check'")
    }
    let stored = try await database.stored([entry.source]).first
    let isPatient = stored?.nextPullAt.map { $0 > now } ?? false
    let isResting = isPatient && [.throttled, .blocked].contains(stored?.cause?.kind)
    let finding = isResting ? nil : try await probe.run([entry.source]).first
    return CheckedSource(
      entry.source, at: entry.place, finding: finding, stored: stored, now: now)
  }

  private func entry(_ address: String) throws -> DeclaredSource {
    let entries = try SourceList.load(location).entries
    guard let entry = entries.first(where: { $0.source.address == address }) else {
      throw Obstacle.unknown
    }
    return entry
  }
}

/// One who writes the lists at a time, of all in this process.
package final class SourceGate: Sendable {
  private let turn = Mutex(())

  package init() {}

  /// Reads and writes while nobody else does.
  func write<Value: Sendable>(_ body: () throws -> Value) throws -> Value {
    try turn.withLock { _ in try body() }
  }
}
