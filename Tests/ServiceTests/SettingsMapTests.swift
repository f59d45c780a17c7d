// The decoding layer: typed values, unknown keys, all problems at once.

import Service
import Testing

struct SettingsMapTests {
  private struct Decoded: Equatable {
    var name: String?
    var on: Bool?
    var count: Int?
    var share: Double?
    var wait: Duration?
    var tags: [String]?
    var inner: Int?
  }

  private func decode(_ text: String) throws -> (Decoded?, [String]) {
    let node = try SettingsFile.parse(Array(text.utf8), name: "f")
    var problems: [Problem] = []
    let decoded = SettingsMap.decode(node, file: "f", into: &problems) { map in
      var decoded = Decoded()
      decoded.name = map.string("name")
      decoded.on = map.bool("on")
      decoded.count = map.int("count", in: 1...9)
      decoded.share = map.double("share", in: 0...1)
      decoded.wait = map.duration("wait")
      decoded.tags = map.strings("tags")
      decoded.inner = map.section("inner") { $0.int("value", in: 0...1) } ?? nil
      map.unavailable("later", "a later thing")
      return decoded
    }
    return (decoded, problems.map(\.description))
  }

  @Test func `every type is read`() throws {
    let (decoded, problems) = try decode(
      """
      name: NO
      on: true
      count: 9
      share: 1
      wait: 90m
      tags: [a, "5"]
      inner: {value: 1}
      """)
    #expect(problems.isEmpty)
    #expect(
      decoded
        == Decoded(
          name: "NO", on: true, count: 9, share: 1, wait: .seconds(5_400), tags: ["a", "5"],
          inner: 1))
  }

  @Test func `a list of one may be written without a list`() throws {
    #expect(try decode("tags: a").0?.tags == ["a"])
  }

  @Test(arguments: ["", "# nothing\n", "~", "inner:\n"])
  func `an empty file is an empty mapping`(text: String) throws {
    let (decoded, problems) = try decode(text)
    #expect(problems.isEmpty)
    #expect(decoded == Decoded())
  }

  @Test(arguments: [
    ("name: 5", "f:1:7: 'name' is the number 5, expected a text; in quotes it is one: \"5\""),
    ("name: true", "f:1:7: 'name' is true, expected a text; in quotes it is one: \"true\""),
    ("name:", "f:1:6: 'name' is empty, expected a text"),
    ("name: ''", "f:1:7: 'name' is the text '', expected a text"),
    ("name: [a]", "f:1:7: 'name' is a list, expected a text"),
    ("on: yes", "f:1:5: 'on' is the text 'yes', expected true or false"),
    ("count: 10", "f:1:8: 'count' is the number 10, expected a whole number from 1 to 9"),
    ("count: 1.5", "f:1:8: 'count' is the number 1.5, expected a whole number from 1 to 9"),
    ("share: half", "f:1:8: 'share' is the text 'half', expected a number from 0 to 1"),
    ("share: .nan", "f:1:8: 'share' is the number .nan, expected a number from 0 to 1"),
    (
      "wait: 5",
      "f:1:7: 'wait' is the number 5, expected a length of time such as 30s, 15m, 24h, 7d or 2w"
    ),
    ("tags: [a, {b: c}]", "f:1:11: 'tags' is a mapping, expected a text or a list of texts"),
    ("tags: []", "f:1:7: 'tags' is an empty list, expected a text or a list of texts"),
    ("inner: 3", "f:1:8: the number 3, expected a mapping of keys to values"),
    ("inner: {valeu: 1}", "f:1:9: unknown key 'valeu', expected 'value'; did you mean 'value'?"),
    (
      "nmae: x",
      "f:1:1: unknown key 'nmae', expected one of name, on, count, share, wait, tags, inner; "
        + "did you mean 'name'?"
    ),
    (
      "later: 1", "f:1:1: 'later' is not available yet (a later thing); remove it or comment it out"
    ),
    ("- a", "f:1:1: a list, expected a mapping of keys to values"),
    (
      "name: \"a\\eb\\u202Ec\"\non: \"\\e[31m\"",
      "f:2:5: 'on' is the text '', expected true or false"
    ),
  ])
  func `what is wrong is said with what is right`(text: String, message: String) throws {
    #expect(try decode(text).1 == [message])
  }

  @Test func `all problems come at once`() throws {
    #expect(try decode("name: 1\ncount: x\nfoo: 1\n").1.count == 3)
  }

  @Test func `a flood of problems is cut short`() {
    let problems = (1...70).map { line in
      Problem(file: "f", position: YAMLPosition(line: line, column: 1), message: "x")
    }
    let lines = SettingsError(problems).description.split(separator: "\n")
    #expect(lines.count == 51)
    #expect(lines.last == "… and 20 more")
  }

  @Test(arguments: [
    ("0s", 0), ("30s", 30), ("15m", 900), ("24h", 86_400), ("7d", 604_800), ("2w", 1_209_600),
  ])
  func `lengths of time`(text: String, seconds: Int) {
    #expect(TimeSpan.parse(text) == .seconds(seconds))
  }

  @Test(arguments: ["", "s", "5", "5x", "-5s", "+5s", "1.5h", "5 s", "9999999999w", "1h30m"])
  func `what is no length of time`(text: String) {
    #expect(TimeSpan.parse(text) == nil)
  }
}
