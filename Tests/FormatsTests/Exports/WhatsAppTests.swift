// WhatsApp chats in the notations of many phones.

import FoundationEssentials
import Formats
import Testing

struct WhatsAppTests {
  /// Each as a phone of that place writes 3 December 2022, two minutes past five in the afternoon.
  @Test(arguments: [
    "[03/12/2022, 17:02:33] Ada: hello there",
    "\u{200E}[03/12/2022, 17:02:33] Ada: hello there",
    "[03/12/22, 5:02:33\u{202F}PM] Ada: hello there",
    "03/12/2022, 5:02 pm - Ada: hello there",
    "03.12.22, 17:02 - Ada: hello there",
    "03.12.2022 um 17:02 - Ada: hello there",
    "3/12/22 5:02 p. m. - Ada: hello there",
    "3/12/22 5:02 p.\u{A0}m. - Ada: hello there",
    "03/12/2022 à 17:02 - Ada : hello there",
    "03/12/2022 17:02 - Ada: hello there",
    "2022-12-03 17:02 - Ada: hello there",
    "2022/12/3 下午5:02 - Ada: hello there",
    "2022年12月3日 下午5:02 - Ada: hello there",
    "[2022. 12. 3. 오후 5:02:33] Ada: hello there",
    "2022년 12월 3일 오후 5:02, Ada : hello there",
    "3.12.2022 klo 17.02 - Ada: hello there",
    "03-12-2022 17:02 - Ada: hello there",
    "[3-12-2022 17:02:33] Ada: hello there",
    "2022. 12. 03. 17:02 - Ada: hello there",
    "\u{200F}٣\u{200F}/١٢\u{200F}/٢٠٢٢, ٥:٠٢ م - Ada: hello there",
    "3/12/2565 17:02 - Ada: hello there",
    "03.12.2022, 17:02:33: Ada: hello there",
  ])
  func `every phone's notation is read`(line: String) throws {
    // A day after the twelfth tells the order.
    let late =
      line.contains("2022-") || line.contains("2022/") || line.contains("2022년")
      || line.contains("2022年") || line.contains("2022. ")
    let messages = Talk.messages(WhatsAppReader.self, late ? line : line + "\n" + Self.later(line))
    let first = try #require(messages.first)
    #expect(first.speaker.name == "Ada" && first.text == "hello there")
    let minute = (first.at?.timeIntervalSince1970 ?? 0) / 60
    #expect(minute.rounded(.down) == 1_670_086_920 / 60)
    #expect(first.part == "2022-12-03")
  }

  /// The same line twenty days on.
  private static func later(_ line: String) -> String {
    if line.contains("٣") { return line.replacing("\u{200F}٣\u{200F}/", with: "٢٣/") }
    guard let three = line.firstIndex(of: "3") else { return line }
    let isPadded = line[..<three].last == "0"
    let start = isPadded ? line.index(before: three) : three
    return line[..<start] + "23" + line[line.index(after: three)...]
  }

