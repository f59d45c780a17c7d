// A day of a Slack channel, with its markup and its noise.

import Formats
import Testing

struct SlackTests {
  static let people = """
    [{"id": "U1", "name": "ada", "real_name": "Ada L.", "profile": {"display_name": "", "email": "ada@example.org"}},
     {"id": "U2", "name": "bob", "profile": {"real_name": "Bob B.", "display_name": "bobby"}}]
    """
  static let day = """
    [{"type": "message", "subtype": "channel_join", "user": "U1", "text": "<@U1> has joined", "ts": "1452850000.000001"},
     {"type": "message", "user": "U1", "text": "Look at <https://example.org/a|this page>, <@U2> &amp; &lt;all&gt;", "ts": "1452850001.000002", "thread_ts": "1452850001.000002", "reactions": [{"name": "+1", "users": ["U2"], "count": 1}]},
     {"type": "message", "user": "U2", "text": "in <#C2|general>: <!here> <https://example.org>", "ts": "1452850002.5", "thread_ts": "1452850001.000002"},
     {"type": "message", "subtype": "file_share", "user": "U1", "text": "<@U1|ada> uploaded a file: <https://x/f.png|f.png> and commented: the map", "file": {"title": "f.png"}, "ts": "1452850003.0"},
     {"type": "message", "user": "U2", "text": "", "files": [{"name": "b.pdf", "title": "The budget"}], "ts": "1452850004.0"},
     {"type": "message", "subtype": "bot_message", "username": "robot", "text": "beep", "ts": "1452850005.0"},
     {"type": "message", "user": "U9", "text": "who am I", "ts": "not a time"}, 7]
    """

  private func context(_ context: inout ChatContext) {
    context.directory =
      ChatFormats.directory(path: "users.json", Array(Self.people.utf8)) ?? context.directory
    let channels = "[{\"id\": \"C1\", \"name\": \"general\", \"members\": [\"U1\"]}]"
    context.directory.merge(
      ChatFormats.directory(path: "channels.json", Array(channels.utf8)) ?? ChatDirectory())
  }

  @Test func `what people wrote is read plain, and that they came is not`() {
    let lines = Talk.lines(
      SlackReader.self, Self.day, path: "x/general/2016-01-15.json", context)
    #expect(
      lines == [
        "Ada L. | Look at this page (https://example.org/a), @bobby & <all>",
        "bobby | in #general: @here https://example.org", "Ada L. | the map",
        "bobby | The budget", "robot | beep",
      ])
  }

  @Test func `threads, channels and people keep their ids`() {
    let messages = Talk.messages(
      SlackReader.self, Self.day, path: "x/general/2016-01-15.json", context)
    #expect(messages.map(\.thread).prefix(3) == ["1452850001.000002", "1452850001.000002", nil])
    #expect(messages[0].chat == "C1" && messages[0].chatTitle == "#general")
    #expect(messages[0].part == "2016-01-15")
    #expect(messages[0].speaker.aliases.contains("ada@example.org"))
  }

  @Test func `without the list of people their ids stand for them`() {
    let messages = Talk.messages(SlackReader.self, Self.day, path: "general/2016-01-15.json")
    #expect(messages.first?.speaker.name == "U1" && messages.first?.chat == "general")
  }

  @Test func `broken records are named`() {
    #expect(
      Talk.problems(SlackReader.self, Self.day) == [
        "f, record 7: a message without a time", "f, record 8: not a message",
      ])
  }

  @Test(arguments: [
    ("general/2016-01-15.json", true), ("2016-01-15.json", false), ("general/notes.json", false),
  ])
  func `a day is known by its name and its place`(path: String, isDay: Bool) {
    #expect(SlackReader.recognises(path: path, head: Array(Self.day.utf8)[...]) == isDay)
  }
}
