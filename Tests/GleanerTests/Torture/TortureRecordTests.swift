// The record of the torture, and the order of its steps.

import Feed
import TestSupport
import Testing

struct TortureRecordTests {
  private static let empty = """
    # Torture

    ## Totals

    ## Violations

    None so far.

    ## Runs

    | date | commit | seed | minutes | network | lives | kills at steps | kills at random | doubled | lost | without leave |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

    """

  private static func row(_ network: String, kills: Int, _ violation: String? = nil) -> TortureRow {
    var tally = TortureTally()
    (tally.lives, tally.killsAtSteps, tally.killsAtRandom) = (2 * kills, kills, 1)
    if let violation { tally.add(.doubled, violation) }
    return TortureRow(
      date: "2026-01-20", commit: "abc", seed: 7, minutes: 1.5, network: network, tally: tally)
  }

  @Test func `each torture is a line, and the totals follow from the lines`() {
    var record = TortureRecord(Self.empty)
    record.add(Self.row("X", kills: 3))
    record.add(Self.row("Bluesky", kills: 4))
    record.add(Self.row("X", kills: 5))
    #expect(record.text.contains("| X | 3 | 16 | 8 | 2 | 0 | 0 | 0 |"))
    #expect(record.text.contains("| all | 5 | 24 | 12 | 3 | 0 | 0 | 0 |\n\n## Violations"))
    #expect(record.text.hasSuffix("| 2026-01-20 | abc | 7 | 1.5 | X | 10 | 5 | 1 | 0 | 0 | 0 |\n"))
    #expect(record.text.contains("None so far."))
  }

  @Test func `what was wrong stands there with its seed`() {
    var record = TortureRecord(Self.empty)
    record.add(Self.row("X", kills: 3, "like of 1, 2 times"))
    record.add(Self.row("X", kills: 3))
    #expect(record.text.contains("| X | 3 | 12 | 6 | 2 | 1 | 0 | 0 |"))
    #expect(
      record.text.contains(
        "## Violations\n\n- 2026-01-20, X, seed 7: doubled: like of 1, 2 times\n\n## Runs"))
    #expect(!record.text.contains("None so far."))
  }

  @Test(arguments: [1, 2, 7, 100, 255]) func `a sweep reaches every step, before and after`(
    steps: Int
  ) {
    var sweep = StepSweep(steps: steps, seed: 3)
    let orders = (0..<2 * steps).map { _ in sweep.next() }
    #expect(Set(orders).count == 2 * steps)
    #expect(Set(orders.map(\.step)) == Set(1...steps))
  }

  @Test func `a server's deeds are held against the person's words`() async {
    func did(_ post: String, _ isUndo: Bool = false) -> ServedEffect {
      ServedEffect(.like, isUndo: isUndo, post, isChange: true)
    }
    func deed(_ post: String) -> Deed { Deed(kind: .like, post: post) }
    let said: [Deed: Leave] = [
      deed("once"): .given, deed("twice"): .given, deed("never"): .given, deed("no"): .none,
      deed("back"): .undone, deed("still"): .undone,
    ]
    let effects = [
      did("once"), did("twice"), did("twice"), did("no"), did("back"), did("back", true),
      did("still"), did("else"),
    ]
    var tally = TortureTally()
    await tally.judge(said, did: effects) { ["once", "twice", "no", "still"].contains($0.post) }
    #expect(tally.faults == [.doubled: 1, .lost: 2, .withoutLeave: 2])
  }
}
