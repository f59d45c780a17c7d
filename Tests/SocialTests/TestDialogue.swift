// A person who signs in: has secrets, and a browser that says yes.

import HTTP
import Service
import Social
import TestSupport

/// Answers what a sign-in asks.
final class TestDialogue: SignInDialogue {
  let redirect: String
  private let secrets: [String: String]
  private let change: @Sendable (String) -> String
  let said = Mutexed<[String]>([])

  /// `change` is what happens to the browser's answer on its way.
  init(
    redirect: String = CodeRequest.outOfBand, secrets: [String: String] = [:],
    change: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.redirect = redirect
    self.secrets = secrets
    self.change = change
  }

  func say(_ line: String) { said.value.append(line) }

  func given(_ wanted: WantedSecret) -> String? { secrets[wanted.variable] }

  func secret(_ wanted: WantedSecret) async throws -> String {
    guard let secret = given(wanted) else { throw UsageError("no \(wanted.what)") }
    return secret
  }

  func answer(to request: CodeRequest) async throws -> String {
    change(try await Browser.open(request.address))
  }
}

/// A browser whose person says yes.
enum Browser {
  /// What it shows, or where it is sent.
  static func open(_ address: String) async throws -> String {
    var request = Request(.get, address, allowPrivate: true)
    request.limits.redirects = 0
    request.lane = Lane(atOnce: 1, gap: .zero)
    do {
      let page = try await Client(Client.Settings(userAgent: "browser")).send(request)
      return String(decoding: page.body, as: UTF8.self).replacing("code: ", with: "")
    } catch {
      return error.partial?.headers["Location"] ?? "\(error)"
    }
  }
}
