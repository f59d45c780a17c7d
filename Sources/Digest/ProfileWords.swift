// What a profile says of itself, in sentences that the terminal and the page share.

import Foundation
import Service
import Store
package import Taste

extension ProfilePortrait {
  /// `profile 7 of 2026-01-31, because of new evidence`.
  package var heading: String {
    "Profile \(profile.id), \(DigestDates.day(profile.builtAt, in: timeZone))"
  }

  /// What it was learned from, the commonest first.
  package var learned: String {
    let counts = profile.content.learned.compactMap { name, count in
      Evidence(rawValue: name).map { ($0, count) }
    }.filter { $0.0 != .background && $0.1 > 0 }
      .sorted { ($0.1, $1.0.rawValue) > ($1.1, $0.0.rawValue) }
    guard !counts.isEmpty else { return "It does not say what it was learned from." }
    let parts = counts.map { evidence, count in evidence.counted(count) }
    return "Learned from \(parts.joined(separator: ", ")), against "
      + "\(Count.of(profile.background.count, "item")) that came in."
  }

  /// The calibration in one line.
  package var calibration: String {
    let expects =
      "Expects \(Self.percent(prior)) of what comes in to be wanted; keeps from \(Self.percent(thresholds.keep)), "
      + "skips below \(Self.percent(thresholds.skip))."
    guard let error = calibrationError else {
      return expects + " How right its probabilities are cannot be said yet: "
        + "\(Count.of(answers.count, "answer")) of \(Self.answersMin)."
    }
    return expects + " Against \(answers.count) answers its probabilities are off by "
      + "\(Self.percent(error)) on average."
  }

  /// What was read lately, and how much of that belongs to no interest; empty for an earlier version.
  package var readingWords: String {
    guard let reading else { return "" }
    guard reading > 0 else { return "Nothing was kept in the last thirty days." }
    return "Of \(Count.of(reading, "item")) kept in the last thirty days, "
      + "\(readingElsewhere) \(readingElsewhere == 1 ? "belongs" : "belong") to no interest."
  }

  /// The bins of the reliability diagram; none while there are too few answers.
  package var bins: [Reliability.Bin] {
    answers.count < Self.answersMin ? [] : Reliability.bins(answers, binCount)
  }

  /// The expected calibration error over the same bins, or nil.
  package var calibrationError: Double? {
    answers.count < Self.answersMin ? nil : Reliability.calibrationError(answers, bins: binCount)
  }

  private var binCount: Int { min(10, max(3, answers.count / 15)) }

  /// With fewer answers a diagram shows chance.
  package static let answersMin = 20

  package static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    return tenths % 10 == 0 || tenths >= 100
      ? "\((tenths + 5) / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}

extension ProfilePortrait.Part {
  /// What the wish about it is, or nil.
  package var wishWords: String? { wish.flatMap(\.words) }

  /// `31 % of the evidence, 4 of 52 items kept lately; rising: 12 % of 60 lately, 4 % of 210 before`.
  package func sharesWords(of reading: Int?) -> String {
    let evidence = "\(ProfilePortrait.percent(interest.weight)) of the evidence"
    let read = reading.map { $0 > 0 ? ", \(self.reading) of \($0) kept lately" : "" } ?? ""
    return evidence + read + (trend == .steady ? "" : "; \(trend.rawValue): \(trendWords)")
  }

  /// What it yields: `12 of 31 items that came lately were kept (39 per hundred)`; nil where none came.
  package var yieldWords: String? {
    guard came > 0 else { return nil }
    let kept = min(reading, came)
    return "\(kept) of \(Count.of(came, "item")) that came lately "
      + "\(kept == 1 ? "was" : "were") kept (\((kept * 100 + came / 2) / came) per hundred)"
  }

  /// What the trend rests on: `12 % of 60 lately, 4 % of 210 before`.
  package var trendWords: String {
    "\(ProfilePortrait.percent(late.value)) of \(late.count) lately, "
      + "\(ProfilePortrait.percent(early.value)) of \(early.count) before"
  }
}

extension Wish.Kind {
  /// `pinned`, `muted`, `counts 2.5 times`; nil for a name.
  package var words: String? {
    switch self {
    case .pin: "pinned"
    case .mute: "muted"
    case .weight(let factor): "counts \(Self.number(factor)) times"
    case .rename: nil
    }
  }

  private static func number(_ factor: Double) -> String {
    let hundredths = Int((factor * 100).rounded())
    if hundredths % 100 == 0 { return "\(hundredths / 100)" }
    let rest = hundredths % 100
    return "\(hundredths / 100)."
      + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
  }
}

extension Evidence {
  /// `3 likes`, `1 item skipped`.
  package func counted(_ count: Int) -> String {
    Count.of(count, noun.one, plural: noun.many)
  }

  /// One of them, and several.
  private var noun: (one: String, many: String) {
    switch self {
    case .like: ("like", "likes")
    case .repost: ("repost", "reposts")
    case .bookmark: ("bookmark", "bookmarks")
    case .digestUp: ("vote for", "votes for")
    case .digestDown: ("vote against", "votes against")
    case .keep: ("item kept", "items kept")
    case .save: ("item saved", "items saved")
    case .skip: ("item skipped", "items skipped")
    case .less: ("“less of this”", "“less of this”")
    case .document: ("passage of your texts", "passages of your texts")
    case .message: ("message of yours", "messages of yours")
    case .muted: ("muted text", "muted texts")
    case .background: ("item", "items")
    }
  }
}

extension Wish {
  /// `mute “rye, loaf”`.
  package var words: String {
    let name = "“\(interest.label)”"
    return switch kind {
    case .rename(let new): "\(name) is called “\(new)”"
    default: "\(name) \(kind.words ?? "")"
    }
  }
}
