// Secrets at rest: what was sealed opens with its key in its place, and in no other way.

import Crypto
import TestSupport
import Testing

struct SealingKeyTests {
  private let key = SealingKey(secret: Array("a secret that nobody guesses".utf8))
  private let plain = Array("token-0123456789".utf8)

  private func sealed(_ place: String = "a/1", seed: UInt64 = 1) -> [UInt8] {
    var dice = SteadyDice(seed)
    return key.seal(plain, for: place, using: &dice)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 4_096])
  func `what was sealed opens with its key`(count: Int) throws {
    var dice = SteadyDice(7)
    let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let sealed = key.seal(plain, for: "here", using: &dice)
    #expect(try key.open(sealed, for: "here") == plain)
    #expect(sealed.count == count + 49)
  }

  @Test func `another key is recognised as another`() {
    let other = SealingKey(secret: Array("a secret that nobody guesseS".utf8))
    #expect(other.mark != key.mark)
    #expect(throws: SealError.otherKey) { try other.open(sealed(), for: "a/1") }
  }

  @Test func `it opens in its own place only`() {
    #expect(throws: SealError.damaged) { try key.open(sealed("a/1"), for: "a/2") }
  }

  @Test func `no byte can be changed, and none left out`() {
    let whole = sealed()
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 1
      #expect(throws: SealError.self) { try key.open(changed, for: "a/1") }
      #expect(throws: SealError.self) { try key.open(Array(whole[..<index]), for: "a/1") }
    }
    #expect(throws: SealError.damaged) { try key.open(whole + [0], for: "a/1") }
  }

  @Test func `the same sealed twice looks different, and shows nothing of itself`() {
    #expect(sealed(seed: 1) != sealed(seed: 2))
    #expect(sealed().firstRange(of: Array("token".utf8)) == nil)
  }

  @Test func `a key has no way into a text`() {
    var text = "\(key) \(String(reflecting: key))"
    dump(key, to: &text)
    #expect(!text.contains(where: \.isNumber) && text.hasPrefix("(key) (key)"))
  }
}
