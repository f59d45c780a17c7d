// One order out of several, and how sure a measured share is.

import Feed
import Testing

struct RankFusionTests {
  @Test(
    arguments: [
      ([[1, 2, 3]], [1, 2, 3]),
      ([[1, 2, 3], [3, 1, 2]], [1, 3, 2]),
      ([[1, 2], [3, 2]], [2, 1, 3]),
      ([[5], [4]], [4, 5]),
      ([[], []], []),
    ] as [([[Int64]], [Int64])])
  func `what several put high comes first`(rankings: [[Int64]], order: [Int64]) {
    #expect(RankFusion.fuse(rankings) == order)
  }

  @Test func `a smaller damping trusts the first places more`() {
    let rankings: [[Int64]] = [[1, 2, 3], [4, 2, 3]]
    #expect(RankFusion.fuse(rankings).first == 2)
    #expect(RankFusion.fuse(rankings, damping: 0).first == 1)
  }
}

struct FoundShareTests {
  @Test func `a perfect sample is no proof`() throws {
    let share = try #require(FoundShare(found: [10, 10, 10, 10, 10], of: 10))
    #expect(share.share == 1 && share.high > 0.999_999)
    #expect(share.low > 0.9 && share.low < 0.95)
  }

  @Test func `searches that differ much make the interval wider`() throws {
    let even = try #require(FoundShare(found: .init(repeating: 5, count: 20), of: 10))
    let uneven = try #require(FoundShare(found: (0..<20).map { $0 % 2 * 10 }, of: 10))
    #expect(even.share == uneven.share)
    #expect(uneven.high - uneven.low > 2 * (even.high - even.low))
  }

  @Test func `without a search there is nothing to say`() {
    #expect(FoundShare(found: [], of: 10) == nil && FoundShare(found: [1], of: 0) == nil)
  }
}
