// One row of a foreign table as memory sees it: a text with a name for ever, and perhaps a time, a title and a vector.

import Feed
import Formats
import FoundationEssentials
import Store

/// A row that says something.
struct RowText {
  static let origin = "table"

  /// The table and the row's id.
  let key: String
  private let place: String
  private let text: String
  private let title: String
  private let at: Date?
  private let rawVector: String?

  /// Nil, and a problem noted, for a row that says nothing or cannot be known again.
  init?(_ row: ForeignRow, of place: String, _ report: inout ImportReport) {
    guard let id = row.id else {
      report.note("\(place): a row without an id is left out")
      return nil
    }
    key = "\(place)#\(id)"
    self.place = place
    text = row.text.filter { $0 != "\0" }.trimmed
    title = (row.title ?? "").split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
    at = row.at.flatMap(FeedDate.parse)
    rawVector = row.vector
    guard !text.isEmpty else {
      report.note("\(key): has no text")
      return nil
    }
    if let at = row.at, self.at == nil { report.note("\(key): '\(at.prefix(60))' is no time") }
  }

  func document(_ kind: DocumentKind) -> ImportedDocument {
    let chunker = Chunker()
    let words = text.split(maxSplits: chunker.maxWords, whereSeparator: \.isWhitespace).count
    let name = title.isEmpty ? Wording.opening(of: text) : title
    // A short text is one passage, said as it stands: a vector that stands for the row stands for it.
    let passages =
      words <= chunker.maxWords
      ? [Passage(title: title, text: text)] : chunker.passages(of: text, named: name).passages
    return ImportedDocument(
      kind: kind, key: key, title: name, writtenAt: at, origin: Self.origin, passages: passages)
  }

  /// As something that the person said, on its day.
  var message: ChatMessage {
    let day = at.map { String($0.ISO8601Format().prefix(10)) } ?? "undated"
    let table = place.split(separator: "/").last.map(String.init) ?? place
    var message = ChatMessage(
      chat: place, chatTitle: table, part: day, speaker: ChatSpeaker("Me", isOwner: true), at: at,
      text: text)
    message.subject = title
    return message
  }

  /// The row's vector at unit length; nil where it has none.
  ///
  /// `[1,2,3]` as pgvector writes it, or `{1,2,3}` as an array is written.
  func vector(of model: SharedModel, _ place: String) throws(TableImportError) -> Vector? {
    guard let rawVector else { return nil }
    let values = rawVector.dropFirst().dropLast().split(separator: ",").compactMap { Float($0) }
    guard values.count == model.dimensions else {
      throw TableImportError(
        "\(place): its vectors have \(values.count) dimensions, and \(model.name) has "
          + "\(model.dimensions): leave out --vector, and the texts are embedded again")
    }
    let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0, length.isFinite else {
      throw TableImportError("\(key): its vector has no direction: leave out --vector")
    }
    return Vector(unit: values.map { $0 / length })
  }
}
