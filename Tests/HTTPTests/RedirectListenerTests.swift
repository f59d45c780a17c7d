// The way back from a browser: one path on the loopback, and nobody can keep us waiting there.

import HTTP
import TestSupport
import Testing

struct RedirectListenerTests {
  /// Asks for something else, then for what is meant.
  private func visits(_ port: Int) async throws -> [String] {
    let client = Client(Client.Settings(userAgent: "test"))
    var answers: [String] = []
    for target in ["/favicon.ico?a=1", "/back?code=1&state=2"] {
      var request = Request(.get, "http://127.0.0.1:\(port)\(target)", allowPrivate: true)
      request.lane = Lane(atOnce: 1, gap: .zero)
      let answer = try await client.send(request)
      answers.append("\(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
    }
    return answers
  }

  @Test func `the request that is meant is taken and answered, others are not`() async throws {
    let listener = try RedirectListener(port: 0, path: "/back")
    async let answers = visits(listener.port)
    var query: String?
    while query == nil {
      query = listener.take(answering: "<p>done</p>")
      await Task.yield()
    }
    #expect(query == "code=1&state=2")
    #expect(try await answers == ["404 ", "200 <p>done</p>"])
  }

  @Test func `nobody there is no wait`() throws {
    let listener = try RedirectListener(port: 0, path: "/back")
    #expect(listener.take(answering: "") == nil)
  }

  @Test func `a port that is taken is named`() throws {
    let listener = try RedirectListener(port: 0, path: "/back")
    let port = listener.port
    let error = #expect(throws: RedirectListener.Failure.self) {
      _ = try RedirectListener(port: port, path: "/back")
    }
    #expect(error?.description.hasPrefix("cannot listen on 127.0.0.1:\(port): ") == true)
  }
}
