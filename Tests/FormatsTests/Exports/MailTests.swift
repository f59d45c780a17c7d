// Mailboxes: encodings, charsets, parts, quotations.

import FoundationEssentials
import Formats
import Testing

struct MailTests {
  static let box = """
    From ada@example.org Mon Jan  5 10:00:00 2026
    From: =?utf-8?Q?Ada_Lovelac=C3=A9?= <Ada@Example.org>
    To: robin@example.org
    Subject: =?utf-8?B?UsOpc3Vtw6k=?= of the
     =?iso-8859-1?Q?caf=E9?= visit
    Date: Mon, 5 Jan 2026 10:00:00 +0100 (CET)
    Message-ID: <one@example.org>
    Content-Type: text/plain; charset="iso-8859-1"
    Content-Transfer-Encoding: quoted-printable

    Hello Robin,

    the caf=E9 was closed, so we sat on the stairs and talked about=
     bread.
    >From there we went home.

    --\u{20}
    Ada
    Analytical Engines Ltd

    From robin@example.org Mon Jan  5 11:00:00 2026
    From: Robin <robin@example.org>
    Subject: Re: visit
    Date: Mon, 5 Jan 2026 11:00:00 +0100
    Message-ID: <two@example.org>
    In-Reply-To: <one@example.org>
    References: <one@example.org>
    X-Gmail-Labels: Sent,Important
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="out"

    --out
    Content-Type: multipart/alternative; boundary=in

    --in
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: base64

    VGhlIHJ5ZSB3YXMgYmV0dGVyIQoKT24gTW9uLCA1IEphbiAyMDI2IGF0IDEwOjAwLCBBZGEgd3Jv
    dGU6Cj4gSGVsbG8gUm9iaW4sCj4gdGhlIGNhZmUKClNlbnQgZnJvbSBteSBpUGhvbmUK
    --in
    Content-Type: text/html; charset=utf-8

    <p>The rye was better!</p>
    --in--
    --out
    Content-Type: application/pdf; name="a.pdf"
    Content-Transfer-Encoding: base64

    JVBERi0=
    --out--

    From nobody Mon Jan  5 12:00:00 2026
    Subject: no sender

    text

    From cleo@example.org Mon Jan  5 13:00:00 2026
    From: cleo@example.org
    Date: Mon, 5 Jan 2026 13:00:00 +0000
    Message-ID: <three@example.org>
    Content-Type: text/html

    <div>Only a <b>page</b></div><blockquote type="cite">quoted</blockquote>
    """

  @Test func `only what was written counts, whatever its coding`() {
    let messages = Talk.messages(MailReader.self, Self.box, path: "box.mbox")
    #expect(
      messages.map(\.text) == [
        "Hello Robin,\n\nthe café was closed, so we sat on the stairs and talked about bread.\nFrom there we went home.",
        "The rye was better!", "Only a page",
      ])
    #expect(messages.map(\.speaker.name) == ["Ada Lovelacé", "Robin", "cleo@example.org"])
    #expect(messages[0].subject == "Résumé of the café visit")
    #expect(messages[0].speaker.aliases == ["ada@example.org"])
  }

  @Test func `a reply belongs to what it answers`() {
    let messages = Talk.messages(MailReader.self, Self.box, path: "box.mbox")
    #expect(messages[0].chat == messages[1].chat && messages[1].part == "two@example.org")
    #expect(messages[1].speaker.isOwner == true && messages[0].speaker.isOwner == nil)
    #expect(messages[0].at == Date(timeIntervalSince1970: 1_767_603_600))
  }

  @Test func `a mail without a sender is named`() {
    #expect(Talk.problems(MailReader.self, Self.box) == ["f:53: a mail without a sender"])
  }

  @Test(arguments: [
    ("Yes.\n\nOn Mon, 5 Jan 2026 at 10:00, Ada <a@example.org>\nwrote:\n> no\n", "Yes."),
    ("Ja.\n\nAm 5.1.2026 um 10:00 schrieb Ada:\n> nein\n", "Ja."),
    ("Yes.\n\n-----Original Message-----\nFrom: Ada\n\nno", "Yes."),
    ("Yes.\n\nFrom: Ada\nSent: Monday\nTo: Robin\nSubject: x\n\nno", "Yes."),
    ("> are you?\nI am.\n> and he?\nHe too.", "I am.\nHe too."),
    ("Look:\nit works.", "Look:\nit works."),
    ("Two things -- both odd -- happened.\n-- \nRobin", "Two things -- both odd -- happened."),
    ("Begin forwarded message:\n\nFrom: Ada", ""),
  ])
  func `quotations and signatures are cut`(body: String, own: String) {
    let mail = "From: a@example.org\nDate: Mon, 5 Jan 2026 10:00:00 +0000\nSubject: x\n\n\(body)"
    #expect(Talk.messages(MailReader.self, mail, path: "a.eml").first?.text == own)
  }

  @Test func `lines broken for a screen are joined`() {
    let mail = """
      From: a@example.org
      Content-Type: text/plain; format=flowed

      One long\u{20}
      sentence.
      Next.
      """
    #expect(Talk.messages(MailReader.self, mail).first?.text == "One long sentence.\nNext.")
  }
}
