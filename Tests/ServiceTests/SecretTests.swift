// Secrets in and out: found where they are named, and taken out of whatever a server says.

import Foundation
import Service
import Testing

struct SecretTests {
  private let mask = SecretMask(["access-ABCDEFGH", "xyz"])

  @Test(arguments: [
    ("it was access-ABCDEFGH", "it was (secret)"), ("ACCESS-abcdefgh!", "(secret)!"),
    ("cut: ess-ABC…", "cut: (secret)…"), ("xyz and Xyz", "(secret) and (secret)"),
    ("nothing of it, acces", "nothing of it, acces"), ("", ""),
  ])
  func `six characters in a row of a secret are enough, and all of a short one`(
    text: String, masked: String
  ) {
    #expect(mask.mask(text) == masked)
  }

  @Test func `a value is masked throughout`() {
    let value: JSONValue = ["access-ABCDEFGH": ["xyz", 7, ["a": "b access-A"]]]
    #expect(mask.mask(value) == ["(secret)": ["(secret)", 7, ["a": "b (secret)"]]])
    #expect(SecretMask([]).mask("as it is") == "as it is")
    #expect(SecretMask([""]).mask("as it is") == "as it is")
  }

  @Test func `a variable, else the file that another names`() throws {
    let path = NSTemporaryDirectory() + "gleaner-secret-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(" from-a-file\n".utf8).write(to: URL(fileURLWithPath: path))
    func find(_ name: String, _ environment: [String: String]) throws -> String? {
      try EnvironmentSecret.find(name, "password", environment: environment)
    }
    #expect(try find("A", ["A": "word", "A_FILE": path]) == "word")
    #expect(try find("A", ["A_FILE": path]) == "from-a-file")
    #expect(try find("A", ["A": "", "A_FILE": ""]) == nil)
    let two = #expect(throws: EnvironmentSecret.Failure.self) { try find("A", ["A": "one two"]) }
    #expect(two?.message == "A holds no password: expected one word of ASCII")
    let none = #expect(throws: EnvironmentSecret.Failure.self) {
      try find("A", ["A_FILE": "/nowhere"])
    }
    #expect(none?.message.hasPrefix("the file that A_FILE names: ") == true)
  }
}
