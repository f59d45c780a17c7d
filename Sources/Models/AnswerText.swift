// The JSON in a text that should be nothing else. Models wrap it in fences, think aloud before it, or are cut off in the
// middle; a text that is cut is never completed by us, since half an answer may be the opposite of the whole.

import Foundation
import Service

/// Finds the one object of an answer.
enum AnswerText {
  enum Finding {
    case object(text: String, json: JSONValue)
    /// It begins, and does not end.
    case cut
    case none
  }

  static func object(in text: String) -> Finding {
    let text = withoutThoughts(text)
    let trimmed = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if let json = parse(trimmed) { return .object(text: trimEnd(trimmed), json: json) }
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(of: UInt8(ascii: "{")) else { return .none }
    guard let end = end(of: bytes, from: start) else { return .cut }
    let slice = String(decoding: bytes[start..<end], as: UTF8.self)
    return parse(slice[...]).map { .object(text: slice, json: $0) } ?? .none
  }

  /// What reasoning models say before, where their server leaves it in.
  private static func withoutThoughts(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard start.hasPrefix("<think>") else { return text }
    guard let end = start.range(of: "</think>") else { return "" }
    return String(start[end.upperBound...])
  }

  private static func parse(_ text: Substring) -> JSONValue? {
    guard let json = try? JSONValue(parsing: Array(text.utf8)), case .object = json else {
      return nil
    }
    return json
  }

  private static func trimEnd(_ text: Substring) -> String {
    String(text.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Behind the brace that closes the one at `start`; braces in strings do not count.
  private static func end(of bytes: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var isText = false
    var isEscaped = false
    for index in start..<bytes.count {
      let byte = bytes[index]
      if isEscaped {
        isEscaped = false
      } else if isText {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isText = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isText = true
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"):
          depth -= 1
          if depth == 0 { return index + 1 }
        default: break
        }
      }
    }
    return nil
  }
}
