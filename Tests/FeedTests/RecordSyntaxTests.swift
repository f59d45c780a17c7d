// Handles, DIDs and keys of records, by the specifications of the AT Protocol.

import Feed
import Testing

struct RecordSyntaxTests {
  @Test(arguments: [
    "ada.example", "ADA.Example", "1-2.a1", "xn--fiq.example", "a.b.c.d.co",
    String(repeating: "a", count: 63) + ".org",
  ])
  func `a handle is a domain name`(text: String) {
    #expect(RecordSyntax.isHandle(text))
  }

  @Test(arguments: [
    "", "ada", "ada.", ".ada.org", "a..org", "-a.org", "a-.org", "a.1org", "10.0.0.1", "a_b.org",
    "ä.org", "a.org:80", "a.org ", String(repeating: "a", count: 64) + ".org",
    String(repeating: "abcdefg.", count: 32) + "org",
  ])
  func `what no server is called is no handle`(text: String) {
    #expect(!RecordSyntax.isHandle(text))
  }

  @Test(arguments: [
    "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:web:example.org", "did:x:a:b%20c:-", "did:x:_",
  ])
  func `a DID has a method and a name`(text: String) {
    #expect(RecordSyntax.isDID(text))
  }

  @Test(arguments: [
    "", "did", "did:plc", "did:plc:", "DID:plc:a", "did:PLC:a", "did:p1c:a", "did:x:a/b",
    "did:x:a?",
    "did:x:a:", "did:x:a%", "did:x:ä", "did:x:a b", "did:x:" + String(repeating: "a", count: 2_048),
  ])
  func `what has not is no DID`(text: String) {
    #expect(!RecordSyntax.isDID(text))
  }

  @Test(arguments: [("3jzfcijpj2z2a", true), ("self", true), ("a:b~c_d-e.f", true)])
  func `a key is one word`(text: String, isKey: Bool) {
    #expect(RecordSyntax.isKey(text) == isKey)
    for bad in ["", ".", "..", text + "/", text + "%", text + " ", "@" + text, text + "ä"] {
      #expect(!RecordSyntax.isKey(bad))
    }
    #expect(!RecordSyntax.isKey(String(repeating: "a", count: 513)))
  }
}
