// The published SHA-256 vector for "abc" (FIPS 180-4), cut to 16 bytes.

import Feed
import Testing

struct FingerprintTests {
  @Test func `it is the start of SHA-256`() {
    #expect(Fingerprint(of: "abc").hex == "ba7816bf8f01cfea414140de5dae2223")
  }

  @Test func `fields do not run into each other`() {
    #expect(Fingerprint(of: ["ab", "c"]) != Fingerprint(of: ["a", "bc"]))
  }
}
