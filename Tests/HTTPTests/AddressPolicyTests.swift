// The table of addresses, at the edges of its blocks and through every disguise.

import Testing

@testable import HTTP

@Suite struct AddressPolicyTests {
  static let open = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.216.34", "100.63.255.255",
    "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0",
    "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111",
    "2a00:1450:4001:80b::200e", "2001:200::1", "2001:4860:4860::8888", "2400::1", "::ffff:8.8.8.8",
    "64:ff9b::808:808",
  ]

  static let closed = [
    "0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
    "127.0.0.1", "127.255.255.255", "169.254.0.1", "169.254.255.255", "172.16.0.0",
    "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.31.196.1", "192.52.193.1",
    "192.88.99.1", "192.168.0.0", "192.168.255.255", "192.175.48.1", "198.18.0.0",
    "198.19.255.255", "198.51.100.1", "203.0.113.255", "240.0.0.1", "254.255.255.255", "::", "::1",
    "::2", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:192.168.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:0:5ef5:79fb::1", "2001:2::1", "2001:10::1", "2001:1ff:ffff::1", "2001:db8::1",
    "2002:7f00:1::1", "2002:808:808::1", "2620:4f:8000::1", "3ffe::1", "3fff::1", "3fff:fff::1",
    "4000::1", "5f00::1", "fc00::1", "fdff:ffff::1", "fe80::1", "febf::1", "fec0::1",
    "1fff::1", "::8.8.8.8",
  ]

  static let never = [
    "169.254.169.254", "169.254.170.2", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254",
    "224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1", "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "2001:0:0:0:0:0:5601:5601", "::ffff:224.0.0.1",
  ]

  private func refusal(_ text: String, allowPrivate: Bool) throws -> AddressPolicy.Refusal? {
    let address = try #require(IPAddress(text))
    return AddressPolicy.standard.refusal(of: address, allowPrivate: allowPrivate)
  }

  @Test(arguments: open)
  func `a public address is open to all`(text: String) throws {
    #expect(try refusal(text, allowPrivate: false) == nil)
    #expect(try refusal(text, allowPrivate: true) == nil)
  }

  @Test(arguments: closed)
  func `a special address is for those who may speak to private peers`(text: String) throws {
    let refused = try #require(try refusal(text, allowPrivate: false))
    #expect(refused.isPrivate)
    #expect(!refused.what.isEmpty)
    #expect(try refusal(text, allowPrivate: true) == nil)
  }

  @Test(arguments: never)
  func `some addresses are for nobody`(text: String) throws {
    #expect(try refusal(text, allowPrivate: false) != nil)
    let refused = try #require(try refusal(text, allowPrivate: true))
    #expect(!refused.isPrivate)
  }

  @Test func `every row of the table is a block`() {
    #expect(AddressPolicy.standard.rules.count == AddressPolicy.rowCount)
  }

  @Test(arguments: ["127.0.0.1", "255.1.0.9", "::1", "2001:db8::a:0:0:1", "::ffff:10.0.0.1"])
  func `an address is written as people write it`(text: String) throws {
    #expect(try #require(IPAddress(text)).description == text)
  }

  @Test(arguments: ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", ":::", "g::1", "1.2.3.4 "])
  func `what is no address is not read as one`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "x/8", "10.0.0.0/8/8"])
  func `what is no block is not read as one`(text: String) {
    #expect(AddressBlock(text) == nil)
  }

  @Test func `a block of length nothing has every address of its family`() throws {
    let all = try #require(AddressBlock("0.0.0.0/0"))
    #expect(all.contains(try #require(IPAddress("255.1.2.3"))))
    #expect(!all.contains(try #require(IPAddress("::1"))))
  }
}
