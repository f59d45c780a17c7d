// The mail of a digest: what every reader understands, and what no text of a stranger can break.

import Digest
import Foundation
import Testing

struct MailTests {
  private let links = MailLinks(
    origin: "https://gleaner.example.org", digest: 7, to: "robin@example.org",
    key: LinkKey([1, 2, 3]))

  private func message(_ edition: Edition = EditionFixture.edition) -> String {
    String(
      decoding: DigestMail.render(
        edition, from: "gleaner@example.org", to: "robin@example.org", links: links),
      as: UTF8.self)
  }

  @Test func `a mail is lines of ASCII, none too long, none without its return`() {
    let text = message()
    #expect(text.utf8.allSatisfy { $0 < 0x7F })
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
    // A link is one word and stays one.
    #expect(lines.allSatisfy { $0.utf8.count <= 78 || $0.hasPrefix("List-Unsubscribe: ") })
  }

  @Test func `the same digest is the same mail, another is another`() {
    #expect(message() == message())
    var other = EditionFixture.edition
    other.number = 8
    let id = { (text: String) in
      text.components(separatedBy: "\r\n").first { $0.hasPrefix("Message-ID: ") }
    }
    #expect(id(message()) != id(message(other)))
  }

  @Test func `the text part comes first and has every story`() throws {
    let text = message()
    let plain = try #require(text.range(of: "Content-Type: text/plain"))
    let html = try #require(text.range(of: "Content-Type: text/html"))
    #expect(plain.lowerBound < html.lowerBound)
    #expect(text.contains("Bell ringing by numbers"))
  }

  @Test func `who wants no more mail says so in one call`() {
    let text = message()
    #expect(text.contains("List-Unsubscribe: <https://gleaner.example.org/mail/off/"))
    #expect(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
    let bare = String(
      decoding: DigestMail.render(
        EditionFixture.edition, from: "a@b.example", to: "c@d.example",
        links: MailLinks(origin: nil, digest: 7, to: "c@d.example", key: LinkKey([1]))),
      as: UTF8.self)
    #expect(!bare.contains("List-Unsubscribe") && !bare.contains("/vote/"))
  }

  @Test(arguments: [1, 60, 200])
  func `the HTML part is small however much there is`(count: Int) {
    var edition = EditionFixture.edition
    let story = EditionFixture.story(
      1, String(repeating: "日本語の見出し ", count: 30), text: String(repeating: "Wörter & ", count: 900),
      url: "https://example.org/\(String(repeating: "a", count: 200))", probability: 0.9,
      reason: String(repeating: "weil ", count: 30))
    edition.stories = Array(repeating: story, count: count)
    let page = MailPage.render(edition, links)
    #expect(QuotedPrintable.encode(page).utf8.count <= MailPage.bytesMax)
    for harm in ["<script", "<img", "<style", "<link", "src=", "url("] {
      #expect(!page.contains(harm), "\(harm)")
    }
  }

  @Test(arguments: [
    ("Bees", "Subject: Bees"),
    ("a\r\nBcc: evil@example.org", "Subject: a Bcc: evil@example.org"),
    ("Käse", "Subject: =?utf-8?B?S8Okc2U=?="),
    ("=?utf-8?B?eA==?=", "Subject: =?utf-8?B?PT91dGYtOD9CP2VBPT0/PQ==?="),
  ])
  func `a header is one field, whatever is in it`(text: String, field: String) {
    #expect(MailHeader.text("Subject", text) == field)
  }

  @Test func `a long foreign header is folded between whole characters`() {
    let field = MailHeader.text("Subject", String(repeating: "🦐ä", count: 40))
    let words = field.dropFirst("Subject: ".count).components(separatedBy: "\r\n ")
    #expect(words.count > 3 && words.allSatisfy { $0.utf8.count <= 75 })
    let bytes = words.compactMap { word in
      Data(base64Encoded: String(word.dropFirst("=?utf-8?B?".count).dropLast(2)))
    }
    #expect(bytes.allSatisfy { String(data: $0, encoding: .utf8) != nil })
  }

  @Test(arguments: [
    ("plain", "plain"), ("a=b", "a=3Db"), ("end ", "end=20"), (".dot", "=2Edot"),
    ("Käse", "K=C3=A4se"), ("a\nb", "a\r\nb"), ("", ""),
  ])
  func `quoted-printable is read by everybody`(text: String, encoded: String) {
    #expect(QuotedPrintable.encode(text) == encoded)
  }

  @Test func `long lines are broken softly`() {
    let encoded = QuotedPrintable.encode(String(repeating: "ä", count: 100))
    #expect(encoded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    #expect(encoded.replacingOccurrences(of: "=\r\n", with: "").count == 600)
  }

  @Test func `a proof is good for what it says and nothing else`() {
    let key = LinkKey([9])
    let proof = key.vote(1, 2, .up)
    #expect(key.isGood(proof, key.vote(1, 2, .up)))
    #expect(!key.isGood(proof, key.vote(1, 2, .down)) && !key.isGood(proof, key.vote(12, 2, .up)))
    #expect(LinkKey([8]).vote(1, 2, .up) != proof)
  }
}
