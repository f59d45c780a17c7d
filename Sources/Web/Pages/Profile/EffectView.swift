// What a change of the profile would do to what came in lately, and the two ways on: keep it, or leave it.

import Markup
import Pipeline
import Service
import Store
import Taste

struct EffectView {
  /// Items named for each way in which decisions change, and on each side of what only moves.
  private static let shiftedMax = 10
  private static let movedMax = 5

  let preview: ProfilePreview
  let proposed: ProposedChange
  /// Whether the person wanted to keep something else, which is not so any more.
  let isAnew: Bool
  let visitor: Visitor

  private var effect: ProfileEffect { preview.effect }

  var body: Hypertext {
    """
    <h1>What it would do</h1>
    \(warning)<p>\(change). Nothing has changed yet.</p>
    <p>\(summary)</p>
    \(answer)\(shifts)\(rest)<p class="soft">By scores alone: rules stand above them, and what you answered yourself stays. The next run decides by it.</p>

    """
  }

  private var warning: Hypertext {
    guard isAnew else { return "" }
    return """
      <p class="fault" role="alert">The profile has become another one meanwhile, and nothing was kept. This is what it would do
      now.</p>

      """
  }

  private var summary: String {
    guard !effect.moves.isEmpty else { return "Nothing came in lately that could show it." }
    let items = Count.of(effect.moves.count, "item")
    let shifted = preview.shifts.reduce(0) { $0 + $1.moves.count }
    return shifted == 0
      ? "Of \(items) of the last thirty days none would be decided otherwise."
      : "Of \(items) of the last thirty days \(shifted) would be decided otherwise."
  }

  private var change: String {
    let why = effect.after.content.why
    return why.prefix(1).uppercased() + why.dropFirst()
  }

  private var answer: Hypertext {
    """
    <form method="post" action="\(proposed.path)/keep" class="row">\(Layout.hidden(visitor))\(proposed.fields)
    <input type="hidden" name="basis" value="\(preview.basis)">
    <button class="main">Keep it</button>
    <a href="\(proposed.path)">Leave it as it is</a>
    </form>

    """
  }

  private var shifts: Hypertext {
    Hypertext(
      preview.shifts.map { shift in
        section(
          "\(Self.now(shift.from)), then \(Self.then(shift.to)): \(Count.of(shift.moves.count, "item"))",
          shift.moves, limit: Self.shiftedMax)
      })
  }

  /// What moves without crossing a threshold.
  private var rest: Hypertext {
    let named = Set(preview.shifts.flatMap(\.moves).map(\.item))
    func others(_ moves: [ProfileMove]) -> [ProfileMove] {
      moves.filter { !named.contains($0.item) }
    }
    let all = effect.moves.count
    return Hypertext([
      section("Rises most", others(effect.rising(all)), limit: Self.movedMax, counts: false),
      section("Falls most", others(effect.falling(all)), limit: Self.movedMax, counts: false),
    ])
  }

  private func section(
    _ heading: String, _ moves: [ProfileMove], limit: Int, counts: Bool = true
  ) -> Hypertext {
    guard !moves.isEmpty else { return "" }
    let rows = moves.prefix(limit).map { move -> Hypertext in
      """
      <li><span class="chance">\(Self.percent(move.before)) → \(Self.percent(move.after))</span> <a href="/items/\(move.item)">\(TerminalText.excerpt(move.title, limit: 200))</a></li>

      """
    }
    let more: Hypertext =
      counts && moves.count > limit
      ? "<li class=\"soft\">and \(moves.count - limit) more</li>\n" : ""
    return "<section>\n<h2>\(heading)</h2>\n<ul class=\"plain\">\n\(rows)\(more)</ul>\n</section>\n"
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private static func now(_ verdict: Verdict) -> String {
    switch verdict {
    case .keep: "Kept now"
    case .skip: "Skipped now"
    case .review: "Asked about now"
    }
  }

  private static func then(_ verdict: Verdict) -> String {
    switch verdict {
    case .keep: "kept"
    case .skip: "skipped"
    case .review: "asked about"
    }
  }
}
