// What `gleaner accounts add` was told, read before anything is asked or sent.

import Feed
import HTTP
import Service
import Social

/// A sign-in that somebody wants.
struct AccountWish: Sendable {
  let network: Network
  /// The account; nil where only its server is named, or nothing.
  let name: AccountName?
  /// On Mastodon: what stands after the @.
  let host: String
  /// X by the four secrets of OAuth 1.0a.
  let isSigned: Bool
  let rights: [XSignIn.Right]
  private let redirect: String?
  private let comesBack: Bool

  /// Registered with X by the person, so it is the same each time.
  static let redirectOfX = "http://127.0.0.1:47215/"

  init(_ invocation: Invocation) throws(UsageError) {
    let words = invocation.operands
    guard let network = Network(rawValue: words[0].lowercased()) else {
      let shown = TerminalText.excerpt(words[0], limit: 60)
      throw UsageError("no network '\(shown)', expected mastodon, bluesky or x")
    }
    self.network = network
    (name, host) = try Self.account(words.dropFirst().first, on: network)
    isSigned = invocation.has("--oauth1")
    rights = try invocation.choices("--allow", of: XSignIn.Right.self) ?? []
    redirect = invocation.value("--redirect")
    comesBack = invocation.has("--browser")
    if network != .x {
      for option in ["--oauth1", "--allow", "--redirect"] where invocation.has(option) {
        throw UsageError("\(option) is for x")
      }
    }
    if comesBack, network != .mastodon { throw UsageError("--browser is for mastodon") }
  }

  private static func account(
    _ text: String?, on network: Network
  ) throws(UsageError) -> (AccountName?, String) {
    let bare = text.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }
    switch (network, bare) {
    case (.x, nil): return (nil, "")
    case (.x, let bare?):
      if let name = AccountName(bare.contains("@") ? bare : bare + "@x.com"), name.network == .x {
        return (name, "")
      }
    case (.mastodon, let bare?):
      let name = AccountName(bare.contains("@") ? bare : "any@" + bare)
      if let name, name.network == .mastodon {
        return (bare.contains("@") ? name : nil, name.host)
      }
    case (.bluesky, let bare?):
      if let name = AccountName(bare.contains(".") ? bare : bare + ".bsky.social"),
        name.network == .bluesky
      {
        return (name, "")
      }
    default: break
    }
    throw UsageError(expected(on: network, text))
  }

  private static func expected(on network: Network, _ text: String?) -> String {
    let example =
      switch network {
      case .mastodon: "ada@mastodon.social"
      case .bluesky: "ada.bsky.social"
      case .x: "ada@x.com"
      }
    guard let text else {
      return "name the account: gleaner accounts add \(network.rawValue) \(example)"
    }
    return
      "'\(TerminalText.excerpt(text, limit: 60))' is no account of \(network.name), expected one such as \(example)"
  }

  /// The dialogue that this sign-in is held with.
  func dialogue(
    _ console: StandardError, _ environment: [String: String]
  ) throws -> TerminalDialogue {
    if network == .x {
      let address = redirect ?? Self.redirectOfX
      return TerminalDialogue(
        redirect: address, listener: try listener(at: address), console: console,
        environment: environment)
    }
    guard comesBack else {
      return TerminalDialogue(
        redirect: CodeRequest.outOfBand, listener: nil, console: console, environment: environment)
    }
    let listener = try RedirectListener(port: 0, path: "/")
    let address = "http://127.0.0.1:\(listener.port)/"
    return TerminalDialogue(
      redirect: address, listener: listener, console: console, environment: environment)
  }

  /// Listens where the browser comes back to, if that is this machine.
  private func listener(at address: String) throws -> RedirectListener? {
    guard !isSigned else { return nil }
    let url = try URLReference(address)
    guard url.scheme == "http", url.host == "127.0.0.1" else { return nil }
    return try RedirectListener(port: url.port, path: url.path)
  }
}
