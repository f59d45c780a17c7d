// The line under an item: only what is close is called close.

import Store
import Taste
import Testing

@testable import Pipeline

struct BecauseTests {
  private func reason(
    _ title: String, _ share: Double, close: Bool = true, evidence: Evidence = .like
  ) -> Reason {
    Reason(
      id: title, title: title, share: share, evidence: evidence.rawValue, close: close)
  }

  private func sentence(_ verdict: Verdict, _ reasons: [Reason]) -> String {
    Because.sentence(
      Decision(verdict: verdict, stage: .score, reason: "a number"), Rationale(reasons: reasons))
  }

  @Test func `what is close is named, at most two of it, the strongest first`() {
    let reasons = [
      reason("A", 1), reason("B", 2), reason("C", 1.5),
    ]
    #expect(sentence(.keep, reasons) == "close to “B” and “C”")
    #expect(sentence(.review, reasons) == "borderline: close to “B” and “C”")
    #expect(sentence(.skip, reasons) == "too far from what you like; nearest is “B” and “C”")
  }

  @Test func `what is not close is not called so, however large its share`() {
    let reasons = [reason("A", 2, close: false), reason("B", 1, close: false)]
    #expect(
      sentence(.keep, reasons)
        == "close to nothing of yours in particular, but unlike most of what comes in")
    #expect(sentence(.skip, reasons) == "like nothing that you wrote or liked")
  }

  @Test func `what it is like instead is named with what became of it`() {
    let passed = reason("C", -1, evidence: .background)
    let skipped = reason("D", -1, evidence: .skip)
    #expect(
      sentence(.skip, [passed])
        == "like nothing that you wrote or liked; rather like “C”, which you have not judged")
    #expect(
      sentence(.review, [reason("A", 1), skipped])
        == "borderline: close to “A”, but also like “D”, which you did not want")
  }

  @Test func `a judge that did not decide is quoted where there is room`() {
    let opinion = JudgeOpinion(shift: 0.1, verdict: .keep, reason: "it says \"rye\"")
    #expect(Because.also(opinion, after: "close to “A”") == "; the judge: it says \"rye\"")
    let long = String(repeating: "a", count: Because.lettersMax)
    #expect(Because.also(opinion, after: long) == "; the judge says keep")
    let silent = JudgeOpinion(shift: 0, verdict: .unsure, reason: nil)
    #expect(Because.also(silent, after: "close") == "; the judge is unsure")
  }

  @Test func `what was not looked into is said in few words`() {
    let skip = Decision(verdict: .skip, stage: .score, reason: "a number", ruleName: "up")
    #expect(Because.plain(skip) == "far from what you like (moved by rule 'up')")
  }
}
