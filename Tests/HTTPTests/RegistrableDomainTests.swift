// Which hosts are one domain, and whose word counts for all of it.

import HTTP
import Testing

@Suite struct RegistrableDomainTests {
  @Test(arguments: [
    ("feeds.example.org", "example.org"), ("example.org", "example.org"),
    ("a.b.example.co.uk", "example.co.uk"), ("blog.example.com.au", "example.com.au"),
    ("one.github.io", "one.github.io"), ("example.org.", "example.org"),
    ("xn--bcher-kva.example.de", "example.de"), ("github.io", "github.io"), ("nas", "nas"),
    ("127.0.3.1", "127.0.3.1"), ("[2001:db8::1]", "2001:db8::1"),
  ])
  func `a host belongs to the domain that somebody registered`(host: String, name: String) {
    #expect(RegistrableDomain(host: host).name == name)
  }

  @Test(arguments: [
    ("feeds.example.org", true), ("one.github.io", true), ("127.0.0.1", false),
    ("[::1]", false), ("93.184.216.34", false), ("localhost", false), ("rsshub", false),
    ("nas.local", false), ("rsshub.home.arpa", false), ("box.lan", false),
  ])
  func `addresses and names of one's own network are no public domains`(
    host: String, isPublic: Bool
  ) {
    #expect(RegistrableDomain(host: host).isPublic == isPublic)
  }

  @Test(
    arguments: [
      ("https://Feeds.Example.ORG:8443/x", "example.org"), ("http://2130706433/", "127.0.0.1"),
      ("file:///etc/passwd", nil), ("feeds/one.xml", nil),
    ] as [(String, String?)])
  func `an address is read as it would be fetched`(address: String, name: String?) {
    #expect(RegistrableDomain(address: address)?.name == name)
  }
}
