// What `gleaner recall` found, for people and for programs.

import Feed
import Foundation
import Memory
import Pipeline
import Service
import Store

struct RecallListing {
  /// Letters of a passage that a list shows, and of what stands around it.
  private static let excerptLetters = 280
  /// A text is read most easily in lines of so many columns at most.
  private static let textColumns = 78
  private static let indent = 6
  private static let tagsShown = 5

  let question: RecallQuestion
  let zone: TimeZone
  let terminal: Terminal

  /// Columns for what stands below a heading.
  private var room: Int { max(20, min(Self.textColumns, terminal.columns) - Self.indent) }

  private var words: String { (question.words + question.phrases).joined(separator: " ") }

  /// All that was found, best first.
  ///
  /// What an earlier one shows around itself is not given the same surroundings again.
  func lines(_ found: [Recollection]) -> [String] {
    var lines: [String] = []
    for (place, passage) in found.enumerated() {
      let isShown = found[..<place].contains { passage.isShown(by: $0) }
      let around = isShown ? [] : passage.neighbours
      lines += heading(passage)
      lines += around.filter { $0.offset < 0 }.map { line($0) }
      lines += body(passage)
      lines += around.filter { $0.offset > 0 }.map { line($0) }
      if let address = address(passage) { lines.append("      \(TerminalText.clean(address))") }
    }
    return lines
  }

  /// `0.71  Sourdough – Times  (document, 2026-01-20)`.
  private func heading(_ passage: Recollection) -> [String] {
    let nearness = passage.similarity.map(Figures.hundredths) ?? "  – "
    let origins = [passage.origin] + passage.alsoIn
    let kind = passage.origin == "file" ? passage.kind.rawValue : Self.listed(origins)
    let by = passage.isOwn ? "you" : passage.speaker
    let day = Figures.day(passage.saidAt ?? passage.importedAt, in: zone)
    let tags = passage.tags.prefix(Self.tagsShown).map { "#\($0)" }.joined(separator: " ")
    let facts = [kind, by, day, tags.isEmpty ? nil : tags].compactMap(\.self).joined(
      separator: ", ")
    let line = "\(nearness)  \(TerminalText.clean(passage.title))  (\(TerminalText.clean(facts)))"
    return terminal.hasEdge ? TextWrap.row(line, width: terminal.columns) : [line]
  }

  /// `pinboard, pocket and x`.
  private static func listed(_ words: [String]) -> String {
    words.count < 2
      ? words.joined() : "\(words.dropLast().joined(separator: ", ")) and \(words[words.count - 1])"
  }

  private func body(_ passage: Recollection) -> [String] {
    let excerpt = Excerpt.around(words, in: passage.text, limit: Self.excerptLetters)
    let mark = passage.neighbours.isEmpty ? "      " : "    > "
    return TextWrap.lines(TerminalText.clean(excerpt), width: room).map { mark + highlighted($0) }
  }

  private func line(_ neighbour: Recollection.Neighbour) -> String {
    let by = neighbour.isOwn ? "you: " : neighbour.speaker.map { "\($0): " } ?? ""
    return "      "
      + faint(
        TerminalText.fit(TerminalText.clean(by + neighbour.text), columns: room))
  }

  private func address(_ passage: Recollection) -> String? {
    passage.url ?? (passage.kind == .document ? passage.key : nil)
  }

  private func highlighted(_ line: String) -> String {
    guard terminal.hasColor else { return line }
    var result = ""
    var rest = line[...]
    for match in Excerpt.matches(of: words, in: line) {
      result += rest[..<match.lowerBound] + "\u{1B}[1m" + line[match] + "\u{1B}[0m"
      rest = line[match.upperBound...]
    }
    return result + rest
  }

  private func faint(_ text: String) -> String {
    terminal.hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }

  func row(_ passage: Recollection) -> JSONValue {
    [
      "title": .string(passage.title), "text": .string(passage.text),
      "kind": .string(passage.kind.rawValue), "origin": .string(passage.origin),
      "also_in": .texts(passage.alsoIn), "tags": .texts(passage.tags),
      "key": .string(passage.key), "url": .text(passage.url), "speaker": .text(passage.speaker),
      "own": .bool(passage.isOwn), "said_at": .time(passage.saidAt),
      "imported_at": .time(passage.importedAt),
      "similarity": passage.similarity.map { .double($0) } ?? .null,
      "matched": .texts(passage.matched),
      "rank_by_meaning": passage.rankByMeaning.map { .int($0) } ?? .null,
      "rank_by_words": passage.rankByWords.map { .int($0) } ?? .null,
      "excerpt": .string(Excerpt.around(words, in: passage.text, limit: Self.excerptLetters)),
      "context": .array(
        passage.neighbours.map { neighbour in
          [
            "offset": .int(neighbour.offset), "speaker": .text(neighbour.speaker),
            "own": .bool(neighbour.isOwn), "said_at": .time(neighbour.saidAt),
            "text": .string(neighbour.text),
          ]
        }),
    ]
  }
}
