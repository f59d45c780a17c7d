// The two lists of an explanation, for and against, as people read them: what is close is named, the largest part first,
// in per cent of all that speaks on that side; what is not close is counted and not named.

import Foundation
import Pipeline
import Service
import Store
import Taste

struct ExplanationReasons {
  /// Reasons named on each side.
  private static let shown = 4
  /// A smaller part of its side is not worth a line.
  private static let least = 0.03

  let rationale: Rationale
  let zone: TimeZone
  /// What is known of the likes among the reasons, by their ids.
  var likes: [String: LikeNote] = [:]

  /// Both lists, each under its heading; empty ones are left out.
  var lines: [String] {
    section("what speaks for it", rationale.likeWanted, rationale.reasons.filter { $0.share > 0 })
      + section(
        "what speaks against it", rationale.likeUnwanted,
        rationale.reasons.filter { $0.share < 0 })
  }

  private func section(_ heading: String, _ sum: Double?, _ reasons: [Reason]) -> [String] {
    guard let sum else { return plain(heading, reasons) }
    guard abs(sum) >= 0.005 else { return [] }
    var named = Array(
      reasons.filter { $0.isClose && $0.share / sum >= Self.least }.prefix(Self.shown))
    var entries = named.map { (share: $0.share, words: words($0)) }
    if named.isEmpty, let nearest = reasons.first {
      named = [nearest]
      let how = nearest.isClose ? "close, but of little weight" : "not close, but nearest"
      entries = [(nearest.share, "\(how): \(words(nearest))")]
    }
    let rest = sum - named.reduce(0) { $0 + $1.share }
    if rest / sum >= 0.005 {
      entries.append((rest, named.count < reasons.count ? "others, less close" : "others"))
    }
    return ["", "\(heading):"]
      + entries.map {
        "  \(Figures.percent($0.share / sum))  \(Figures.signed($0.share))  \($0.words)"
      }
  }

  /// A decision of an earlier version: nothing is known but the shares.
  private func plain(_ heading: String, _ reasons: [Reason]) -> [String] {
    guard !reasons.isEmpty else { return [] }
    return ["", "\(heading):"]
      + reasons.map { "  \(Figures.signed($0.share))  \($0.title)" }
  }

  private func words(_ reason: Reason) -> String {
    let evidence = reason.evidence.flatMap(Evidence.init(rawValue:))
    let title = "“\(reason.title)”"
    if evidence == .background {
      let crowd = reason.count.map {
        "like \($0) items that you have not judged, most of all \(title)"
      }
      return (crowd ?? "like \(title), which you have not judged") + shared(reason)
    }
    let more = reason.count.map { " with \(Count.of($0 - 1, "more passage")) of it" } ?? ""
    let author = likes[reason.id]?.author.map { " by \($0)" } ?? ""
    let day = reason.at.map { Figures.day($0, in: zone) }
    let facts = [day, services(of: reason)].compactMap(\.self).joined(separator: "; ")
    return "\(evidence?.words ?? "near to") \(title)\(author)\(more)"
      + (facts.isEmpty ? "" : " (\(facts))") + shared(reason)
  }

  /// `pinboard, pocket`; files are no service.
  private func services(of reason: Reason) -> String? {
    let origins = (likes[reason.id]?.origins ?? []).filter {
      !["file", "jsonl", "table"].contains($0)
    }
    return origins.isEmpty ? nil : origins.joined(separator: ", ")
  }

  private func shared(_ reason: Reason) -> String {
    guard let words = reason.words, !words.isEmpty else { return "" }
    return "; shared words: \(words.joined(separator: ", "))"
  }
}
