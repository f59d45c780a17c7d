// The page that imessage-exporter writes, one file for each conversation. Read as a stream of tags with a stack of what
// is open; only the classes that the program gives mean anything.

import FoundationEssentials
import Markup

/// Reads the HTML of imessage-exporter.
package enum MessagesPage: ChatReader {
  package static let name = "iMessage"
  package static let origin = "imessage"

  package static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool {
    guard ["html", "htm"].contains(ExportPath(path).ending) else { return false }
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("class=\"message\"") && text.contains("class=\"timestamp\"")
      && text.contains("class=\"sender\"")
  }

  package static func read(
    _ bytes: [UInt8], _ context: ChatContext, each: (ChatRecord) -> Void
  ) {
    var sink = MessagesSink(context)
    let outcome = XMLReader.read(
      bytes, into: &sink, limits: XMLLimits(depth: 4_096, attributes: 64), judging: false)
    sink.finish(each)
    if outcome.brokeOff, sink.isOpen {
      each(.problem(ExportProblem(.file, "the page breaks off inside a message")))
    }
  }
}

/// Hears the tags of a page.
private struct MessagesSink: XMLSink {
  /// What the text inside an element is.
  private enum Role { case layout, message, time, sender, subject, said, silent }

  private struct Message {
    var time = ""
    var sender = ""
    var subject = ""
    var text = ""
  }

  private var collection: MessagesCollection
  private var roles: [Role] = []
  private var messages: [Message] = []

  init(_ context: ChatContext) {
    collection = MessagesCollection(context)
  }

  var isOpen: Bool { !messages.isEmpty }

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    let classes = attributes["class"]?.string.split(separator: " ") ?? []
    if name.local == "br", !messages.isEmpty { messages[messages.count - 1].text += "\n" }
    let role = role(name, classes)
    if role == .message { messages.append(Message()) }
    if role == .said { separate() }
    roles.append(role)
  }

  private func role(_ name: XMLName, _ classes: [Substring]) -> Role {
    if roles.last == .silent, !classes.contains("message") { return .silent }
    // Of an edited message the last row, in the foot of its table, is what stands.
    if name.local == "tbody" { return .silent }
    for one in classes {
      switch one {
      case "message": return .message
      case "timestamp": return .time
      case "sender": return .sender
      case "subject": return .subject
      case "bubble": return .said
      case "edited": return .said
      case "app", "announcement", "reactions", "tapbacks", "attachment_error", "expressive",
        "reply_context", "deleted", "reply_anchor":
        return .silent
      default: continue
      }
    }
    let outer = roles.last ?? .layout
    return outer == .message ? .layout : outer
  }

  private mutating func separate() {
    guard let last = messages.indices.last, !messages[last].text.isEmpty else { return }
    messages[last].text += "\n"
  }

  mutating func text(_ bytes: Bytes) {
    guard let last = messages.indices.last, let role = roles.last else { return }
    switch role {
    // Behind the sender a time is that of an edit.
    case .time where messages[last].sender.isEmpty: messages[last].time += bytes.string
    case .sender: messages[last].sender += bytes.string
    case .subject: messages[last].subject += bytes.string
    case .said: messages[last].text += bytes.string
    default: break
    }
  }

  mutating func end(_ name: XMLName) {
    guard roles.popLast() == .message, let message = messages.popLast() else { return }
    let said = message.text.split(separator: "\n").map(\.trimmingSpace).filter { !$0.isEmpty }
    guard let time = MessagesTime.read(message.time.trimmingSpace) else { return }
    collection.add(
      message.sender.trimmingSpace, said.joined(separator: "\n"), at: time.shown,
      isReply: !messages.isEmpty, subject: message.subject.trimmingSpace
    ) { _ in }
  }

  func finish(_ each: (ChatRecord) -> Void) {
    collection.finish(each)
  }
}
