// Pinboard's exports: JSON, the XML of its API, and bookmarks as a page. All three tell the same under the same names
// ("description" is the title, "extended" the description), as its documentation of `posts/all` has it.

import Markup

/// Reads the JSON of Pinboard.
package enum PinboardJSON: ExportReader {
  package static let name = "Pinboard (JSON)"
  package static let origin = "pinboard"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.isJSON(head, naming: ["href", "description", "extended", "toread"])
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    RecordList.read(bytes, in: ["posts"], each: each) { tree throws(RecordFlaw) in
      try PinboardPost { tree[$0]?.string }.record()
    }
  }
}

/// Reads the XML of Pinboard, and of Delicious, whose API it is.
package enum PinboardXML: ExportReader {
  package static let name = "Pinboard (XML)"
  package static let origin = PinboardJSON.origin

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    ExportHead.opens(head, with: 0x3C) && ExportHead.has("<posts", in: head)
  }

  package static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void) {
    var sink = PinboardSink()
    let text = TextEncoding.decode(bytes, contentType: nil).utf8
    let outcome = XMLReader.read(text, into: &sink, judging: false)
    for record in sink.records { each(record) }
    guard outcome.brokeOff else { return }
    each(.problem(ExportProblem(.record(sink.records.count + 1), "the file breaks off here")))
  }
}

private struct PinboardSink: XMLSink {
  static let countsLines = true
  /// No person keeps more.
  static let mostRecords = 1_000_000

  private(set) var records: [ExportRecord] = []
  private var line = 1

  mutating func line(_ number: Int) { line = number }

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    guard name.local == "post", records.count < Self.mostRecords else { return }
    do throws(RecordFlaw) {
      let post = PinboardPost { field in
        attributes.first { $0.name.local.string == field }?.value.string
      }
      records += try post.record()
    } catch {
      records.append(.problem(ExportProblem(.line(line), error.what)))
    }
  }

  mutating func text(_ bytes: Bytes) {}
  mutating func end(_ name: XMLName) {}
}

/// One bookmark, however it is written.
private struct PinboardPost {
  let field: (String) -> String?

  func record() throws(RecordFlaw) -> [ExportRecord] {
    var page = SavedPage(
      label: field("toread") == "yes" ? .save : .bookmark, service: PinboardJSON.origin)
    page.address = field("href")
    // Pinboard's word for "nothing".
    page.title = field("description").flatMap { $0 == "[no title]" ? nil : $0 }
    page.text = field("extended")
    page.at = SavedPage.date(field("time"))
    page.tags = (field("tags") ?? field("tag") ?? "").split(separator: " ").map(String.init)
    return try page.record()
  }
}
