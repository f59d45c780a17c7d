// Telegram, Discord, Zulip and iMessage: small exports of the real shape.

import FoundationEssentials
import Formats
import Testing

struct MessengerTests {
  static let telegram = """
    {"about": "Here is the data you requested.", "personal_information": {"user_id": 7, "first_name": "Robin"},
     "chats": {"about": "x", "list": [
      {"name": "Ada", "type": "personal_chat", "id": 42, "messages": [
       {"id": 1, "type": "service", "date": "2024-05-01T10:00:00", "action": "phone_call"},
       {"id": 2, "type": "message", "date": "2024-05-01T10:00:05", "date_unixtime": "1714550405", "from": "Ada", "from_id": "user42", "text": "Warm the oven"},
       {"id": 3, "type": "message", "date": "2024-05-01T10:00:09", "date_unixtime": "1714550409", "from": "Robin", "from_id": "user7", "reply_to_message_id": 2,
        "text": ["see ", {"type": "link", "text": "https://example.org"}, " for ", {"type": "bold", "text": "rye"}]},
       {"id": 4, "type": "message", "date_unixtime": "1714550410", "from": "Robin", "from_id": "user7", "forwarded_from": "News", "text": "not mine"},
       {"id": 5, "type": "message", "date_unixtime": "1714550411", "from": null, "from_id": "user9", "text": "gone"}]}]}}
    """