  @Test func `a message goes on over lines, and what WhatsApp says itself is no message`() {
    let lines = Talk.lines(
      WhatsAppReader.self,
      """
      13/03/2025, 10:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
      13/03/2025, 10:01 - Ada Lovelace: First line
      second line: with a colon

      third line
      13/03/2025, 10:02 - Bob: <Media omitted>
      13/03/2025, 10:02 - Bob: IMG-20250313-WA0001.jpg (file attached)
      A view of the sea
      13/03/2025, 10:03 - Ada Lovelace: Shall we say 10:30? <This message was edited>
      13/03/2025, 10:04 - Ada Lovelace changed the subject from "Trip: north" to "Trip: south"
      13/03/2025, 10:05 - Bob: This message was deleted
      13/03/2025, 10:06 - Bob: null
      13/03/2025, 10:07 - ~ Cleo: hi @\u{2068}Bob\u{2069}
      """)
    #expect(
      lines == [
        "Ada Lovelace | First line\nsecond line: with a colon\n\nthird line",
        "Bob | A view of the sea", "Ada Lovelace | Shall we say 10:30? <This message was edited>",
        "Cleo | hi @Bob",
      ])
  }

  @Test func `what an iPhone adds is marked, and left out`() {
    let lines = Talk.lines(
      WhatsAppReader.self,
      """
      [13/03/2025, 10:00:00] Hikers: \u{200E}Messages and calls are end-to-end encrypted.
      \u{200E}[13/03/2025, 10:00:01] Ada: \u{200E}<attached: 00000012-PHOTO-2025-03-13.jpg>
      [13/03/2025, 10:00:02] Ada: I meant tomorrow \u{200E}<This message was edited>
      [13/03/2025, 10:00:03] Ada: \u{200E}image omitted\r
      """, path: "x/WhatsApp Chat - Hikers/_chat.txt")
    #expect(lines == ["Ada | I meant tomorrow"])
  }

  @Test(arguments: [
    (["01/02/25", "13/02/25"], "2025-02-01"), (["1/2/25", "1/13/25"], "2025-01-02"),
    // Days in a row are likelier than the same day of each month.
    (["3/4/25", "3/5/25", "3/6/25", "3/7/25"], "2025-03-04"),
    (["03/04/25", "04/04/25", "05/04/25"], "2025-04-03"),
    // One order runs backwards.
    (["05/04/25", "06/03/25"], "2025-05-04"), (["25/02/01", "25/03/01"], "2025-02-01"),
  ])
  func `the order of day and month is inferred from the whole file`(dates: [String], first: String)
  {
    let text = dates.map { "\($0), 10:00 - Ada: a note of \($0)" }.joined(separator: "\n")
    #expect(Talk.messages(WhatsAppReader.self, text).first?.part == first)
    #expect(Talk.problems(WhatsAppReader.self, text).isEmpty)
  }

  @Test func `an order that nothing tells is stated, and can be given`() {
    let text = "03/04/2025, 10:00 - Ada: one\n03/04/2025, 10:01 - Bob: two"
    #expect(Talk.messages(WhatsAppReader.self, text).first?.part == "2025-04-03")
    #expect(Talk.problems(WhatsAppReader.self, text).first?.contains("day/month") == true)
    let american = Talk.messages(WhatsAppReader.self, text) { $0.prefersMonthFirst = true }
    #expect(american.first?.part == "2025-03-04")
  }

  @Test func `a time without a zone is one on the person's clock`() {
    let text = "13/03/2025, 00:30 - Ada: late"
    let message = Talk.messages(WhatsAppReader.self, text) {
      $0.clock = LocalClock { _ in 3_600 }
    }.first
    #expect(message?.part == "2025-03-13")
    #expect(message?.at == Date(timeIntervalSince1970: 1_741_822_200))
  }

  @Test(arguments: [
    ("a/WhatsApp Chat with Ada.txt", "Ada"), ("WhatsApp Chat with Ada (2).txt", "Ada"),
    ("WhatsApp Chat - Trip north.zip/_chat.txt", "Trip north"),
    ("WhatsApp-Chat mit Ada.txt", "Ada"), ("Chat de WhatsApp con Ada.txt", "Ada"),
    ("_chat.txt", "WhatsApp"),
  ])
  func `a chat is known by whom it is with`(path: String, title: String) {
    let text = "13/03/2025, 10:00 - Ada: one"
    #expect(Talk.messages(WhatsAppReader.self, text, path: path).first?.chatTitle == title)
  }

  @Test func `a text that is none is not taken for a chat`() {
    for text in [
      "A note\n\nof 03/04/2025, 10:00 - with a date.", "2025-03-13 Tuesday\nwent to the market", "",
      "10:00 - 11:00 Standup\n11:00 - 12:00 Review",
    ] {
      #expect(!WhatsAppReader.recognises(path: "note.txt", head: Array(text.utf8)[...]))
    }
    let chat = "13/03/2025, 10:00 - Ada: one\n13/03/2025, 10:01 - Ada: two"
    #expect(WhatsAppReader.recognises(path: "any.txt", head: Array(chat.utf8)[...]))
  }
}
