// The text that imessage-exporter writes, one file for each conversation: a time, who spoke, what they said, an empty
// line. Replies stand indented below what they answer, and once more at their own place.
// https://github.com/ReagentX/imessage-exporter

import FoundationEssentials

/// Reads the text of imessage-exporter.
package enum MessagesText: ChatReader {
  package static let name = "iMessage"
  package static let origin = "imessage"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    guard ExportPath(path).ending == "txt" else { return false }
    let lines = TextLines(Array(head.prefix(8_192))).prefix(40).map(\.text)
    guard let first = lines.first(where: { !$0.isEmpty }) else { return false }
    return MessagesTime.read(first) != nil
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    var collection = MessagesCollection(context)
    var open: Block?
    for (number, line) in TextLines(bytes) {
      let indent = line.prefix { $0 == " " }.count
      if let time = MessagesTime.read(line.dropFirst(indent)) {
        close(open, &collection, each)
        // An announcement stands on the line of its time; nobody said it.
        open = time.isAlone ? Block(time: time.shown, number: number, indent: indent) : nil
      } else {
        open?.add(line)
      }
    }
    close(open, &collection, each)
    collection.finish(each)
  }

  /// One message as it is being read.
  private struct Block {
    let time: Date
    let number: Int
    let indent: Int
    var speaker: String?
    var lines: [String] = []

    init(time: Date, number: Int, indent: Int) {
      self.time = time
      self.number = number
      self.indent = indent
    }

    mutating func add(_ line: String) {
      let bare =
        line.prefix(indent).allSatisfy { $0 == " " } ? String(line.dropFirst(indent)) : line
      if speaker == nil {
        speaker = bare.trimmingSpace
      } else {
        lines.append(bare)
      }
    }
  }

  private static func close(
    _ block: Block?, _ collection: inout MessagesCollection, _ each: (ChatRecord) -> Void
  ) {
    guard let block else { return }
    guard let speaker = block.speaker, !speaker.isEmpty else {
      return each(.problem(ExportProblem(.line(block.number), "the message breaks off")))
    }
    collection.add(
      speaker, MessagesWords.said(block.lines), at: block.time, isReply: block.indent > 0, each)
  }
}
