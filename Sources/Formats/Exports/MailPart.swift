// The text of a mail, wherever it is (RFC 2045 to 2047): in one of several parts, encoded twice, in any charset, or only
// as HTML. Attachments are not what somebody said.

import Markup

/// A message or a part of one.
struct MailPart {
  /// Parts in parts, and parts of one message.
  private static let deepest = 12
  private static let mostParts = 100
  /// A text is cut behind this.
  private static let longestText = 1 << 20

  /// What it says, as plain text with quotations.
  let text: String

  init(_ bytes: ArraySlice<UInt8>, _ headers: MailHeaders, isMailbox: Bool) {
    var room = Self.mostParts
    let found = Self.text(bytes, headers, depth: 0, &room) ?? ""
    text = isMailbox ? Self.unescaped(found) : found
  }

  /// A mailbox writes a line that begins with "From " as ">From ".
  private static func unescaped(_ text: String) -> String {
    guard text.utf8Range(of: ">From ") != nil else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let marks = line.prefix { $0 == ">" }
      return !marks.isEmpty && line.dropFirst(marks.count).hasPrefix("From ")
        ? line.dropFirst() : line
    }.joined(separator: "\n")
  }

  private static func text(
    _ bytes: ArraySlice<UInt8>, _ headers: MailHeaders, depth: Int, _ room: inout Int
  ) -> String? {
    room -= 1
    guard depth < deepest, room > 0 else { return nil }
    let type = headers.bare("content-type")
    let body = bytes[headers.bodyStart...]
    if type.hasPrefix("multipart/") {
      guard let boundary = headers.parameter("boundary", of: "content-type") else { return nil }
      let parts = split(body, at: boundary)
      let isAlternative = type == "multipart/alternative"
      return choice(of: parts, isAlternative: isAlternative, depth: depth, &room)
    }
    guard type.isEmpty || type == "text/plain" || type == "text/html" || type == "text",
      headers.bare("content-disposition") != "attachment"
    else { return nil }
    let plain = decoded(body, headers)
    return type == "text/html" ? MailPage.text(plain) : MailWords.reflowed(plain, headers)
  }

  /// Of alternatives the plainest, of parts in a row all.
  private static func choice(
    of parts: [ArraySlice<UInt8>], isAlternative: Bool, depth: Int, _ room: inout Int
  ) -> String? {
    var texts: [(text: String, isPlain: Bool)] = []
    for part in parts where room > 0 {
      let headers = MailHeaders(part)
      guard let found = text(part, headers, depth: depth + 1, &room), !found.isEmpty else {
        continue
      }
      texts.append((found, headers.bare("content-type") != "text/html"))
    }
    if isAlternative { return (texts.first(where: \.isPlain) ?? texts.last)?.text }
    return texts.isEmpty ? nil : texts.map(\.text).joined(separator: "\n")
  }

  /// The parts between lines `--boundary` (RFC 2046, 5.1.1); a missing end is the end of the message.
  private static func split(
    _ bytes: ArraySlice<UInt8>, at boundary: String
  ) -> [ArraySlice<UInt8>] {
    let mark = Array("--\(boundary)".utf8)
    var parts: [ArraySlice<UInt8>] = []
    var start: Int?
    var position = bytes.startIndex
    while position < bytes.endIndex, parts.count < mostParts {
      let end = bytes[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.endIndex
      if bytes[position...].starts(with: mark) {
        if let start { parts.append(bytes[start..<position]) }
        start = end
        if bytes[(position + mark.count)...].starts(with: [0x2D, 0x2D]) { return parts }
      }
      position = end
    }
    if let start, start < bytes.endIndex { parts.append(bytes[start...]) }
    return parts
  }

  private static func decoded(_ body: ArraySlice<UInt8>, _ headers: MailHeaders) -> String {
    var bytes = Array(body)
    switch headers.bare("content-transfer-encoding") {
    case "base64": bytes = Base64.decode(String(decoding: body, as: UTF8.self)) ?? []
    case "quoted-printable": bytes = QuotedPrintable.decode(body)
    default: break
    }
    let utf8 = TextEncoding.decode(
      Array(bytes.prefix(longestText)), contentType: headers["content-type"]
    ).utf8
    return String(decoding: utf8, as: UTF8.self).replacing("\r\n", with: "\n")
  }
}

/// A mail that is only there as a page.
enum MailPage {
  /// Its text without what it quotes: programs put quotations into elements of their own.
  static func text(_ html: String) -> String {
    var html = html[...]
    for mark in ["<div class=\"gmail_quote", "<div id=\"appendonsend", "<div id=\"divRplyFwdMsg"] {
      if let found = html.utf8Range(of: mark) { html = html[..<found.lowerBound] }
    }
    return PlainText.fromHTML(withoutQuotes(html))
  }

  private static func withoutQuotes(_ html: Substring) -> String {
    guard let open = html.utf8Range(of: "<blockquote") else { return String(html) }
    guard let close = html.utf8Ranges(of: "</blockquote>").last else {
      return String(html[..<open.lowerBound])
    }
    guard close.lowerBound > open.lowerBound else { return String(html[..<open.lowerBound]) }
    return html[..<open.lowerBound] + String(html[close.upperBound...])
  }
}

extension StringProtocol {
  /// Every place of an ASCII word.
  fileprivate func utf8Ranges(of word: String) -> [Range<Index>] {
    var found: [Range<Index>] = []
    var rest = self[startIndex...]
    while let next = rest.utf8Range(of: word) {
      found.append(next)
      rest = rest[next.upperBound...]
    }
    return found
  }
}
