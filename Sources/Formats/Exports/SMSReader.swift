// "SMS Backup & Restore": XML with an element for each message. It is no well-formed XML, for emoji are written as pairs
// of surrogates in decimal, at which strict parsers stop; so each element is cut out and read on its own, and a broken
// one costs itself alone. https://synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/

import FoundationEssentials
import Markup

/// Reads backups of "SMS Backup & Restore".
package enum SMSReader: ChatReader {
  package static let name = "SMS Backup & Restore"
  package static let origin = "sms"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    guard ExportPath(path).ending == "xml" else { return false }
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("<smses") || text.contains("<sms ") || text.contains("<mms ")
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    var isEmpty = true
    for element in SMSElements(bytes) {
      isEmpty = false
      guard element.isWhole else {
        each(.problem(ExportProblem(.line(element.line), "the message breaks off")))
        continue
      }
      guard let record = record(bytes[element.range], line: element.line) else { continue }
      each(record)
    }
    if isEmpty { each(.problem(ExportProblem(.file, "there is no message in it"))) }
    if SMSElements.breaksOff(bytes) {
      each(.problem(ExportProblem(.file, "the file breaks off before its end")))
    }
  }

  /// One element read on its own; nil where nobody said anything.
  private static func record(_ bytes: ArraySlice<UInt8>, line: Int) -> ChatRecord? {
    var sink = SMSSink()
    _ = XMLReader.read(
      SurrogatePairs.joined(bytes), into: &sink, limits: XMLLimits(attributes: 256),
      judging: false)
    guard sink.wire.isSaid else { return nil }
    return sink.wire.message().map(ChatRecord.message)
      ?? .problem(ExportProblem(.line(line), "a message without a time"))
  }
}

/// Collects the attributes of one message.
private struct SMSSink: XMLSink {
  var wire = SMSMessage()

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    let value = { (key: StaticString) -> String? in
      attributes[key].map(\.string).flatMap { $0 == "null" || $0.isEmpty ? nil : $0 }
    }
    if name.local == "sms" || name.local == "mms" {
      wire.time = value("date")
      wire.box = value("type") ?? value("msg_box")
      wire.address = value("address")
      wire.contact = value("contact_name")
      wire.subject = value("subject") ?? value("sub")
      if let body = value("body") { wire.texts.append(body) }
    } else if name.local == "part" {
      if value("ct")?.hasPrefix("text/plain") == true, let text = value("text") {
        wire.texts.append(text)
      }
    } else if name.local == "addr", value("type") == "137" {
      wire.sender = value("address")
    }
  }

  mutating func text(_ bytes: Bytes) {}
  mutating func end(_ name: XMLName) {}
}

/// A message as the backup has it.
private struct SMSMessage {
  var time: String?
  var box: String?
  var address: String?
  var contact: String?
  var sender: String?
  var subject: String?
  var texts: [String] = []

  /// A draft was said to nobody.
  var isSaid: Bool { !text.isEmpty && box != "3" }

  private var text: String {
    texts.map(\.trimmingSpace).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  func message() -> ChatMessage? {
    guard let milliseconds = time.flatMap(Double.init), milliseconds > 0, milliseconds < 1e14 else {
      return nil
    }
    let at = Date(timeIntervalSince1970: milliseconds / 1_000)
    // 1 is what was received; 2 sent, 4 to 6 on its way or failed: written all the same.
    let isOwner = box != "1"
    let contact = contact == "(Unknown)" ? nil : contact
    let others = (address ?? "unknown").split(separator: "~").map(String.init)
    let other = others.count > 1 ? sender ?? "unknown" : contact ?? others.first ?? "unknown"
    var message = ChatMessage(
      chat: others.map(PhoneNumber.key).sorted().joined(separator: "~"),
      chatTitle: contact ?? others.joined(separator: ", "), part: DayName.of(at),
      speaker: isOwner
        ? ChatSpeaker("Me", isOwner: true)
        : ChatSpeaker(other, aliases: others.count == 1 ? others : [], isOwner: false),
      at: at, text: text)
    if let subject, !subject.isEmpty { message.subject = subject }
    return message
  }
}
