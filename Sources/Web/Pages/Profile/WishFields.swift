// A wish as the fields of a form, both ways.

import Foundation
import Markup
import Service
import Taste

enum WishFields {
  /// The wish that a form names; throws a 422 that says what is wrong with it.
  static func kind(_ visit: Visit) throws(Refusal) -> Wish.Kind {
    switch try visit.field("wish") {
    case "pin": return .pin
    case "mute": return .mute
    case "none": return .weight(1)
    case "weight":
      guard let times = Double(try visit.field("times")), Wish.weights.contains(times) else {
        throw Refusal(.unprocessable, "an interest counts 0 to 10 times")
      }
      return .weight(times)
    case "rename":
      let name = TerminalText.clean(try visit.field("name"))
        .trimmingCharacters(in: .whitespaces)
      guard !name.isEmpty, name.count <= Wish.nameMax else {
        throw Refusal(.unprocessable, "a name has 1 to \(Wish.nameMax) characters")
      }
      return .rename(name)
    default: throw Refusal(.unprocessable, "'wish' is none that there is")
    }
  }

  /// The fields that name a wish.
  static func hidden(_ kind: Wish.Kind) -> Hypertext {
    switch kind {
    case .pin: field("wish", "pin")
    case .mute: field("wish", "mute")
    case .weight(let times): "\(field("wish", "weight"))\(field("times", "\(times)"))"
    case .rename(let name): "\(field("wish", "rename"))\(field("name", name))"
    }
  }

  private static func field(_ name: String, _ value: String) -> Hypertext {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
  }
}
