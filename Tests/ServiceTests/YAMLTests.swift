// Positioned YAML: what it means, where it stands, and what is said of a broken file, to the letter.

import Service
import Testing

struct YAMLTests {
  struct Broken: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var testDescription: String { message }
  }

  @Test func `everything knows its line and column`() throws {
    let root = try SettingsFile.parse(Array("a: 1\nüb:\n  - x\n  - {k: v}\n".utf8), name: "f")
    guard case .mapping(let pairs) = root.content, case .sequence(let list) = pairs[1].value.content
    else {
      Issue.record("not the expected tree")
      return
    }
    #expect(pairs[0].value.position == YAMLPosition(line: 1, column: 4))
    #expect(pairs[1].keyPosition == YAMLPosition(line: 2, column: 1))
    #expect(list[0].position == YAMLPosition(line: 3, column: 5))
    guard case .mapping(let inner) = list[1].content else { return }
    #expect(inner[0].value.position == YAMLPosition(line: 4, column: 9))
  }

  @Test(arguments: [
    ("", YAMLScalar.null), ("~", .null), ("null", .null), ("nUll", .string("nUll")),
    ("true", .bool(true)), ("FALSE", .bool(false)), ("yes", .string("yes")),
    ("NO", .string("NO")), ("on", .string("on")), ("0", .int(0)), ("-17", .int(-17)),
    ("+3", .int(3)), ("0o17", .int(15)), ("0xFF", .int(255)), ("1_000", .string("1_000")),
    ("12:30", .string("12:30")), ("1.5", .double(1.5)), ("1.", .double(1)), (".5", .double(0.5)),
    ("-1e3", .double(-1000)), ("1e", .string("1e")), (".", .string(".")), ("+", .string("+")),
    (".inf", .double(.infinity)), ("-.INF", .double(-.infinity)), ("inf", .string("inf")),
    ("0x", .string("0x")), ("0x+1", .string("0x+1")), ("0o-7", .string("0o-7")),
    ("1.2.3", .string("1.2.3")), ("2026-01-02", .string("2026-01-02")),
    ("99999999999999999999", .double(1e20)),
  ])
  func `plain scalars follow the core schema`(text: String, value: YAMLScalar) {
    #expect(YAMLScalar(plain: text) == value)
  }

  @Test func `a quoted number is text`() throws {
    let root = try SettingsFile.parse(Array("'5'".utf8), name: "f")
    #expect(root.value == .string("5"))
    #expect(try SettingsFile.parse(Array("!!str 5".utf8), name: "f").value == .string("5"))
  }

  @Test func `an anchor is used again and keeps its place`() throws {
    let root = try SettingsFile.parse(Array("a: &x [1]\nb: *x\n".utf8), name: "f")
    guard case .mapping(let pairs) = root.content else { return }
    #expect(pairs[0].value == pairs[1].value)
  }

  @Test(arguments: [
    Broken(
      text: "a: 1\na: 2\n", message: "f.yaml:2:1: key 'a' a second time, first given at 1:1"),
    Broken(
      text: "a: [1, 2\nb: 3\n",
      message: "f.yaml:2:2: did not find expected ',' or ']' "
        + "while parsing a flow sequence that begins at 1:4"),
    Broken(
      text: "a:\n\tb: 1\n",
      message: "f.yaml:2:1: found character that cannot start any token "
        + "while scanning for the next token; a tab cannot indent, spaces can"),
    Broken(
      text: "a: 'x\n",
      message: "f.yaml:2:1: found unexpected end of stream "
        + "while scanning a quoted scalar that begins at 1:4"),
    Broken(text: "--- 1\n--- 2\n", message: "f.yaml:2:1: a second document begins, expected one"),
    Broken(text: "a: *x\n", message: "f.yaml:1:4: alias '*x' names no anchor before it"),
    Broken(text: "a: &x [*x]\n", message: "f.yaml:1:8: alias '*x' names no anchor before it"),
    Broken(
      text: "a: !ruby/object x\n",
      message: "f.yaml:1:4: tag '!ruby/object', expected a value without one"),
    Broken(text: "? [a]\n: 1\n", message: "f.yaml:1:3: the key is a list, expected a word"),
    Broken(
      text: "a: b: c\n",
      message: "f.yaml:1:5: mapping values are not allowed in this context"),
    Broken(text: "a: \u{7}\n", message: "f.yaml:1:4: control characters are not allowed"),
  ])
  func `a broken file is named with its place`(broken: Broken) {
    let error = #expect(throws: SettingsError.self) {
      try SettingsFile.parse(Array(broken.text.utf8), name: "f.yaml")
    }
    #expect(error?.description == broken.message)
  }

  @Test func `bytes that are no UTF-8 have a place`() {
    let error = #expect(throws: SettingsError.self) {
      try SettingsFile.parse(Array("a: 1\nb: ü".utf8) + [0xFF, 0x0A], name: "f.yaml")
    }
    #expect(error?.description == "f.yaml:2:5: invalid leading UTF-8 octet")
  }

  @Test func `a bomb of aliases is refused`() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (name, last) in zip("bcdefghi", "abcdefgh") {
      let aliases = Array(repeating: "*\(last)", count: 9).joined(separator: ", ")
      text += "\(name): &\(name) [\(aliases)]\n"
    }
    let error = #expect(throws: SettingsError.self) {
      try SettingsFile.parse(Array(text.utf8), name: "f")
    }
    #expect(error?.description.hasSuffix("more than 200000 values (aliases count in full)") == true)
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func `depth has a limit`(opening: String) {
    let error = #expect(throws: SettingsError.self) {
      try SettingsFile.parse(
        Array(String(repeating: opening, count: 5_000).utf8), name: "f")
    }
    #expect(error?.description.hasSuffix("nested deeper than 32 levels") == true)
  }

  @Test func `a large file is refused unread`() {
    let error = #expect(throws: SettingsError.self) {
      try SettingsFile.parse([UInt8](repeating: 0x23, count: 2 << 20), name: "f")
    }
    #expect(error?.description == "f: larger than 1 MB")
  }

  @Test(arguments: [
    ("/nonexistent/x.yaml", "x: cannot be read: no such file or directory"),
    ("/dev/zero", "x: not a regular file"), ("/", "x: not a regular file"),
  ])
  func `what cannot be read is said`(path: String, message: String) {
    let error = #expect(throws: SettingsError.self) { try SettingsFile.read(path, name: "x") }
    #expect(error?.description == message)
  }

  @Test func `random bytes neither crash nor hang`() {
    var random = SeededRandom(seed: 7)
    let alphabet = Array("ab:-[]{},&*!|>'\"#%@`? \n\n\t~0.".utf8) + [0xFF, 0xC3, 0xA4, 0x00]
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      _ = try? SettingsFile.parse(bytes, name: "f")
    }
  }
}

/// SplitMix64: the same numbers in every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
