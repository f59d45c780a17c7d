// What a network's server does instead of what it should. The ones that matter most have done what was asked, and nobody
// hears of it.

import Foundation

/// A fault of one call.
package enum ServerFault: Sendable {
  /// An answer, and nothing is done.
  case answer(Int, headers: [String: String] = [:], String)
  /// The connection ends before anything is done.
  case dropBefore
  /// The connection ends after it is done.
  case dropAfter
  /// It is done, and the answer says that the server failed.
  case failAfter(Int)
  /// It is done, and the answer comes late.
  case slow(Duration)
}

extension Script {
  /// An answer as these networks give them.
  static func json(
    _ status: Int, headers: [String: String] = [:], _ value: Any
  ) -> Script {
    let body = (try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys)) ?? Data()
    return answer(
      status, headers: headers.map { ($0, $1) } + [("Content-Type", "application/json")],
      body: Array(body))
  }
}

/// The target and the body of a request, read without what the program reads them with.
struct ServedRequest {
  let method: String
  let path: String
  let query: [(name: String, value: String)]
  let body: [String: Any]
  /// Where the client thinks that we are.
  let site: String

  init(_ request: ReceivedRequest) {
    let parts = URLComponents(string: request.path)
    method = request.method
    path = parts?.path ?? ""
    query = (parts?.queryItems ?? []).map { ($0.name, $0.value ?? "") }
    let json = try? JSONSerialization.jsonObject(with: Data(request.body))
    body = json as? [String: Any] ?? [:]
    site = request.site
  }

  subscript(name: String) -> String? { query.first { $0.name == name }?.value }

  func text(_ key: String) -> String { body[key] as? String ?? "" }
}
