// Who may start now. libcurl has such limits too, but knows hosts and no domains, has no pause between two requests, and
// counts the time a transfer waits against its time limit; so we hold transfers back ourselves. Pure: no socket, and the
// time is an argument.

/// Starts requests as fast as the lanes of their domains and the whole client may have it.
struct Admission<ID: Hashable & Sendable>: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// A request that waits for its turn.
  private struct Entry: Sendable {
    let id: ID
    let domain: String
    let lane: Lane
    /// Requests that its sender has for this domain after it.
    let behind: Int
  }

  /// What a domain has before it: requests that are here, and those that their sender has still to bring.
  private struct Demand: Sendable {
    var here = 0
    var behind = 0

    var count: Int { here + behind }
  }

  private let usual: Int
  private let most: Int
  private let waitingLimit: Int
  private var waiting: [Entry] = []
  private var running: [ID: Entry] = [:]
  private var load: [String: Int] = [:]
  private var demand: [String: Demand] = [:]
  private var lastStart: [String: Instant] = [:]

  /// `usual` requests run at once, and up to `most` where many domains have as much to do as the busiest.
  init(usual: Int, most: Int, waiting: Int) {
    self.usual = max(1, usual)
    self.most = max(self.usual, most)
    self.waitingLimit = max(1, waiting)
  }

  /// Queues a request; false if too many wait already.
  mutating func enqueue(_ id: ID, domain: String, lane: Lane, behind: Int = 0) -> Bool {
    guard waiting.count < waitingLimit else { return false }
    waiting.append(Entry(id: id, domain: domain, lane: lane, behind: max(0, behind)))
    demand[domain, default: Demand()].here += 1
    demand[domain]?.behind = max(0, behind)
    return true
  }

  /// Forgets a request, whether it waits or runs.
  mutating func remove(_ id: ID) {
    if let entry = running.removeValue(forKey: id) {
      let left = load[entry.domain, default: 1] - 1
      load[entry.domain] = left > 0 ? left : nil
      settle(entry.domain)
    } else if let index = waiting.firstIndex(where: { $0.id == id }) {
      settle(waiting.remove(at: index).domain)
    }
  }

  private mutating func settle(_ domain: String) {
    demand[domain]?.here -= 1
    if demand[domain]?.count == 0 { demand[domain] = nil }
  }

  /// The requests to start now: of domains with the longest queues first, then the oldest.
  mutating func admit(at now: Instant) -> [ID] {
    var admitted: [ID] = []
    forget(before: now)
    let room = self.room
    while running.count < room, let index = best(at: now) {
      let entry = waiting.remove(at: index)
      running[entry.id] = entry
      load[entry.domain, default: 0] += 1
      lastStart[entry.domain] = now
      admitted.append(entry.id)
    }
    return admitted
  }

  /// The request goes out only now: to connect took a while, and the gap is one between requests.
  mutating func started(_ id: ID, at now: Instant) {
    if let entry = running[id] { lastStart[entry.domain] = now }
  }

  /// When the next of those that only wait for their domain's gap may start; nil where none does.
  func nextStart() -> Instant? {
    guard running.count < room else { return nil }
    return waiting.filter(hasLane).compactMap(due).min()
  }

  /// As many at once that the busiest domain, whose requests cannot be hurried, decides when all is done.
  private var room: Int {
    let total = demand.values.reduce(0) { $0 + $1.count }
    let longest = demand.values.reduce(1) { max($0, $1.count) }
    // A request takes half of its gap or less, as a rule.
    return min(most, max(usual, total / longest / 2))
  }

  private func best(at now: Instant) -> Int? {
    var best: Int?
    for (index, entry) in waiting.enumerated() where hasLane(entry) {
      if let due = due(entry), due > now { continue }
      if let found = best, waiting[found].behind >= entry.behind { continue }
      best = index
    }
    return best
  }

  private func hasLane(_ entry: Entry) -> Bool {
    load[entry.domain, default: 0] < max(1, entry.lane.atOnce)
  }

  private func due(_ entry: Entry) -> Instant? {
    lastStart[entry.domain].map { $0 + entry.lane.gap }
  }

  /// Drops what can delay nobody any more, once there is much of it.
  private mutating func forget(before now: Instant) {
    guard lastStart.count > 4 * most else { return }
    let gaps = waiting.reduce(into: [String: Duration]()) { gaps, entry in
      gaps[entry.domain] = max(gaps[entry.domain] ?? .zero, entry.lane.gap)
    }
    lastStart = lastStart.filter { domain, start in
      start + (gaps[domain] ?? Lane.polite.gap) > now
    }
  }
}
