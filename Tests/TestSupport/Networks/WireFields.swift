// Names and values of a query or a form, read without any library that the program uses.

import Foundation

/// Fields as a server reads them.
package struct WireFields: Sendable {
  private let values: [String: String]

  package init(_ text: String) {
    values = text.split(separator: "&").reduce(into: [:]) { values, part in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2 else { return }
      values[String(halves[0])] =
        halves[1].replacing("+", with: " ").description.removingPercentEncoding
    }
  }

  package subscript(name: String) -> String? { values[name] }

  /// All of them, in no order.
  package var all: [String: String] { values }
}

extension ReceivedRequest {
  /// Without its query.
  package var place: String { String(path.prefix { $0 != "?" }) }
  package var query: WireFields { WireFields(String(path.drop { $0 != "?" }.dropFirst())) }
  package var form: WireFields { WireFields(String(decoding: body, as: UTF8.self)) }
  /// What stands behind `Bearer`.
  package var bearer: String? {
    self[header: "Authorization"].flatMap {
      $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil
    }
  }
}
