// Where the pages are served, and what the outside calls that place.

private import HTTP

/// An address and a port to listen on.
package struct WebPlace: Sendable, Hashable, CustomStringConvertible {
  /// An address of this machine, or of all its networks: IPv4 or IPv6.
  package let host: String
  package let port: Int

  /// This machine alone.
  package static let standard = WebPlace(host: "127.0.0.1", port: 8_008)

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:8008`, `[::1]:8008`, or a port alone; nil for anything else.
  package init?(_ text: String) {
    if let port = Int(text), (0...65_535).contains(port) {
      self.init(host: Self.standard.host, port: port)
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return nil }
    let host = text[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    let bare = isBracketed ? host.dropFirst().dropLast() : host
    let name = bare == "localhost" ? "127.0.0.1" : String(bare)
    guard isBracketed == name.contains(":"), IPAddress(name) != nil else { return nil }
    self.init(host: name, port: port)
  }

  /// Whether only this machine can reach it.
  package var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Whether pages show the pictures of what feeds bring.
package enum ImagePolicy: String, Sendable, Hashable, CaseIterable {
  /// A picture is its description.
  case off
  /// They come through this server: theirs do not see who reads, nor when.
  case proxied
}

/// What `gleaner.yaml` says of the pages.
package struct WebSettings: Sendable, Hashable {
  package var listen = WebPlace.standard
  /// What browsers call the server, where that is not an address of this machine: `https://gleaner.example.org`.
  package var address: String?
  package var images = ImagePolicy.off
  /// What one program may ask in a minute, and how much of it may change something.
  package var requestsPerMinute = 600
  package var changesPerMinute = 60

  package init() {}
}
