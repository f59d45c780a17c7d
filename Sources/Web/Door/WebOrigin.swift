// The addresses that this server answers to. A page of a stranger whose name was made to point here (DNS rebinding) names
// itself in the Host field, and gets nothing.

private import HTTP

/// A scheme, a host and a port, as browsers compare them (RFC 6454).
package struct WebOrigin: Sendable, Hashable, CustomStringConvertible {
  package let scheme: String
  /// In lower case; with the port where it is not the scheme's own.
  package let host: String

  package var description: String { "\(scheme)://\(host)" }
  package var isSecure: Bool { scheme == "https" }

  /// An origin of its parts; the scheme's own port is left out.
  package init(scheme: String, host: String, port: Int) {
    self.scheme = scheme
    let isUsual = port == (scheme == "https" ? 443 : 80)
    self.host = isUsual ? host.lowercased() : "\(host.lowercased()):\(port)"
  }

  /// Reads `https://gleaner.example.org`; nil for what is not an origin, or more than one.
  package init?(_ text: String) {
    guard let url = try? URLReference(text), url.path == "/", url.query == nil,
      !text.contains("#"), !text.contains("@")
    else { return nil }
    self.init(scheme: url.scheme, host: url.host, port: url.port)
  }

  /// What a server on this machine is called at a port.
  package static func local(port: Int) -> [WebOrigin] {
    ["127.0.0.1", "localhost", "[::1]"].map { WebOrigin(scheme: "http", host: $0, port: port) }
  }
}
