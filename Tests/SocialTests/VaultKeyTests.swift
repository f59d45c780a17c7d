// The key of the tokens: where it is found, when it is made, and what is no key.

import Crypto
import Foundation
import Social
import Testing

struct VaultKeyTests {
  private func with(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "gleaner-key-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body("\(folder)/var/key")
  }

  private let long = String(repeating: "k", count: 32)

  @Test func `it is made once, for its owner alone, and found again`() throws {
    try with { path in
      #expect(try VaultKey.find(environment: [:], file: path) == nil)
      let made = try VaultKey.findOrMake(environment: [:], file: path)
      #expect(try VaultKey.findOrMake(environment: [:], file: path).mark == made.mark)
      #expect(try VaultKey.find(environment: [:], file: path)?.mark == made.mark)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test func `the environment comes first, by value or by file, and makes no file`() throws {
    try with { path in
      let one = try VaultKey.findOrMake(environment: ["GLEANER_KEY": long], file: path)
      #expect(!FileManager.default.fileExists(atPath: path))
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data("\(long)\n".utf8).write(to: URL(fileURLWithPath: path + ".elsewhere"))
      let other = try VaultKey.find(
        environment: ["GLEANER_KEY_FILE": path + ".elsewhere"], file: path)
      #expect(other?.mark == one.mark)
    }
  }

  @Test func `what others may read, and what can be guessed, is no key`() throws {
    try with { path in
      let short = #expect(throws: SocialError.self) {
        try VaultKey.find(environment: ["GLEANER_KEY": "short"], file: path)
      }
      #expect(short?.message.contains("has 5 characters, expected at least 32") == true)
      _ = try VaultKey.findOrMake(environment: [:], file: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      let open = #expect(throws: SocialError.self) {
        try VaultKey.find(environment: [:], file: path)
      }
      #expect(open?.message.contains("chmod 600 \(path)") == true)
    }
  }
}
