// Values as a person would write them into a list: plain where that is safe, else in double quotes, of which JSON's are
// a subset.

import Service

/// Writes scalars of YAML.
enum YAMLText {
  /// The text as a scalar that reads back as this text, within brackets too.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : JSONValue.string(text).jsonText
  }

  /// Letters first, and nothing that means anything in any style.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic,
      let last = text.last, last != " ", last != ":",
      case .string = YAMLScalar(plain: text), text.utf8.count <= 400
    else { return false }
    let isKnown = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || " -._~/:?=&%+@'()".unicodeScalars.contains(scalar)
    }
    return isKnown && !text.contains(": ") && TerminalText.clean(text) == text
  }
}
