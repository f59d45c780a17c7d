// The profile on the terminal: for each interest a bar, what it stands for, and where it goes; nothing that a pipe or a
// narrow window would spoil.

import Digest
import Foundation
import Service
import Taste

struct ProfileLines {
  private static let bar = 24

  let portrait: ProfilePortrait
  let columns: Int

  var lines: [String] {
    [portrait.heading + (portrait.isCurrent ? "" : " (not the newest)")]
      + wrapped(portrait.learned) + [""] + interests + waiting + wrapped(portrait.calibration)
  }

  private var interests: [String] {
    guard !portrait.interests.isEmpty else {
      return ["No interests yet: there is nothing wanted among what was learned.", ""]
    }
    let heaviest = portrait.interests.map(\.interest.weight).max() ?? 1
    let reading = portrait.readingWords
    return portrait.inOrder.flatMap { part in lines(part, heaviest: heaviest) + [""] }
      + (reading.isEmpty ? [] : wrapped(reading) + [""])
  }

  /// ` 3  sourdough, rye  ↑ rising  [pinned]`, the bar with its shares, and what stands for it.
  private func lines(_ part: ProfilePortrait.Part, heaviest: Double) -> [String] {
    let number = String(part.interest.number)
    let margin = String(repeating: " ", count: max(0, 3 - number.count))
    let trend =
      switch part.trend {
      case .rising: "  ↑ rising"
      case .fading: "  ↓ fading"
      case .steady: ""
      }
    let wish = part.wishWords.map { "  [\($0)]" } ?? ""
    let room = max(10, columns - 5 - trend.count - wish.count)
    return [
      margin + number + "  " + TerminalText.fit(TerminalText.clean(part.name), columns: room)
        + trend + wish,
      "     " + bar(part.interest.weight / max(heaviest, .leastNormalMagnitude)),
    ]
      + TextWrap.lines(part.sharesWords(of: portrait.reading), width: max(20, columns - 5)).map {
        "     \($0)"
      }
      + part.interest.exemplars.prefix(3).map {
        "     · " + TerminalText.fit(TerminalText.clean($0.title), columns: max(10, columns - 7))
      }
  }

  private func bar(_ share: Double) -> String {
    let filled = min(Self.bar, max(1, Int((share * Double(Self.bar)).rounded())))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: Self.bar - filled)
  }

  private var waiting: [String] {
    guard !portrait.resting.isEmpty else { return [] }
    return ["Wishes whose interest is not there at present:"]
      + portrait.resting.map { "  " + TerminalText.clean($0.words) } + [""]
  }

  private func wrapped(_ text: String) -> [String] {
    TextWrap.lines(TerminalText.clean(text), width: max(20, columns))
  }
}
