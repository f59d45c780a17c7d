// One round over the sources of the web that are due: many domains at once, the sources of a domain one after the other.
// The client sees to the pace; here is who goes first, and who is put off because their domain asks for patience.

import Feed
import FoundationEssentials
import HTTP
import Store

/// Pulls the due sources of the web.
struct WebRound: Sendable {
  /// Domains that have a task at one time: they wait at the client's gate, which lets far fewer through.
  static let width = 256

  let intake: Intake

  /// What became of the sources, in no order.
  func run(_ due: [StoredSource], width: Int) async throws -> [Taken] {
    let queues = Self.queues(due)
    return try await BoundedGroup.map(queues, width: width) { try await take($0) }.flatMap(\.self)
  }

  /// The sources of one domain, in the order of the lists.
  struct Queue: Sendable {
    let domain: RegistrableDomain?
    var sources: [StoredSource] = []
  }

  /// The queues, the longest first: it decides when all is done.
  static func queues(_ due: [StoredSource]) -> [Queue] {
    var places: [RegistrableDomain: Int] = [:]
    var queues: [Queue] = []
    for source in due {
      let domain = RegistrableDomain(address: source.asked)
      if let domain, let place = places[domain] {
        queues[place].sources.append(source)
      } else {
        if let domain { places[domain] = queues.count }
        queues.append(Queue(domain: domain, sources: [source]))
      }
    }
    return queues.enumerated().sorted {
      ($1.element.sources.count, $0.offset) < ($0.element.sources.count, $1.offset)
    }.map(\.element)
  }

  private func take(_ queue: Queue) async throws -> [Taken] {
    var taken: [Taken] = []
    for (index, source) in queue.sources.enumerated() {
      if let pause = queue.domain.flatMap(intake.hosts.pause) {
        let rest = queue.sources[index...]
        try await intake.postpone(rest.map(\.id), until: pause)
        return taken + rest.map { _ in .postponed }
      }
      taken.append(try await intake.take(source, behind: queue.sources.count - index - 1))
    }
    return taken
  }
}
