// What somebody wrote in a mail, as opposed to what they quote, forward and sign with: only their own words say what
// they care about.

import FoundationEssentials

/// The own words of a mail.
enum MailWords {
  /// The text above quotations, without quoted lines and without the signature.
  static func own(_ text: String) -> String {
    var kept: [Substring] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let bare = line.trimmingSpace
      if isEnd(line, bare) || isHeaderBlock(lines, index) { break }
      if bare.hasPrefix(">") { continue }
      if isAttribution(bare, lines, index) {
        // Two lines at most: "On …, Ada" / "<ada@example.org> wrote:".
        dropWrapped(&kept)
        continue
      }
      kept.append(line)
    }
    return collapsed(kept)
  }

  /// The signature (RFC 3676, 4.3), or where programs put the mail that is answered or passed on.
  private static func isEnd(_ line: Substring, _ bare: String) -> Bool {
    if line == "-- " || bare == "--" { return true }
    let low = bare.lowercased()
    if low.hasPrefix("begin forwarded message") || low.hasPrefix("________________________________")
    {
      return true
    }
    guard
      bare.hasPrefix("-----") || low.hasPrefix("sent from my") || low.hasPrefix("get outlook")
        || low.hasPrefix("von meinem") || low.hasPrefix("envoyé de mon")
        || low.hasPrefix("enviado desde mi")
    else { return false }
    return bare.count < 80
  }

  /// Four lines of a head that Outlook puts above what is answered: `From:`, `Sent:`, `To:`, `Subject:`.
  private static func isHeaderBlock(_ lines: [Substring], _ index: Int) -> Bool {
    let first = bareKey(lines[index])
    guard let first, ["from", "von", "de", "da", "van"].contains(first) else { return false }
    let next = lines[index...].prefix(6).compactMap(bareKey)
    return next.contains {
      ["sent", "date", "gesendet", "datum", "envoyé", "enviado", "inviato"].contains($0)
    }
      && next.contains {
        ["subject", "betreff", "objet", "asunto", "oggetto", "assunto"].contains($0)
      }
  }

  private static func bareKey(_ line: Substring) -> String? {
    let bare = line.trimmingSpace.filter { $0 != "*" && $0 != ">" }.trimmingSpace
    guard let colon = bare.firstIndex(of: ":") else { return nil }
    return bare[..<colon].trimmingSpace.lowercased()
  }

  /// `On 3 May, Ada wrote:` above a quotation, in any language: a line that ends with a colon where a quotation begins.
  private static func isAttribution(
    _ bare: String, _ lines: [Substring], _ index: Int
  ) -> Bool {
    guard bare.hasSuffix(":") || bare.hasSuffix("："), bare.count < 300 else { return false }
    let next = lines[(index + 1)...].prefix(3).first { !$0.trimmingSpace.isEmpty }
    guard next?.trimmingSpace.hasPrefix(">") == true else {
      return verbs.contains { bare.hasSuffix($0) } && bare.contains(where: \.isNumber)
    }
    return true
  }

  private static let verbs = [
    "wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "escreveu:", "ha scritto:",
    "schreef:",
    "skrev:", "napsal:", "napisał:", "写道：", "написал:",
  ]

  /// Takes back the first half of an attribution that was broken over two lines.
  private static func dropWrapped(_ kept: inout [Substring]) {
    guard let last = kept.last?.trimmingSpace else { return }
    let openings = ["On ", "Am ", "Le ", "El ", "Il ", "Op ", "Em "]
    let isOpening = openings.contains { last.hasPrefix($0) } && last.contains(where: \.isNumber)
    if isOpening, last.last.map({ !".!?".contains($0) }) == true { kept.removeLast() }
  }

  /// Without empty lines in a row and around.
  private static func collapsed(_ lines: [Substring]) -> String {
    var out = ""
    var gap = false
    for line in lines {
      let bare = line.trimmingSpace
      if bare.isEmpty {
        gap = !out.isEmpty
      } else {
        if !out.isEmpty { out += gap ? "\n\n" : "\n" }
        out += bare
        gap = false
      }
    }
    return out
  }

  /// Joins the lines that a program broke for the width of a screen (RFC 3676, `format=flowed`).
  static func reflowed(_ text: String, _ headers: MailHeaders) -> String {
    guard headers.parameter("format", of: "content-type")?.lowercased() == "flowed" else {
      return text
    }
    var out = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isOpen = line.hasSuffix(" ") && line != "-- " && !line.hasPrefix(">")
      out += isOpen ? line : line + "\n"
    }
    return out
  }

  /// The date of a mail; a comment behind it and odd zones do no harm.
  static func date(_ text: String) -> Date? {
    let bare = text.prefix { $0 != "(" }.trimmingSpace
    return FeedDate.parse(bare)
  }

  /// A subject without `Re:` and its like.
  static func bareSubject(_ subject: String) -> String {
    var rest = subject[...]
    while let colon = rest.firstIndex(of: ":"),
      colon < rest.index(rest.startIndex, offsetBy: min(5, rest.count))
    {
      let mark = rest[..<colon].lowercased()
      guard ["re", "aw", "fw", "fwd", "wg", "sv", "tr", "rv", "res"].contains(mark) else { break }
      rest = rest[rest.index(after: colon)...].drop(while: \.isWhitespace)
    }
    return rest.isEmpty ? subject : String(rest)
  }
}
