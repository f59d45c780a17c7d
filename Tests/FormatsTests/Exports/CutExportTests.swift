// Exports arrive cut, damaged and mislabelled: nothing may crash, and what was complete before a cut is kept.

import Formats
import Testing

struct CutExportTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let reader: any ChatReader.Type
    let text: String
    let path: String
    var testDescription: String { reader.name }
  }

  static let samples: [Sample] = [
    Sample(reader: SlackReader.self, text: SlackTests.day, path: "general/2016-01-15.json"),
    Sample(reader: TelegramReader.self, text: MessengerTests.telegram, path: "result.json"),
    Sample(reader: SMSReader.self, text: SMSTests.backup, path: "sms.xml"),
    Sample(reader: MessagesText.self, text: MessengerTests.texts, path: "a.txt"),
    Sample(reader: MailReader.self, text: MailTests.box, path: "a.mbox"),
    Sample(
      reader: WhatsAppReader.self,
      text: (13...28).map { "\($0)/03/2025, 10:00 - Ada: note \($0)\nmore" }.joined(
        separator: "\n"),
      path: "_chat.txt"),
  ]

  @Test(arguments: samples)
  func `cut anywhere, the messages before are kept`(sample: Sample) {
    let bytes = Array(sample.text.utf8)
    let whole = Talk.messages(sample.reader, bytes, path: sample.path).map(\.text)
    var most = 0
    for end in stride(from: 0, to: bytes.count, by: 7) {
      let found = Talk.messages(sample.reader, Array(bytes[..<end]), path: sample.path).map(\.text)
      // The last one may be cut itself; of text formats nobody can tell.
      #expect(whole.starts(with: found.dropLast()), "at \(end)")
      #expect(found.count >= most - 1, "at \(end)")
      most = max(most, found.count)
    }
    #expect(most >= whole.count - 1)
  }

  @Test(arguments: samples)
  func `damaged anywhere, it is read without harm`(sample: Sample) {
    var dice = Dice(seed: 5)
    for _ in 0..<150 {
      var bytes = Array(sample.text.utf8)
      for _ in 0..<8 {
        let place = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
        case 1: bytes.remove(at: place)
        default:
          bytes.insert(Array("<\"{[&#\n\\".utf8)[Int.random(in: 0..<8, using: &dice)], at: place)
        }
      }
      _ = Talk.messages(sample.reader, bytes, path: sample.path)
      for other in Self.samples {
        _ = other.reader.recognises(path: sample.path, head: bytes[...])
        _ = Talk.messages(other.reader, bytes, path: other.path)
      }
    }
  }

  @Test(arguments: samples)
  func `each is recognised, and by no other`(sample: Sample) {
    let head = Array(sample.text.utf8).prefix(4_096)
    #expect(ChatFormats.reader(path: sample.path, head: head)?.name == sample.reader.name)
  }
}
