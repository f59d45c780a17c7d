// A decision in words and numbers, for the terminal.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Taste

/// The lines of `gleaner explain`.
struct DecisionStory {
  let item: DecidedItem
  let alsoIn: [String]
  /// The profile that a run would decide with now; nil for none.
  let newestProfile: Int64?
  let zone: TimeZone
  /// What is known of the likes among the reasons.
  var likes: [String: LikeNote] = [:]
  /// What stands around it, where it is a post.
  var context: PostContext?

  var lines: [String] {
    guard let outcome = item.outcome else {
      return heading + ["Not decided yet: 'gleaner run' decides."]
    }
    return heading + verdict(outcome) + interest(outcome)
      + [JudgeWords.line(outcome)].compactMap(\.self)
      + ExplanationReasons(rationale: outcome.rationale, zone: zone, likes: likes).lines
      + rules(outcome) + sum(outcome) + wouldChange(outcome) + origin(outcome)
  }

  private var heading: [String] {
    var lines = [item.title]
    let author = item.author.map { ", by \($0)" } ?? ""
    let language = item.language.map { ", in the language \($0)" } ?? ""
    lines.append("from \(item.sourceName)\(author)\(language)")
    if !alsoIn.isEmpty { lines.append("also in \(alsoIn.joined(separator: ", "))") }
    lines += context.map(PostLines.of) ?? []
    if let url = item.url { lines.append(url) }
    return lines + [""]
  }

  private func verdict(_ outcome: DecidedItem.Outcome) -> [String] {
    let line = "\(outcome.verdict.rawValue): \(outcome.reason)"
    guard let probability = outcome.probability, let uncertainty = outcome.uncertainty else {
      return [line]
    }
    return [
      line,
      "wanted with a probability of \(Figures.chance(probability)), give or take "
        + Figures.chance(uncertainty),
    ]
  }

  private func interest(_ outcome: DecidedItem.Outcome) -> [String] {
    guard let interest = outcome.rationale.interest else { return [] }
    return ["closest interest: \(interest.name)" + (interest.wish.map { " (\($0))" } ?? "")]
  }

  private func rules(_ outcome: DecidedItem.Outcome) -> [String] {
    guard !outcome.rationale.rules.isEmpty else { return [] }
    return ["", "rules that matched:"]
      + outcome.rationale.rules.map { rule in
        if let by = rule.by { return "  '\(rule.name)' moved the score by \(Figures.signed(by))" }
        let did = outcome.stage == .rule && rule.name == outcome.rule
        return "  '\(rule.name)' (\(rule.effect)) "
          + (did ? "decided: \(outcome.verdict.rawValue)" : "came too late to decide")
      }
  }

  /// The whole sum, in which nothing is missing.
  private func sum(_ outcome: DecidedItem.Outcome) -> [String] {
    guard let logOdds = outcome.logOdds else { return [] }
    let total =
      "  \(Figures.signed(logOdds))  in all: \(Figures.chance(WhatIf.probability(logOdds)))"
    let rationale = outcome.rationale
    guard let base = rationale.base, let pro = rationale.likeWanted,
      let contra = rationale.likeUnwanted
    else {
      guard !outcome.isUntold else {
        return [
          "", "  the reasons cannot be found again: what it was learned from has changed", total,
        ]
      }
      guard !outcome.reasons.isEmpty else { return [] }
      let rest = logOdds - outcome.reasons.reduce(0) { $0 + $1.share }
      return ["", "  \(Figures.signed(rest))  everything else", total]
    }
    var lines = ["", "  \(Figures.signed(base))  \(ordinary(base, rationale))"]
    lines.append("  \(Figures.signed(pro))  what speaks for it")
    lines.append("  \(Figures.signed(contra))  what speaks against it")
    if let far = rationale.farFromUnwanted, let close = rationale.farFromWanted {
      lines.append(
        "  \(Figures.signed(far + close))  what it is not like: items you have not judged "
          + "(\(Figures.signed(far))), and what you like (\(Figures.signed(close)))")
    }
    if rationale.boost != 0 { lines.append("  \(Figures.signed(rationale.boost))  rules") }
    if let note = rationale.judge {
      lines.append(
        "  \(Figures.signed(note.shift))  the judge \(note.model): \(note.verdict), "
          + "\(Int(note.confidence.rounded())) % sure"
          + (note.suspicion.isEmpty ? "" : ", of a text that may speak to it"))
    }
    return lines + [total]
  }

  private func ordinary(_ base: Double, _ rationale: Rationale) -> String {
    let prior = rationale.prior.map {
      ", as \(Figures.chance($0)) of all are expected to be wanted"
    }
    return "an ordinary item: \(Figures.chance(WhatIf.probability(base)))" + (prior ?? "")
  }

  private func wouldChange(_ outcome: DecidedItem.Outcome) -> [String] {
    var lines = WhatIf.all(outcome).map {
      "  \($0.what): \(Figures.estimate($0.probability)), \($0.verdict.rawValue)"
    }
    if let distance = WhatIf.distance(outcome) {
      let border = Figures.chance(distance.threshold)
      let side = distance.logOdds < 0 ? "from \(border) up" : "below \(border)"
      let away = Figures.signed(abs(distance.logOdds)).dropFirst()
      lines.insert(
        "  \(side) it would be \(distance.beyond.rawValue): that is \(away) log-odds away", at: 0)
    }
    return lines.isEmpty ? [] : ["", "what would change it:"] + lines
  }

  private func origin(_ outcome: DecidedItem.Outcome) -> [String] {
    let version = outcome.profile.map { "profile \($0)" } ?? "no profile"
    let when = outcome.decidedAt.formatted(Date.ISO8601FormatStyle(timeZone: zone))
    let line = "decided by \(outcome.stage.rawValue) at \(when), \(version), \(outcome.model)"
    guard outcome.stage != .person, let newestProfile, newestProfile != outcome.profile else {
      return ["", line]
    }
    return [
      "", line,
      "profile \(newestProfile) is newer: 'gleaner run' decides again with what it learned",
    ]
  }
}
