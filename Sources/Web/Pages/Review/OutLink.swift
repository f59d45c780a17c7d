// Where a link may lead: feeds write anything in its place.

private import HTTP

enum OutLink {
  /// The address, written by our own parser, where it is one of the web; nil for anything else.
  static func address(_ url: String?) -> String? {
    guard let url, url.utf8.count <= 4_000, let parsed = try? URLReference(url),
      ["http", "https"].contains(parsed.scheme)
    else { return nil }
    // Our parser leaves the place within a page out.
    let place = url.drop { $0 != "#" }
    return parsed.text + (place.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? place : "")
  }
}
