// The rules of redirection that need https, which the loopback server does not speak: the pure part.

import Testing

@testable import HTTP

@Suite struct RedirectionTests {
  private func leg(_ url: String, _ headers: Headers = [:], _ method: Method = .get) throws -> Leg {
    try Leg(Request(method, url, headers: headers), Client.Settings(userAgent: "test"))
  }

  private func answer(_ status: Int, _ location: String) -> Exchange {
    Exchange(
      status: status, headers: ["Location": location], body: [], time: .zero, wireBytes: 0)
  }

  @Test func `a plain reading may step down to http`() throws {
    let first = try leg("https://a.example/")
    var way = try Redirection(first, validated: nil)
    let next = try way.next(after: first, answer(302, "http://a.example/"))
    #expect(next?.url.text == "http://a.example/")
  }

  @Test(arguments: [
    ("Authorization", Method.get), ("Cookie", .get), ("Accept", .post),
  ])
  func `what carries a secret or a change may not`(name: String, method: Method) throws {
    let first = try leg("https://a.example/", [name: "x"], method)
    var way = try Redirection(first, validated: nil)
    let error = #expect(throws: HTTPError.self) {
      _ = try way.next(after: first, answer(307, "http://a.example/"))
    }
    #expect(error?.code == .insecureRedirect)
  }

  @Test(arguments: [
    ("http://a.example/", "https://a.example/x", true),
    ("https://a.example/", "https://a.example:443/x", true),
    ("https://a.example/", "https://A.EXAMPLE/x", true),
    ("https://a.example/", "http://a.example/x", false),
    ("https://a.example/", "https://a.example:8443/", false),
    ("http://a.example/", "https://a.example:8443/", false),
    ("http://a.example:8080/", "https://a.example/", false),
    ("https://a.example/", "https://b.example/", false),
    ("https://a.example/", "https://a.example.evil.example/", false),
  ])
  func `credentials follow the same host only`(from: String, to: String, expected: Bool) throws {
    #expect(try URLReference(from).trusts(URLReference(to)) == expected)
  }

  @Test func `credentials come back when the way does`() throws {
    let first = try leg("https://a.example/", ["Authorization": "x"])
    var way = try Redirection(first, validated: nil)
    let away = try #require(try way.next(after: first, answer(302, "https://b.example/")))
    #expect(way.permitted(away)["Authorization"] == nil)
    let back = try #require(try way.next(after: away, answer(302, "https://a.example/2")))
    #expect(way.permitted(back)["Authorization"] == "x")
  }
}
