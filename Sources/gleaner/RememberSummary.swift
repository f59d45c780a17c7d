// What `gleaner remember` says when it is done: what came, what was left out, who spoke, and what to do next.

import Memory
import Service
import Store

/// The report of an import in words and as JSON.
struct RememberSummary {
  /// Speakers that are listed.
  private static let mostSpeakers = 8

  private let report: ImportReport
  private let embedded: Int
  private let person: String

  /// `person` is who the settings say this workspace is of.
  init(_ report: ImportReport, embedded: Int, person: String) {
    self.report = report
    self.embedded = embedded
    self.person = person
  }

  // MARK: Words

  /// The one line of the result.
  var line: String {
    if report.isEmpty { return "nothing was remembered" }
    if report.isKnown { return "nothing new: \(known) remembered already" }
    let parts = [
      phrase(
        report.conversations, "day or mail of conversations", "days and mails of conversations"),
      phrase(report.documents, "document", "documents"), phrase(report.likes, "like", "likes"),
    ].compactMap(\.self)
    return parts.joined(separator: "; ") + messages
  }

  /// `1,204 messages, 3 documents are`.
  private var known: String {
    let counts = [
      ("message", report.messages), ("document", report.documents.all), ("like", report.likes.all),
    ].filter { $0.1 > 0 }
    let words = counts.map { Count.of($0.1, $0.0) }.joined(separator: ", ")
    return words + (counts.map(\.1) == [1] ? " is" : " are")
  }

  private var messages: String {
    guard report.messages > 0 else { return "" }
    let formats = report.formats.sorted().joined(separator: ", ")
    return
      " (\(Count.of(report.messages, "message")), \(report.ownMessages) of them yours; \(formats))"
  }

  private func phrase(_ count: ImportCount, _ one: String, _ many: String) -> String? {
    guard count.all > 0 else { return nil }
    let new = "\(count.added) new \(count.added == 1 ? one : many)"
    return "\(new), \(count.changed) changed, \(count.unchanged) as before"
  }

  /// What was left out, and what the person can do about it; a line each.
  var remarks: [String] {
    var lines = report.problems
    if report.moreProblems > 0 { lines.append("and \(report.moreProblems) more like these") }
    if report.bareAddresses > 0 { lines.append(bare) }
    if !report.skipped.isEmpty { lines.append(skipped) }
    if report.messages > 0, report.ownMessages == 0, !report.strangers.isEmpty {
      lines += strangers
    }
    return lines
  }

  private var bare: String {
    "of \(Count.of(report.bareAddresses, "like")) the address alone is known: kept, and nothing to learn from"
  }

  /// `left alone: 12 files of other kinds (.png 10, .mp4 2)`.
  private var skipped: String {
    let kinds = report.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6).map {
      "\($0.key.isEmpty ? "no ending" : ".\($0.key)") \($0.value)"
    }
    let count = report.skipped.values.reduce(0, +)
    return
      "left alone: \(Count.of(count, "file")) of other kinds (\(kinds.joined(separator: ", ")))"
  }

  private var strangers: [String] {
    let speakers = report.speakers
    let listed = speakers.prefix(Self.mostSpeakers).map { "\($0.name) \($0.messages)" }
    let more = speakers.count > listed.count ? ", and \(speakers.count - listed.count) more" : ""
    // The likeliest is who has the person's name; then who speaks most.
    let example = (speakers.first { isPerson($0.name) } ?? speakers.first)?.name ?? "NAME"
    return [
      "nothing says which of these people is you, so what they said can be recalled and teaches "
        + "nothing about your taste: \(listed.joined(separator: ", "))\(more)",
      "if you are \(example), do it again with --me \"\(example)\"; it is remembered",
    ]
  }

  private func isPerson(_ name: String) -> Bool {
    let words = name.lowercased().split(separator: " ")
    return !person.isEmpty && words.starts(with: person.lowercased().split(separator: " "))
  }

  /// What to do with it.
  var next: String? {
    guard !report.isEmpty else { return nil }
    return report.isKnown
      ? nil : "'gleaner recall WORDS…' finds it again; the next 'gleaner run' learns from it"
  }

  // MARK: JSON

  var row: JSONValue {
    [
      "documents": counts(report.documents), "likes": counts(report.likes),
      "conversations": counts(report.conversations), "messages": .int(report.messages),
      "own_messages": .int(report.ownMessages), "formats": .texts(report.formats.sorted()),
      "speakers": .array(
        report.speakers.prefix(100).map {
          ["name": .string($0.name), "messages": .int($0.messages)]
        }),
      "bare_addresses": .int(report.bareAddresses), "embedded": .int(embedded),
      "reused_vectors": .int(report.reusedVectors),
      "skipped": .int(report.skipped.values.reduce(0, +)),
      "problems": .texts(report.problems), "more_problems": .int(report.moreProblems),
    ]
  }

  private func counts(_ count: ImportCount) -> JSONValue {
    [
      "added": .int(count.added), "changed": .int(count.changed),
      "unchanged": .int(count.unchanged),
    ]
  }
}
