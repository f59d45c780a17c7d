// What is kept of a decision's reasons, in every form that it ever had.

import FoundationEssentials
import Testing

@testable import Store

struct RationaleTests {
  @Test func `what is written is what is read`() {
    var rationale = Rationale(reasons: [
      Reason(
        id: "passage:1", title: "A", share: 1.25, evidence: "document",
        at: Date(timeIntervalSince1970: 1_700_000_000), closeness: 2.5, close: true, count: 3,
        words: ["rye", "sourdough starter"], without: -0.5)
    ])
    rationale.base = -2.125
    rationale.pro = 1.5
    rationale.contra = -0.25
    rationale.farFromUnwanted = 0.125
    (rationale.prior, rationale.skip, rationale.keep) = (0.1, 0.25, 0.6)
    (rationale.farFromWanted, rationale.ifKept, rationale.ifSkipped) = (-0.0625, 0.5, -3)
    rationale.interest = InterestNote(name: "“bread”\n", wish: "pinned")
    rationale.rules = [FiredRule(name: "more bread", effect: "boost", by: 0.7)]
    rationale.judge = JudgeNote(
      verdict: "keep", confidence: 82.5, shift: -0.25, model: "q/x\u{1B}",
      suspicion: ["role", "coded"],
      reason: "it says \"rye\"\n")
    #expect(Rationale(json: rationale.json) == rationale)
    #expect(rationale.boost == 0.7 && rationale.likeWanted == 1.375)
  }

  @Test func `a decision of an earlier version has its reasons still`() {
    let old = Rationale(json: #"[{"id":"passage:1","title":"A","share":0.5}]"#)
    #expect(old == Rationale(reasons: [Reason(id: "passage:1", title: "A", share: 0.5)]))
    #expect(old.base == nil && old.rules.isEmpty)
  }

  @Test func `a judge of an earlier version has no words, and is one all the same`() {
    let json =
      #"{"judge":{"verdict":"skip","confidence":70,"shift":-0.5,"model":"m","suspicion":[]}}"#
    let note = JudgeNote(verdict: "skip", confidence: 70, shift: -0.5, model: "m", suspicion: [])
    #expect(Rationale(json: #"{"rules":[],"reasons":[],"# + json.dropFirst()).judge == note)
  }

  @Test(arguments: ["[]", "{}", "null", "", "[{\"id\":1}]", "{\"reasons\":7}"])
  func `what cannot be read is a decision without reasons`(json: String) {
    #expect(Rationale(json: json) == Rationale())
  }
}
