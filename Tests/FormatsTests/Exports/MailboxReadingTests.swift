// A mailbox read piece by piece is the mailbox read at once, and takes no more memory than one mail.

import FoundationEssentials
import Formats
import Testing

struct MailboxReadingTests {
  private static func records(_ bytes: [UInt8], pieces size: Int) -> [ChatRecord] {
    var records: [ChatRecord] = []
    var mailbox = MailboxReading(ChatContext(path: "box.mbox"))
    for start in stride(from: 0, to: bytes.count, by: size) {
      mailbox.take(Array(bytes[start..<min(start + size, bytes.count)])) { records.append($0) }
    }
    mailbox.finish { records.append($0) }
    return records
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1_000, 1_000_000])
  func `however it is cut, its mails are the same`(size: Int) {
    let bytes = Array(MailTests.box.utf8)
    let whole = MailReader.records(bytes, ChatContext(path: "box.mbox"))
    #expect(whole.count >= 2 && Self.records(bytes, pieces: size) == whole)
  }

  @Test func `a mail alone is read as one, with lines that look like separators`() {
    let mail = """
      From: Ada <ada@example.org>
      Date: Mon, 5 Jan 2026 10:00:00 +0100

      Before the line
      From ada@example.org Mon Jan  5 10:00:00 2026
      and after it.
      """
    let records = Self.records(Array(mail.utf8), pieces: 5)
    #expect(records.count == 1)
    if case .message(let message) = records.first { #expect(message.text.contains("after it")) }
  }

  @Test func `the place of a broken mail is its line`() {
    let box = """
      From a@b Mon Jan  5 10:00:00 2026
      From: Ada <ada@example.org>

      One
      From a@b Mon Jan  5 11:00:00 2026
      Subject: nobody's

      Two
      """
    #expect(
      Self.records(Array(box.utf8), pieces: 9).contains(
        .problem(ExportProblem(.line(5), "a mail without a sender"))))
  }

  @Test func `a line without end is passed over, and what follows is read`() {
    let first = "From a@b Mon Jan  5 10:00:00 2026\nFrom: Ada <ada@example.org>\n\n"
    let last = "\nFrom a@b Mon Jan  5 11:00:00 2026\nFrom: Ben <b@example.org>\n\nTwo\n"
    let bytes = Array(first.utf8) + [UInt8](repeating: 0x41, count: 3 << 20) + Array(last.utf8)
    let messages = Self.records(bytes, pieces: 256 << 10).compactMap { record in
      if case .message(let message) = record { message.speaker.name } else { nil }
    }
    #expect(messages == ["Ada", "Ben"])
  }
}
