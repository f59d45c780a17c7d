// Lists come in pages. A page goes on from the last row of the one before, not from a count: what comes in meanwhile neither
// repeats a row nor hides one.

private import Crypto
package import Service

/// How long pages are.
package enum APIPage {
  /// Rows on a page, where nothing is said.
  package static let usual = 50
  /// Rows on a page at most.
  package static let most = 200

  static let parameters = [
    APIParameter("limit", .integer(1...most), "Rows on a page; default \(usual)."),
    APIParameter("cursor", .line(1...500), "Where to go on: `next` of the page before."),
  ]
}

/// Where a list goes on: the list, and the place of the last row in it.
package struct APICursor: Sendable, Hashable {
  package let list: String
  package let place: [JSONValue]

  package init(_ list: String, after place: [JSONValue]) {
    self.list = list
    self.place = place
  }

  /// Reads one that was given out for this list; nil for anything else.
  init?(_ text: String, of list: String) {
    guard let bytes = Base64Text.bytes(url: text), let value = try? JSONValue(parsing: bytes),
      value["list"]?.string == list, let place = value["after"]?.array
    else { return nil }
    self.init(list, after: place)
  }

  /// The cursor in the alphabet of addresses.
  package var text: String {
    let value: JSONValue = ["list": .string(list), "after": .array(place)]
    return Base64Text.url(Array(value.jsonText.utf8))
  }

  /// The number of the last row; nil where it has none.
  package var id: Int64? { place.first?.int.map(Int64.init) }
}
