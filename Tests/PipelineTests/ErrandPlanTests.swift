// When the worker looks at the ledger, without any time passing.

import Foundation
import Pipeline
import Testing

struct ErrandPlanTests {
  let noon = Date(timeIntervalSince1970: 1_795_262_400)

  @Test func `it begins at once`() {
    #expect(ErrandPlan(now: noon).isDue(at: noon))
  }

  @Test(
    arguments: [(nil, 60), (20, 20), (1, 5), (-100, 5), (90, 60), (1e9, 60)] as [(Double?, Double)])
  func `it looks when something may go, within bounds`(next: Double?, wait: Double) {
    var plan = ErrandPlan(now: noon)
    plan.went(at: noon, next: next.map { noon.addingTimeInterval($0) })
    #expect(plan.next == noon.addingTimeInterval(wait))
    #expect(!plan.isDue(at: noon.addingTimeInterval(wait - 1)))
    #expect(plan.isDue(at: noon.addingTimeInterval(wait)))
  }

  @Test func `a clock that was set back a day keeps nobody waiting`() {
    var plan = ErrandPlan(now: noon)
    plan.went(at: noon, next: nil)
    #expect(plan.isDue(at: noon.addingTimeInterval(-86_400)))
  }
}
