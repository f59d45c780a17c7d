// Who starts when: order, lanes, gaps, sockets, and what a removal frees. The clock is turned by hand.

import Testing

@testable import HTTP

@Suite struct AdmissionTests {
  let start = ContinuousClock.now
  let quick = Lane(atOnce: 1, gap: .zero)

  private func admission(usual: Int = 16, most: Int = 16, waiting: Int = 100) -> Admission<Int> {
    Admission(usual: usual, most: most, waiting: waiting)
  }

  @Test func `a busy domain does not hold up the others`() {
    var admission = admission(usual: 3, most: 3)
    for (id, domain) in [(1, "a"), (2, "a"), (3, "b"), (4, "a"), (5, "c"), (6, "d")] {
      _ = admission.enqueue(id, domain: domain, lane: quick)
    }
    #expect(admission.admit(at: start) == [1, 3, 5])
    #expect(admission.admit(at: start).isEmpty)
    admission.remove(3)
    #expect(admission.admit(at: start) == [6])
    admission.remove(1)
    #expect(admission.admit(at: start) == [2])
  }

  @Test func `between two starts at one domain is its gap, however quick the answer`() {
    var admission = admission()
    for id in 1...3 { _ = admission.enqueue(id, domain: "a", lane: .polite) }
    #expect(admission.admit(at: start) == [1])
    #expect(admission.nextStart() == nil)
    admission.remove(1)
    #expect(admission.admit(at: start + .seconds(1)).isEmpty)
    #expect(admission.nextStart() == start + Lane.polite.gap)
    #expect(admission.admit(at: start + Lane.polite.gap) == [2])
    #expect(admission.admit(at: start + .seconds(60)).isEmpty)
    admission.remove(2)
    #expect(admission.admit(at: start + .seconds(60)) == [3])
  }

  @Test func `the gap counts from when a request is sent, which a slow connection delays`() {
    var admission = admission()
    for id in 1...2 { _ = admission.enqueue(id, domain: "a", lane: .polite) }
    #expect(admission.admit(at: start) == [1])
    admission.started(1, at: start + .milliseconds(700))
    admission.remove(1)
    #expect(admission.admit(at: start + .milliseconds(1_500)).isEmpty)
    #expect(admission.admit(at: start + .milliseconds(1_720)) == [2])
  }

  @Test func `a gap outlives the queue`() {
    var admission = admission()
    _ = admission.enqueue(1, domain: "a", lane: .polite)
    #expect(admission.admit(at: start) == [1])
    admission.remove(1)
    _ = admission.enqueue(2, domain: "a", lane: .polite)
    #expect(admission.admit(at: start + .milliseconds(500)).isEmpty)
  }

  @Test func `a guest waits while others of a looser lane are there`() {
    let loose = Lane(atOnce: 4, gap: .zero)
    var admission = admission()
    for id in 1...2 { _ = admission.enqueue(id, domain: "a", lane: loose) }
    _ = admission.enqueue(3, domain: "a", lane: .polite)
    #expect(admission.admit(at: start) == [1, 2])
    admission.remove(1)
    #expect(admission.admit(at: start + .seconds(5)).isEmpty)
    admission.remove(2)
    #expect(admission.admit(at: start + .seconds(5)) == [3])
  }

  @Test func `where sockets are scarce, the longest queue goes first`() {
    var admission = admission(usual: 1, most: 1)
    for (id, behind) in [(1, 0), (2, 39), (3, 4)] {
      _ = admission.enqueue(id, domain: "\(id)", lane: quick, behind: behind)
    }
    var order: [Int] = []
    while let id = admission.admit(at: start).first {
      order.append(id)
      admission.remove(id)
    }
    #expect(order == [2, 3, 1])
  }

  @Test(arguments: [(200, 4, 4, 64), (200, 4, 39, 16), (50, 0, 0, 25), (10, 0, 0, 10)])
  func `more sockets are used only where many domains are as busy as the busiest`(
    domains: Int, behind: Int, longest: Int, expected: Int
  ) {
    var admission = admission(usual: 16, most: 64, waiting: 1_000)
    for id in 0..<domains {
      _ = admission.enqueue(
        id, domain: "\(id)", lane: .polite, behind: id == 0 ? longest : behind)
    }
    #expect(admission.admit(at: start).count == expected)
  }

  @Test func `a sender between two requests still counts as busy`() {
    var admission = admission(usual: 2, most: 64, waiting: 1_000)
    _ = admission.enqueue(0, domain: "busy", lane: quick, behind: 99)
    #expect(admission.admit(at: start) == [0])
    for id in 1...50 { _ = admission.enqueue(id, domain: "\(id)", lane: quick) }
    #expect(admission.admit(at: start) == [1])
    admission.remove(0)
    #expect(admission.admit(at: start) == [2])
  }

  @Test func `one that waits can be removed, and one not known too`() {
    var admission = admission(usual: 1, most: 1)
    for id in 1...3 { _ = admission.enqueue(id, domain: "a", lane: quick) }
    #expect(admission.admit(at: start) == [1])
    admission.remove(2)
    admission.remove(99)
    admission.remove(1)
    #expect(admission.admit(at: start) == [3])
  }

  @Test func `a full queue takes no more`() {
    var admission = admission(usual: 1, most: 1, waiting: 2)
    let taken = (1...3).map { admission.enqueue($0, domain: "a", lane: quick) }
    #expect(taken == [true, true, false])
    #expect(admission.admit(at: start) == [1])
    let isTakenNow = admission.enqueue(4, domain: "a", lane: quick)
    #expect(isTakenNow)
  }

  @Test func `no setting can stop everything`() {
    var admission = admission(usual: 0, most: -1, waiting: 0)
    let isTaken = admission.enqueue(1, domain: "a", lane: Lane(atOnce: 0, gap: .zero))
    #expect(isTaken)
    #expect(admission.admit(at: start) == [1])
  }
}
