// Logs of IRC: whatever the program, who said what and when, and not who came and went.

import FoundationEssentials
import Formats
import Testing

struct IRCTests {
  private static let irssi = """
    --- Log opened Mon Jan 05 23:58:00 2026
    23:58 -!- ada [~ada@host] has joined #bread
    23:58 <@ada> The rye starter doubled
    23:59 < ben> how long?
    --- Day changed Tue Jan 06 2026
    00:01  * ada shrugs
    00:02 <+bridge> [matrix] <Cy> twelve hours
    """
  private static let weechat = """
    2026-01-05 23:58:01\t-->\tada (~ada@host) has joined #bread
    2026-01-05 23:58:10\t@ada\tThe rye starter doubled
    2026-01-05 23:59:00\tben\thow long?
    2026-01-06 00:01:00\t *\tada shrugs
    2026-01-06 00:02:00\tbridge\t<Cy> twelve hours
    """
  private static let energymech = """
    [10:00:00] *** Joins: ada (~ada@host)
    [10:00:10] <ada> The rye starter doubled
    [10:00:20] * ben nods
    """

  private func told(_ text: String, _ path: String) -> [String] {
    IRCReader.records(Array(text.utf8), ChatContext(path: path)).map { record in
      switch record {
      case .message(let message):
        "\(message.chat) \(message.at.map { $0.ISO8601Format() } ?? "-") \(message.speaker.name): \(message.text)"
      case .problem(let problem): "problem \(problem.what)"
      }
    }
  }

  @Test(arguments: [
    ("irssi/#bread.log", irssi, "00"), ("irc.net.#bread.weechatlog", weechat, "10"),
  ])
  func `a log tells who said what, on which day`(path: String, text: String, second: String) {
    #expect(ChatFormats.reader(path: path, head: Array(text.utf8)[...])?.name == "IRC")
    let chat = path.contains("net") ? "irc.net.#bread" : "#bread"
    #expect(
      told(text, path) == [
        "\(chat) 2026-01-05T23:58:\(second)Z ada: The rye starter doubled",
        "\(chat) 2026-01-05T23:59:00Z ben: how long?", "\(chat) 2026-01-06T00:01:00Z ada: shrugs",
        "\(chat) 2026-01-06T00:02:00Z Cy: twelve hours",
      ])
  }

  @Test(arguments: [
    ("#bread_20260105.log", "#bread"), ("logs/#bread/2026-01-05.log", "#bread"),
    ("#bread.2026-01-05.txt", "#bread"), ("2026-01-05,#bread.log", ",#bread"),
  ])
  func `the day may stand in the name of the file`(path: String, chat: String) {
    #expect(
      told(Self.energymech, path) == [
        "\(chat) 2026-01-05T10:00:10Z ada: The rye starter doubled",
        "\(chat) 2026-01-05T10:00:20Z ben: nods",
      ])
  }

  @Test func `a log without any day is said to be one`() {
    let lines = told(Self.energymech, "bread.log")
    #expect(lines.first == "bread - ada: The rye starter doubled")
    #expect(lines.last?.hasPrefix("problem 2 lines have no day") == true)
  }

  @Test(arguments: [
    "10:00 a note about the market\n11:00 and another", "# Notes\n\n10:00 <b> not here",
    "12/07/2022, 11:14 pm - Alice: text\n12/07/2022, 11:15 pm - Ben: text", "",
    "10:00:00 INFO started\n10:00:01 WARN <x> slow",
  ])
  func `what else begins with a time is no log of IRC`(text: String) {
    #expect(ChatFormats.reader(path: "notes.txt", head: Array(text.utf8)[...])?.name != "IRC")
  }
}
