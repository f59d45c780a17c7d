// Sources before the person: added, removed and looked at over the web, as the commands do it in the terminal. The files
// in `feeds/` are what counts.

package import Feed
package import FoundationEssentials
import Formats
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
    /// It is listed, as this address and at this place.
    case listed(String, SourcePlace)
    case unknown
    /// There is no feed, for this reason; `isPrivate` where the address is one of the person's own network.
    case unreadable(String, isPrivate: Bool = false)
    /// Looking took too long.
    case slow
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

  /// Somebody waits for an answer; a search asks a dozen addresses at most, one after the other.
  package static let patience = Duration.seconds(45)

  private let database: Database
  private let location: WorkspaceLocation
  private let client: Client
  private let now: Date
  private let patience: Duration

  package init(
    database: Database, location: WorkspaceLocation, client: Client, now: Date,
    patience: Duration = Self.patience
  ) {
    self.database = database
    self.location = location
    self.client = client
    self.now = now
    self.patience = patience
  }

  private var probe: SourceProbe { SourceProbe(client: client, root: location.root, now: now) }

  // MARK: Adding

  /// Looks at an address of the web, and finds the best feed behind it; nothing is written.
  package func look(_ draft: SourceDraft) async throws -> FeedSearch.Find {
    guard !draft.isFile, draft.timeline == nil else { throw Obstacle.noAddress }
    let list = try SourceList.load(location)
    try Self.checkIsNew([draft.feed], in: list)
    let search = FeedSearch(probe: probe, location: location)
    switch try await timed({ try await search.run(draft, in: list) }) {
    case .found(let find): return find
    case .listed(let entry, _, _): throw Obstacle.listed(entry.source.address, entry.place)
    case .nothing(let result):
      throw Obstacle.unreadable(
        result.failure?.message ?? "nothing there is a feed",
        isPrivate: result.failure?.cause == .privateAddress)
    }
  }

  /// Lists what was found; what was fetched is its first pull.
  package func list(_ find: FeedSearch.Find, _ files: SourceGate) async throws -> Addition {
    let place = try files.write {
      try Self.checkIsNew([find.source.address], in: try SourceList.load(location))
      return try Self.mended { try SourceFiles(location).add([find.draft]) }
    }
    let first = try await FirstPull.admit(
      find.feed, of: find.source, among: try SourceList.load(location).pulled, in: database,
      now: now)
    return Addition(
      source: find.source, place: place, feed: find.feed, page: find.result.page,
      stored: first.added, next: first.next)
  }

  /// Takes over the feeds of another program's list; `tags` are given to each.
  package func take(
    _ opml: [UInt8], tags: [String], _ files: SourceGate
  ) throws -> (result: OutlineImport, place: SourcePlace?, defects: [String]) {
    let outlines: OutlineList
    do {
      outlines = try OutlineParser.parse(opml)
    } catch {
      throw Obstacle.unreadable("\(error)")
    }
    return try files.write {
      var result = OutlineImport(into: try SourceList.load(location))
      result.add(outlines, tags: tags)
      let drafts = result.drafts
      let place =
        drafts.isEmpty ? nil : try Self.mended { try SourceFiles(location).add(drafts) }
      return (result, place, outlines.defects)
    }
  }

  private static func checkIsNew(_ addresses: [String], in list: SourceList) throws {
    if let known = list.entry(like: addresses) {
      throw Obstacle.listed(known.source.address, known.place)
    }
  }

  // MARK: Changing

  /// Removes a source from the file that lists it.
  package func remove(_ address: String, _ files: SourceGate) throws -> DeclaredSource {
    try files.write {
      let entry = try entry(address)
      try Self.mended { try SourceFiles(location).remove(entry) }
      return entry
    }
  }

  /// Writes into the file that lists a source that it is paused, or is not any more.
  package func pause(_ address: String, _ isPaused: Bool, _ files: SourceGate) throws {
    try files.write {
      let entry = try entry(address)
      try Self.mended { try SourceFiles(location).pause(entry, isPaused) }
    }
  }

  /// What files refuse, as an obstacle.
  private static func mended<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let problem as Problem {
      throw Obstacle.files(problem.message)
    } catch let error as SettingsError {
      throw Obstacle.files("\(error)")
    }
  }

  // MARK: Looking

  /// What is at a source now; nothing is written.
  package func check(_ address: String) async throws -> CheckedSource {
    let entry = try entry(address)
    guard entry.source.timeline == nil else {
      throw Obstacle.files("a timeline is looked at by 'gleaner feeds check'")
    }
    let stored = try await database.stored([entry.source]).first
    let isPatient = stored?.nextPullAt.map { $0 > now } ?? false
    let isResting = isPatient && [.throttled, .blocked].contains(stored?.cause?.kind)
    let probe = probe
    let finding = isResting ? nil : try await timed { try await probe.run([entry.source]).first }
    return CheckedSource(
      entry.source, at: entry.place, finding: finding, stored: stored, now: now)
  }

  /// What `body` gives, unless somebody would have to wait too long.
  private func timed<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await body() }
      group.addTask { [patience] in
        try await Task.sleep(for: patience)
        throw Obstacle.slow
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw Obstacle.slow }
      return first
    }
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
