// Sends each digest once on each way. Written down before and after: what was cut off in between may have arrived, is said
// to be in doubt, and is not sent again.

package import FoundationEssentials
import HTTP
package import Store

/// What became of a digest on one way.
package struct DeliveryEvent: Sendable, Hashable {
  package let digest: Int64
  package let channel: DeliveryChannel
  package let state: DeliveryState
  /// Whereto, or why not.
  package let note: String

  package init(digest: Int64, channel: DeliveryChannel, state: DeliveryState, note: String) {
    self.digest = digest
    self.channel = channel
    self.state = state
    self.note = note
  }

  /// As it was written down.
  package init(_ row: DeliveryRow) {
    self.init(digest: row.digest, channel: row.channel, state: row.state, note: row.note ?? "")
  }

  /// For people.
  package var line: String {
    let by = channel == .mail ? "by mail" : "to the webhook"
    return switch state {
    case .sent: "digest \(digest) was sent \(by): \(note)"
    case .sending: "digest \(digest) is being sent \(by)"
    case .waiting: "digest \(digest) was not sent \(by), and is tried again: \(note)"
    case .failed: "digest \(digest) was not sent \(by): \(note)"
    case .unknown: "digest \(digest) may have been sent \(by), and is not sent again: \(note)"
    }
  }
}

/// Sends digests.
package struct DeliveryDesk: Sendable {
  /// What is older is no news any more, and is not sent.
  private static let newsAge: TimeInterval = 24 * 3_600
  private static let attemptsMax = 8
  private static let firstPause: TimeInterval = 5 * 60
  static let cutOff = "it was cut off while it was being sent"

  let composer: DigestComposer
  let ways: [DeliveryWay]

  package init(composer: DigestComposer, ways: [DeliveryWay]) {
    self.composer = composer
    self.ways = ways
  }

  /// Sends the newest digest by every way that has not had it; without a new digest nothing happens.
  package func deliver(at now: Date) async throws -> [DeliveryEvent] {
    let database = composer.database
    var events = try await database.doubtDeliveries(Self.cutOff, at: now).map(DeliveryEvent.init)
    guard let row = try await database.newestDigest(),
      now.timeIntervalSince(row.until) < Self.newsAge
    else { return events }
    for way in ways {
      guard try await database.deliveryStop(way.channel) == nil,
        try await database.claimDelivery(row.id, way.channel, at: now)
      else { continue }
      let outcome = await way.send(try await composer.edition(row))
      events.append(try await settle(row.id, way, outcome, at: now))
    }
    return events
  }

  private func settle(
    _ digest: Int64, _ way: DeliveryWay, _ outcome: Handover, at now: Date
  ) async throws -> DeliveryEvent {
    let database = composer.database
    let attempts =
      try await database.deliveries(ofDigest: digest)
      .first { $0.channel == way.channel }?.attempts ?? 1
    let (state, note) = Self.state(outcome, way, attempts: attempts)
    let pause = Self.firstPause * TimeInterval(1 << min(attempts - 1, Self.attemptsMax))
    try await database.settleDelivery(
      digest, way.channel, state, note: note,
      again: state == .waiting ? now.addingTimeInterval(pause) : nil, at: now)
    return DeliveryEvent(digest: digest, channel: way.channel, state: state, note: note)
  }

  private static func state(
    _ outcome: Handover, _ way: DeliveryWay, attempts: Int
  ) -> (DeliveryState, String) {
    switch outcome {
    case .sent: (.sent, way.place)
    case .unknown(let why): (.unknown, why)
    case .unsent(let why, let isLasting):
      (isLasting || attempts >= attemptsMax ? .failed : .waiting, why)
    }
  }
}
