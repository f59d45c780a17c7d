// Backups of "SMS Backup & Restore", with what makes strict parsers stop.

import FoundationEssentials
import Formats
import Testing

struct SMSTests {
  static let backup = """
    <?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
    <!--File Created By SMS Backup & Restore-->
    <smses count="5" backup_set="abc" backup_date="1700000000000" type="full">
      <sms protocol="0" address="+1 (555) 012-3456" date="1699999000000" type="1" subject="null" body="Is the rye ready? &#55357;&#56832;" toa="null" sc_toa="null" service_center="null" read="1" status="-1" readable_date="x" contact_name="Ada" />
      <sms protocol="0" address="5550123456" date="1699999060000" type="2" subject="null" body="Nearly &amp; it smells &quot;good&quot; &lt;3" read="1" status="-1" contact_name="Ada" />
      <sms protocol="0" address="5550123456" date="1699999070000" type="3" body="a draft" contact_name="Ada" />
      <mms date="1699999080000" ct_t="application/vnd.wap.multipart.related" msg_box="1" address="+15550123456~+15550999999" sub="null" contact_name="Ada, Bob">
        <parts>
          <part seq="-1" ct="application/smil" text="&lt;smil&gt;" />
          <part seq="0" ct="image/jpeg" text="null" data="aGVsbG8=" />
          <part seq="0" ct="text/plain" chset="106" text="A picture of it" />
        </parts>
        <addrs><addr address="+15550999999" type="137" /><addr address="+15550123456" type="151" /></addrs>
      </mms>
      <sms address="12345" date="1699999090000" type="1" body="null" contact_name="(Unknown)" />
    </smses>
    """

  @Test func `texts and pictures with words are read, drafts and nothing are not`() {
    let lines = Talk.lines(SMSReader.self, Self.backup, path: "sms.xml")
    #expect(
      lines == [
        "Ada | Is the rye ready? 😀", "Me | Nearly & it smells \"good\" <3",
        "+15550999999 | A picture of it",
      ])
  }

  @Test func `what was sent is the person's own, and one number is one chat`() {
    let messages = Talk.messages(SMSReader.self, Self.backup, path: "sms.xml")
    #expect(messages.map(\.speaker.isOwner) == [false, true, false])
    #expect(messages[0].chat == messages[1].chat && messages[0].chat != messages[2].chat)
    #expect(messages[0].at == Date(timeIntervalSince1970: 1_699_999_000))
    #expect(messages[0].chatTitle == "Ada")
  }

  @Test func `a broken message is named with its line, and the others are taken`() {
    let broken = Self.backup.replacing("type=\"2\" subject=\"null\"", with: "type=\"2 <")
    let problems = Talk.problems(SMSReader.self, broken, path: "sms.xml")
    #expect(problems == ["f:5: the message breaks off"])
    #expect(Talk.lines(SMSReader.self, broken, path: "sms.xml").count == 2)
  }

  @Test func `half of a pair is a sign that something was lost`() {
    let text =
      "<smses><sms address=\"1\" date=\"1699999000000\" type=\"1\" body=\"a &#55357; b\"/></smses>"
    #expect(Talk.messages(SMSReader.self, text).first?.text == "a \u{FFFD} b")
  }
}
