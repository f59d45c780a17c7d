// When being right was no luck.

import Taste
import Testing

struct CertificateTests {
  @Test func `45 decisions without a fault are the fewest that are enough`() {
    #expect(!Certificate(right: 44, of: 44).isSufficient)
    #expect(Certificate(right: Certificate.least, of: Certificate.least).isSufficient)
  }

  @Test(arguments: [(76, 77), (103, 105), (129, 132)])
  func `faults are paid for with more right answers`(right: Int, count: Int) {
    #expect(Certificate(right: right, of: count).isSufficient)
    #expect(!Certificate(right: right - 1, of: count - 1).isSufficient)
  }

  @Test func `one fault ends a certificate that had nothing to spare`() {
    #expect(!Certificate(right: 45, of: 46).isSufficient)
  }

  @Test func `the bound is the exact one`() {
    // 1 − share at which 45 of 45 has a chance of a tenth: 0.1^(1/45).
    #expect(abs(Certificate(right: 45, of: 45).bound - 0.950118) < 1e-5)
    #expect(Certificate(right: 0, of: 0).bound == 0)
    #expect(Certificate(right: 0, of: 10).bound == 0)
  }

  @Test func `what is missing is told`() {
    #expect(Certificate(right: 0, of: 0).missing == 45)
    #expect(Certificate(right: 40, of: 40).missing == 5)
    #expect(Certificate(right: 45, of: 45).missing == 0)
    #expect(Certificate(right: 45, of: 46).missing == 31)
    #expect(
      Certificate(right: 45, of: 46).words.contains("31 more without a fault, after 1 with one"))
  }
}
