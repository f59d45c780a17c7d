// Who may start now. libcurl has such limits too, but counts the time a transfer waits for a
// connection against its time limit; so we hold transfers back ourselves. Pure: no socket, no clock.

/// Starts transfers in order, as many at once as one host and the whole loop may have.
struct Admission<ID: Hashable & Sendable>: Sendable {
  private let perHost: Int
  private let total: Int
  private let waitingLimit: Int
  private var waiting: [(id: ID, host: String)] = []
  private var running: [ID: String] = [:]
  private var load: [String: Int] = [:]

  init(perHost: Int, total: Int, waiting: Int) {
    self.perHost = max(1, perHost)
    self.total = max(1, total)
    self.waitingLimit = max(1, waiting)
  }

  /// Queues a transfer; false if too many wait already.
  mutating func enqueue(_ id: ID, host: String) -> Bool {
    guard waiting.count < waitingLimit else { return false }
    waiting.append((id, host))
    return true
  }

  /// Forgets a transfer, whether it waits or runs.
  mutating func remove(_ id: ID) {
    if let host = running.removeValue(forKey: id) {
      let left = load[host, default: 1] - 1
      load[host] = left > 0 ? left : nil
    } else {
      waiting.removeAll { $0.id == id }
    }
  }

  /// The transfers to start now, oldest first; a busy host does not hold up the others.
  mutating func admit() -> [ID] {
    var admitted: [ID] = []
    var index = waiting.startIndex
    while index < waiting.endIndex, running.count < total {
      let (id, host) = waiting[index]
      guard load[host, default: 0] < perHost else {
        index += 1
        continue
      }
      waiting.remove(at: index)
      running[id] = host
      load[host, default: 0] += 1
      admitted.append(id)
    }
    return admitted
  }
}
