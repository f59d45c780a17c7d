// Who starts when: order, the limits of a host and of all, and what a removal frees.

import Testing

@testable import HTTP

@Suite struct AdmissionTests {
  @Test func `a busy host does not hold up the others`() {
    var admission = Admission<Int>(perHost: 1, total: 3, waiting: 10)
    for (id, host) in [(1, "a"), (2, "a"), (3, "b"), (4, "a"), (5, "c"), (6, "d")] {
      _ = admission.enqueue(id, host: host)
    }
    #expect(admission.admit() == [1, 3, 5])
    #expect(admission.admit().isEmpty)
    admission.remove(3)
    #expect(admission.admit() == [6])
    admission.remove(1)
    #expect(admission.admit() == [2])
  }

  @Test func `one that waits can be removed, and one not known too`() {
    var admission = Admission<Int>(perHost: 1, total: 1, waiting: 10)
    for id in 1...3 { _ = admission.enqueue(id, host: "a") }
    #expect(admission.admit() == [1])
    admission.remove(2)
    admission.remove(99)
    admission.remove(1)
    #expect(admission.admit() == [3])
  }

  @Test func `a full queue takes no more`() {
    var admission = Admission<Int>(perHost: 1, total: 1, waiting: 2)
    let taken = (1...3).map { admission.enqueue($0, host: "a") }
    #expect(taken == [true, true, false])
    #expect(admission.admit() == [1])
    let isTakenNow = admission.enqueue(4, host: "a")
    #expect(isTakenNow)
  }

  @Test func `no setting can stop everything`() {
    var admission = Admission<Int>(perHost: 0, total: -1, waiting: 0)
    let isTaken = admission.enqueue(1, host: "a")
    #expect(isTaken)
    #expect(admission.admit() == [1])
  }
}
