// What pages load besides themselves, all of it from here: a stylesheet, a script and an icon. Their addresses name their
// content, so a browser keeps them for ever and never has an old one.

private import Crypto
private import Digest
private import HTTP
private import Markup

/// A file that pages load.
package struct Asset: Sendable, Hashable {
  package let name: String
  package let type: String
  package let body: [UInt8]
  /// Where it is, with its content in its name.
  package let path: String

  init(_ name: String, _ type: String, _ body: [UInt8]) {
    self.name = name
    self.type = type
    self.body = body
    let mark = Base64Text.url(Array(SHA256.digest(of: body).prefix(9)))
    path = "/assets/\(mark)/\(name)"
  }
}

/// The files that pages load.
package enum Assets {
  package static let style = Asset(
    "gleaner.css", "text/css; charset=utf-8",
    PackageResources.gleaner_css
      + [ChartStyle.sheet, InterestDrawing.sheet].joined(separator: "\n").utf8)
  package static let script = Asset(
    "gleaner.js", "text/javascript; charset=utf-8", PackageResources.gleaner_js)
  package static let icon = Asset("icon.svg", "image/svg+xml", PackageResources.icon_svg)

  /// Serves them; anybody may have them.
  package static let routes = [style, script, icon].map { asset in
    Route("GET", "/assets/{mark}/\(asset.name)", .open) { visit in
      guard visit.request.rawPath == asset.path else {
        throw Refusal(.notFound, "that is of another version: load the page again")
      }
      return ServerResponse(
        status: 200,
        headers: [
          "Content-Type": asset.type, "Cache-Control": "public, max-age=31536000, immutable",
        ], body: asset.body)
    }
  }
}
