// JSON out and in: order, escapes, exactness, and places of mistakes.

import Foundation
import Service
import Testing

struct JSONTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  @Test func `an object keeps its order`() {
    let row: JSONValue = ["id": 7, "b": nil, "a": [true, 1.5, "x"], "v": .vector([0.1, 1])]
    #expect(row.jsonText == #"{"id":7,"b":null,"a":[true,1.5,"x"],"v":[0.1,1.0]}"#)
    #expect(row["a"]?.array?.count == 3)
    #expect(row["nothing"] == nil)
  }

  @Test func `of two members with one key the later counts`() throws {
    #expect(try parse(#"{"a":1,"a":2}"#)["a"] == 2)
  }

  @Test(arguments: [
    ("\"\\\n\t\r", #"\"\\\n\t\r"#), ("\u{0}\u{1F}\u{7F}\u{9B}", #"\u0000\u001f\u007f\u009b"#),
    ("\u{2028}\u{2029}", #"\u2028\u2029"#), ("ü😀/", "ü😀/"),
  ])
  func `what a terminal or a script would act on is escaped`(text: String, json: String) throws {
    #expect(JSONValue.string(text).jsonText == "\"\(json)\"")
    #expect(try parse("\"\(json)\"") == .string(text))
  }

  @Test(arguments: [
    (0.1, "0.1"), (-0.0, "-0.0"), (1e100, "1e+100"), (Double.leastNonzeroMagnitude, "5e-324"),
    (.infinity, "null"),
    (.nan, "null"), (1.0 / 3, "0.3333333333333333"),
  ])
  func `doubles are as short as they can be`(number: Double, text: String) {
    #expect(JSONValue.double(number).jsonText == text)
  }

  @Test(arguments: [
    ("0", JSONValue.int(0)), ("-0", .double(-0.0)), ("9223372036854775807", .int(.max)),
    ("-9223372036854775808", .int(.min)),
    ("9223372036854775808", .double(9_223_372_036_854_775_808)),
    ("1E2", .double(100)), ("1.50", .double(1.5)), (" [ ] ", .array([])), ("{}", .object([])),
    (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"),
    (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
    (#""\/\b\f""#, "/\u{8}\u{C}"), ("\u{FEFF}1", .int(1)), ("1e999", .double(.infinity)),
  ])
  func `every valid text is read`(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    ("", "line 1, column 1: expected a value, found the end"),
    ("{\"a\": 1,\n \"b\": tru}", "line 2, column 10: expected 'true'"),
    ("{\n\n  \"ü\"; 1}", "line 3, column 6: expected ':'"),
    ("[1 2]", "line 1, column 4: expected ',' or ']'"),
    ("[1,]", "line 1, column 4: expected a value"),
    ("{\"a\":1,}", "line 1, column 8: expected a key in quotes"),
    ("{\"a\":1", "line 1, column 7: expected ',' or '}'"),
    ("01", "line 1, column 2: something follows the value"),
    ("1.", "line 1, column 3: expected a digit"), ("-", "line 1, column 2: expected a digit"),
    ("+1", "line 1, column 1: expected a value"), (".5", "line 1, column 1: expected a value"),
    ("NaN", "line 1, column 1: expected a value"), ("'a'", "line 1, column 1: expected a value"),
    ("\"a", "line 1, column 3: the text has no closing quote"),
    ("\"a\\", "line 1, column 4: the text has no closing quote"),
    ("\"a\n\"", "line 1, column 3: a control character has to be escaped"),
    ("\"a\\x\"", "line 1, column 3: no such escape"),
    ("\"a\\u12g4\"", "line 1, column 3: \\u needs four hexadecimal digits"),
    ("nul", "line 1, column 4: expected 'null'"),
    ("1 /* */", "line 1, column 3: something follows the value"),
  ])
  func `a mistake has its place`(text: String, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    #expect(error?.description == message)
  }

  @Test func `bytes that are no UTF-8 are a mistake`() {
    let error = #expect(throws: JSONError.self) {
      try JSONValue(parsing: Array("[1, \"".utf8) + [0xC3, 0x28] + Array("\"]".utf8), line: 3)
    }
    #expect(error?.description == "line 3, column 6: the text is not valid UTF-8")
  }

  @Test func `depth has a limit`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONValue(parsing: nested(512))
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(513)) }
    #expect(error?.description == "line 1, column 513: nested deeper than 512 levels")
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))
    }
  }

  @Test func `what is written is read back`() throws {
    var random = SeededRandom(seed: 1)
    for _ in 0..<500 {
      let value = Self.value(&random, depth: 4)
      #expect(try parse(value.jsonText) == value)
    }
  }

  @Test func `Foundation agrees about what is valid`() throws {
    var random = SeededRandom(seed: 2)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "1", "-", "0", ".5", "e1", "true", "null", " ",
      "\\u00e4", "\\",
    ]
    for _ in 0..<4_000 {
      let text = (0..<Int.random(in: 1...7, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
      let ours = try? parse(text)
      let theirs = try? JSONSerialization.jsonObject(
        with: Data(text.utf8), options: .fragmentsAllowed)
      #expect((ours != nil) == (theirs != nil), "\(text)")
    }
  }

  private static func value(_ random: inout SeededRandom, depth: Int) -> JSONValue {
    let count = Int.random(in: 0...4, using: &random)
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .int(Int(truncatingIfNeeded: random.next()))
    case 3:
      let number = Double(bitPattern: random.next())
      return .double(number.isFinite ? number : 0.5)
    case 4: return .string(text(&random))
    case 5: return .array((0..<count).map { _ in value(&random, depth: depth - 1) })
    default:
      return .object(
        (0..<count).map { _ in JSONMember(text(&random), value(&random, depth: depth - 1)) })
    }
  }

  private static func text(_ random: inout SeededRandom) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      let limit: UInt32 = Bool.random(using: &random) ? 0x100 : 0x110000
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
