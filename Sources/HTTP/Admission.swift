// Who may start now. libcurl has such limits too, but knows hosts and no domains, has no pause between two requests, and
// counts the time a transfer waits against its time limit; so we hold transfers back ourselves. Pure: no socket, and the
// time is an argument.

/// Starts requests as fast as the lanes of their domains and the whole client may have it.
struct Admission<ID: Hashable & Sendable>: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// A request that waits for its turn, or has it.
  private struct Entry: Sendable {
    let id: ID
    /// Its place in `domains`.
    let domain: Int
    let lane: Lane
    /// Requests that its sender has for this domain after it.
    let behind: Int
  }

  private struct Domain: Sendable {
    var open = 0
    var lastStart: Instant?
    /// Requests that are here, and those that their sender has still to bring.
    var here = 0
    var behind = 0
  }

  private let usual: Int
  private let most: Int
  private let waitingLimit: Int
  /// All that were ever asked, in a client's life: looked through at each step, so in one piece.
  private var domains: [Domain] = []
  private var places: [String: Int] = [:]
  private var waiting: [Entry] = []
  private var running: [ID: Entry] = [:]

  /// `usual` requests run at once, and up to `most` where many domains have as much to do as the busiest.
  init(usual: Int, most: Int, waiting: Int) {
    self.usual = max(1, usual)
    self.most = max(self.usual, most)
    self.waitingLimit = max(1, waiting)
  }

  /// Queues a request; false if too many wait already.
  mutating func enqueue(_ id: ID, domain: String, lane: Lane, behind: Int = 0) -> Bool {
    guard waiting.count < waitingLimit else { return false }
    let place = place(of: domain)
    waiting.append(Entry(id: id, domain: place, lane: lane, behind: max(0, behind)))
    domains[place].here += 1
    domains[place].behind = max(0, behind)
    return true
  }

  /// Forgets a request, whether it waits or runs.
  mutating func remove(_ id: ID) {
    if let entry = running.removeValue(forKey: id) {
      domains[entry.domain].open -= 1
      domains[entry.domain].here -= 1
    } else if let index = waiting.firstIndex(where: { $0.id == id }) {
      domains[waiting.remove(at: index).domain].here -= 1
    }
  }

  /// The requests to start now: of domains with the longest queues first, then the oldest.
  mutating func admit(at now: Instant) -> [ID] {
    guard !waiting.isEmpty else { return [] }
    var admitted: [ID] = []
    let room = self.room
    while running.count < room, let index = best(at: now) {
      let entry = waiting.remove(at: index)
      running[entry.id] = entry
      domains[entry.domain].open += 1
      domains[entry.domain].lastStart = now
      admitted.append(entry.id)
    }
    return admitted
  }

  /// The request goes out only now: to connect took a while, and the gap is one between requests.
  mutating func started(_ id: ID, at now: Instant) {
    if let entry = running[id] { domains[entry.domain].lastStart = now }
  }

  /// When the next of those that only wait for their domain's gap may start; nil where none does.
  func nextStart() -> Instant? {
    guard !waiting.isEmpty, running.count < room else { return nil }
    return waiting.lazy.filter(hasLane).compactMap(due).min()
  }

  /// Requests that may be open at once: never less than are.
  ///
  /// As many that the busiest domain, whose requests cannot be hurried, decides when all is done.
  var room: Int {
    var total = 0
    var longest = 1
    for domain in domains {
      total += domain.here + domain.behind
      longest = max(longest, domain.here + domain.behind)
    }
    // A request takes half of its gap or less, as a rule.
    return max(running.count, min(most, max(usual, total / longest / 2)))
  }

  private mutating func place(of domain: String) -> Int {
    if let place = places[domain] { return place }
    places[domain] = domains.count
    domains.append(Domain())
    return domains.count - 1
  }

  private func best(at now: Instant) -> Int? {
    var best: Int?
    for (index, entry) in waiting.enumerated() where hasLane(entry) {
      if let found = best, waiting[found].behind >= entry.behind { continue }
      if let due = due(entry), due > now { continue }
      best = index
    }
    return best
  }

  private func hasLane(_ entry: Entry) -> Bool {
    domains[entry.domain].open < max(1, entry.lane.atOnce)
  }

  private func due(_ entry: Entry) -> Instant? {
    domains[entry.domain].lastStart.map { $0 + entry.lane.gap }
  }
}
