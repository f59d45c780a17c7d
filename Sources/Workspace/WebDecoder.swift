// `web` in `gleaner.yaml`.

import HTTP
import Service

/// Decodes where the pages are served.
enum WebDecoder {
  static func web(_ map: inout SettingsMap) -> WebSettings {
    var settings = WebSettings()
    let listen = map.value(
      "listen", expected: "an address and a port such as 127.0.0.1:8008, or a port"
    ) { scalar -> WebPlace? in
      if case .int(let port) = scalar { return WebPlace("\(port)") }
      return scalar.text.flatMap { WebPlace($0) }
    }
    if let listen { settings.listen = listen }
    settings.address = map.value(
      "address", expected: "what browsers call it, such as https://gleaner.example.org"
    ) { scalar in
      guard let text = scalar.text, let url = try? URLReference(text), url.path == "/",
        url.query == nil, !text.contains("@"), !text.contains("#")
      else { return nil }
      return text
    }
    let images = map.value("images", expected: "off or proxied") { scalar -> ImagePolicy? in
      // YAML 1.1 readers take a bare `off` for false.
      scalar == .bool(false) ? .off : scalar.text.flatMap(ImagePolicy.init)
    }
    if let images { settings.images = images }
    if let most = map.int("requests_per_minute", in: 1...1_000_000) {
      settings.requestsPerMinute = most
    }
    if let most = map.int("changes_per_minute", in: 1...1_000_000) {
      settings.changesPerMinute = most
    }
    return settings
  }
}
