// Whose fault it is that a source was out of reach.

import Feed
import FoundationEssentials
import Store
import Testing

@testable import Pipeline

struct ConnectivityTests {
  let now = Date(timeIntervalSince1970: 1_768_896_000)

  @Test(
    arguments: [
      // Well until now: the network has the benefit of the doubt.
      (nil, 0, 0, false), (.serverError, 3, 0, false),
      // Missed an hour ago; another was reached since, at that time, before, never.
      (.dns, 0, -0.5, true), (.connect, 0, -1, true), (.tls, 0, -2, false), (.dns, 0, nil, false),
      // To blame before.
      (.dns, 1, nil, true),
    ] as [(PullCause?, Int, Double?, Bool)])
  func `a source alone is to blame when it was before, or when another was reached since`(
    cause: PullCause?, failures: Int, reached: Double?, isOwnFault: Bool
  ) {
    var source = StoredSource(id: 1, source: Source(address: "https://example.org/feed"))
    source.pulledAt = now.addingTimeInterval(-3_600)
    source.cause = cause
    source.failures = failures
    let last = reached.map { now.addingTimeInterval($0 * 3_600) }
    #expect(Connectivity.isOwnFault(of: source, lastReached: last) == isOwnFault)
  }
}
