// A password at rest.

import Crypto
import TestSupport
import Testing

struct PasswordHashTests {
  @Test func `a hash holds for its password alone`() throws {
    var chance = SteadyDice(1)
    let hash = try #require(PasswordHash.make("pässword 1", using: &chance))
    #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$"))
    #expect(PasswordHash.holds("pässword 1", for: hash))
    #expect(!PasswordHash.holds("pässword 2", for: hash))
    #expect(!PasswordHash.holds("", for: hash))
  }

  @Test func `the same password has another hash each time`() throws {
    var chance = SteadyDice(1)
    let first = PasswordHash.make("the same", using: &chance)
    #expect(first != PasswordHash.make("the same", using: &chance))
  }

  @Test(arguments: ["", "$argon2id$", "no hash", String(repeating: "x", count: 500)])
  func `what is no hash holds for nothing`(text: String) {
    #expect(!PasswordHash.holds("password", for: text))
  }
}
