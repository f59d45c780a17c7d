// An account for tests: a token that is put to every call, and a server on the loopback.

import Feed
import Foundation
import HTTP
import Social

/// Makes lines to servers of tests.
enum TestLine {
  static let token = "token-5f0c2a7e91d84b63"

  static func to(
    _ server: String, _ name: String, who: String = "42", token: String = token,
    allowPrivate: Bool = true
  ) throws -> AccountLine {
    guard let account = AccountName(name) else { throw CocoaError(.formatting) }
    let wire = WireLine(
      Client(Client.Settings(userAgent: "Gleaner/test")), allowPrivate: allowPrivate)
    return AccountLine(account, server: server, who: who) { call in
      var call = call
      call.authorization = "Bearer \(token)"
      call.secrets = [token]
      return try await wire.send(call)
    }
  }

  static func order(
    _ effect: ActionEffect = .send, _ kind: ActionKind = .like, _ account: String, uri: String,
    reference: String = "", version: String = "", remote: String? = nil, looks: Bool? = nil
  ) throws -> ActionOrder {
    guard let name = AccountName(account), let target = PostTarget(name.network, uri: uri) else {
      throw CocoaError(.formatting)
    }
    return ActionOrder(
      action: 1, attempt: 1, effect: effect, account: name, kind: kind, target: target,
      reference: reference, version: version, remote: remote,
      decidedAt: Date(timeIntervalSince1970: 1_768_896_000), looks: looks ?? (name.network != .x))
  }
}
