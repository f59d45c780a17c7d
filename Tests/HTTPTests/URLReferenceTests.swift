// Addresses: what is taken and how it is normalised, what is refused and how that is shown.

import HTTP
import Testing

@Suite struct URLReferenceTests {
  @Test(arguments: [
    ("HTTP://Example.ORG", "http://example.org/", "example.org", 80, "/"),
    ("https://example.org:443/a/../b", "https://example.org/b", "example.org", 443, "/b"),
    ("https://example.org:8443/", "https://example.org:8443/", "example.org", 8443, "/"),
    ("http://example.org/a b", "http://example.org/a%20b", "example.org", 80, "/a%20b"),
    ("http://example.org/#part", "http://example.org/", "example.org", 80, "/"),
    ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/", "[2001:db8::1]", 81, "/"),
    ("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1", 80, "/"),
    (
      "https://bücher.example/ü", "https://xn--bcher-kva.example/%c3%bc", "xn--bcher-kva.example",
      443, "/%c3%bc"
    ),
  ])
  func `an address is normalised`(
    text: String, whole: String, host: String, port: Int, path: String
  ) throws {
    let url = try URLReference(text)
    #expect(url.text == whole)
    #expect(url.host == host)
    #expect(url.port == port)
    #expect(url.path == path)
  }

  @Test(arguments: [
    "", " ", "example.org/feed", "/feed", "http://", "http://user@example.org/",
    "http://user:pw@example.org/", "http://169.254.169.254:8888\\@example.org/",
    "http://example.org/\u{0}", "http://example.org/\r\nX: 1", "http://exa mple.org/",
    "http://example.org:99999/", "http://example.org:0/", "http://[::1/",
    "http://exa\u{7F}mple.org/",
    "javascript:alert(1)", "mailto:a@b.example",
  ])
  func `a doubtful address is refused`(text: String) {
    let error = #expect(throws: HTTPError.self) { _ = try URLReference(text) }
    #expect(error?.code == .invalidURL)
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/"])
  func `a scheme that is not fetched is named`(text: String) {
    let error = #expect(throws: HTTPError.self) { _ = try URLReference(text) }
    #expect(error?.code == .protocol)
  }

  @Test func `a long address is refused`() {
    let error = #expect(throws: HTTPError.self) {
      _ = try URLReference("http://example.org/" + String(repeating: "a", count: 9000))
    }
    #expect(error?.code == .urlTooLong)
    #expect((error?.description.count ?? 999) < 400)
  }

  @Test(arguments: [
    ("../x", "http://a.example/x"), ("?q=1", "http://a.example/b/c?q=1"),
    ("//b.example/", "http://b.example/"), ("https://b.example/y", "https://b.example/y"),
  ])
  func `a relative address is resolved`(text: String, expected: String) throws {
    let base = try URLReference("http://a.example/b/c?z=2")
    #expect(try URLReference(text, relativeTo: base).text == expected)
  }

  @Test func `secrets are not shown`() throws {
    let url = try URLReference("https://a.example/feed?id=7&token=abc&Key=def&page=2")
    #expect(url.description == "https://a.example/feed?id=7&token=…&Key=…&page=2")
    let error = #expect(throws: HTTPError.self) { _ = try URLReference("http://u:pw@a.example/") }
    #expect(error?.description.contains("pw") == false)
    #expect(error?.description.contains("Authorization") == true)
  }
}