  @Test func `Telegram says whose account it is`() {
    let messages = Talk.messages(TelegramReader.self, Self.telegram, path: "result.json")
    #expect(
      messages.map(\.text) == [
        "Warm the oven", "see https://example.org for rye", "not mine", "gone",
      ]
    )
    #expect(messages.map(\.speaker.isOwner) == [false, true, true, false])
    #expect(messages.map(\.isForwarded) == [false, false, true, false])
    #expect(messages[1].thread == "2" && messages[0].chat == "42")
    #expect(messages[3].speaker.name == "Deleted account")
  }

  @Test func `a single Telegram chat does not`() {
    let one = """
      {"name": "Ada", "type": "personal_chat", "id": 42, "messages": [
       {"id": 2, "type": "message", "date": "2024-05-01T10:00:05", "from": "Ada", "from_id": "user42", "text": "hi"}]}
      """
    let message = Talk.messages(TelegramReader.self, one).first
    #expect(message?.speaker.isOwner == nil && message?.part == "2024-05-01")
    #expect(TelegramReader.recognises(path: "result.json", head: Array(one.utf8)[...]))
  }

  @Test func `a Discord channel`() {
    let text = """
      {"guild": {"id": "1", "name": "Gardeners"}, "channel": {"id": "2", "type": "GuildTextChat", "name": "seeds"},
       "dateRange": {"after": null, "before": null}, "messages": [
       {"id": "10", "type": "ChannelPinnedMessage", "timestamp": "2024-05-01T10:00:00+02:00", "content": "Pinned.", "author": {"id": "5", "name": "ada"}},
       {"id": "11", "type": "Default", "timestamp": "2024-05-01T10:00:00.5+02:00", "content": "Beans are up", "author": {"id": "5", "name": "ada", "discriminator": "0000", "nickname": "Ada", "isBot": false}},
       {"id": "12", "type": "Reply", "timestamp": "2024-05-01T10:01:00+02:00", "content": "Mine too", "author": {"id": "6", "name": "bob", "discriminator": "1234"}, "reference": {"messageId": "11"}}],
       "messageCount": 3}
      """
    let messages = Talk.messages(DiscordReader.self, text, path: "x.json")
    #expect(messages.map(\.text) == ["Beans are up", "Mine too"])
    #expect(messages[1].thread == "11" && messages[1].speaker.aliases.contains("bob#1234"))
    #expect(messages[0].chatTitle == "Gardeners #seeds")
    #expect(DiscordReader.recognises(path: "x.json", head: Array(text.utf8)[...]))
  }

  @Test func `a topic of a Zulip archive`() {
    let text = """
      [{"id": 1, "sender_full_name": "Ada", "timestamp": 1714550405, "content": "<p>A <em>monad</em> is<br>a thing</p>"}]
      """
    let message = Talk.messages(ZulipReader.self, text, path: "general/new.20members.json").first
    #expect(message?.text == "A monad is\\na thing".replacing("\\n", with: "\n"))
    #expect(message?.chatTitle == "general > new members")
  }

  @Test func `a Zulip organisation names its people in another file`() {
    let realm = """
      {"zerver_userprofile": [{"id": 11, "full_name": "Ada", "delivery_email": "ada@example.org"}],
       "zerver_stream": [{"id": 3, "name": "kitchen"}], "zerver_recipient": [{"id": 5, "type": 2, "type_id": 3}]}
      """
    let text = """
      {"zerver_usermessage": [], "zerver_message": [{"id": 1, "sender": 11, "recipient": 5, "subject": "bread", "content": "It rose", "date_sent": 1714550405.25}]}
      """
    let message = Talk.messages(ZulipReader.self, text, path: "messages-000001.json") {
      $0.directory = ChatFormats.directory(path: "realm.json", Array(realm.utf8)) ?? $0.directory
    }.first
    #expect(message?.speaker.name == "Ada" && message?.chatTitle == "#kitchen > bread")
  }

  static let texts = """
    May 17, 2022  5:29:42 PM (Read by you after 1 hour)
    Ada
    Have you seen the harbour?

    It is frozen.
    Reactions:
    Loved by Me

        May 17, 2022  5:31:00 PM
        Me
        Not yet
        attachments/12/a.jpeg

    May 17, 2022  5:30:42 PM You renamed the conversation to Ice

    May 17, 2022  5:31:00 PM
    Me
    This message responded to an earlier message.
    Not yet

    May 18, 2022  5:32:00 AM
    Me
    Going now
    """

  @Test func `iMessage as text: replies once, reactions never`() {
    let messages = Talk.messages(MessagesText.self, Self.texts, path: "+15550123.txt")
    #expect(
      messages.map { "\($0.speaker.name) | \($0.text)" } == [
        "Ada | Have you seen the harbour?\n\nIt is frozen.", "Me | Not yet", "Me | Going now",
      ])
    #expect(messages[1].thread != nil && messages[0].thread == nil)
    #expect(messages[2].part == "2022-05-18")
    #expect(MessagesText.recognises(path: "a.txt", head: Array(Self.texts.utf8)[...]))
  }

  @Test func `iMessage as a page: replies, edits, subjects`() {
    let page = """
      <html><meta charset="UTF-8"><link rel="stylesheet" href="style.css">
      <div class="message"><div class="sent iMessage"><p><span class="timestamp">Jul 17, 2022 5:04:04 PM</span>
      <span class="sender">Me</span></p>Subject: <span class="subject">Boats</span><hr>
      <div class="message_part"><span class="bubble">Is the ferry &amp; the dinghy
      back?</span></div><div class="reactions"><hr><p>Reactions:</p><div class="reaction"><span><b>Loved</b> by Ada</span></div></div></div></div>
      <div class="announcement"><p><span class="timestamp">Jul 17, 2022 5:04:50 PM</span> You renamed it</p></div>
      <div class="message"><div class="received"><p><span class="timestamp">Jul 17, 2022 5:31:49 PM (Read by you after 5 seconds)</span>
      <span class="sender">ada@example.org</span></p><hr><div class="message_part"><span class="bubble">Both are</span></div>
      <div class="replies"><div class="reply"><div class="message"><div class="sent iMessage"><p><span class="timestamp">Jul 17, 2022 5:32:03 PM</span>
      <span class="sender">Me</span></p><hr><div class="message_part"><div class="edited"><table><tbody><tr><td></td><td>Goo</td></tr></tbody>
      <tfoot><tr><td><span class="timestamp">Edited 9 seconds later</span></td><td>Good!</td></tr></tfoot></table></div></div></div></div></div></div></div></div>
      </html>
      """
    let messages = Talk.messages(MessagesPage.self, page, path: "Ada.html")
    #expect(messages.map(\.speaker.name) == ["Me", "ada@example.org", "Me"])
    #expect(messages.map(\.text) == ["Is the ferry & the dinghy\nback?", "Both are", "Good!"])
    #expect(messages[0].subject == "Boats" && messages[2].thread != nil)
    #expect(MessagesPage.recognises(path: "Ada.html", head: Array(page.utf8)[...]))
  }
}
