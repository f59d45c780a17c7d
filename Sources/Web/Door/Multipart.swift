// Forms that carry files (`multipart/form-data`, RFC 7578; the frame is RFC 2046, section 5.1). Only what browsers write is
// read: no text before the first part or after the last, no encodings, no parts in parts. Whatever could be read in two
// ways is refused whole.

/// A file that a form brought.
package struct Upload: Sendable, Hashable {
  /// The field of the form.
  package let field: String
  /// As the browser calls it: never a path, only ever shown.
  package let fileName: String
  package let bytes: [UInt8]
}

/// The parts of a form.
struct Multipart {
  /// More parts than a page of ours could send.
  private static let partsMax = 100
  /// Bytes of the fields that stand before a part.
  private static let headMax = 4_096

  private(set) var fields: [(name: String, value: String)] = []
  private(set) var uploads: [Upload] = []

  /// Reads a body; nil for what is no such form, or could be read in two ways.
  init?(_ body: [UInt8], contentType: String) {
    guard let boundary = Self.boundary(contentType) else { return nil }
    let dashes = Array("--\(boundary)".utf8)
    guard body.starts(with: dashes) else { return nil }
    var rest = body[dashes.count...]
    for _ in 0...Self.partsMax {
      if rest.starts(with: [0x2D, 0x2D]) {
        let end = rest.dropFirst(2)
        guard end.isEmpty || end.elementsEqual([0x0D, 0x0A]) else { return nil }
        return
      }
      guard rest.starts(with: [0x0D, 0x0A]),
        let part = Self.cut(rest.dropFirst(2), at: [0x0D, 0x0A] + dashes), take(part.before)
      else { return nil }
      rest = part.after
    }
    return nil
  }

  /// The parameter `boundary`, in the alphabet that RFC 2046 gives it.
  private static func boundary(_ type: String) -> String? {
    guard let parameters = parameters(type[...], after: "multipart/form-data"),
      parameters.count == 1, let text = parameters["boundary"]
    else { return nil }
    let marks = Set("'()+_,-./:=? ")
    let isKnown = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0))
    }
    return (1...70).contains(text.utf8.count) && text.last != " " && isKnown ? text : nil
  }

  private static func cut(
    _ bytes: ArraySlice<UInt8>, at mark: [UInt8]
  ) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>)? {
    var start = bytes.startIndex
    while let first = bytes[start...].firstIndex(of: mark[0]) {
      if bytes[first...].starts(with: mark) {
        return (bytes[..<first], bytes[(first + mark.count)...])
      }
      start = first + 1
    }
    return nil
  }

  /// Takes a part; false for one that makes no sense.
  private mutating func take(_ part: ArraySlice<UInt8>) -> Bool {
    guard let (head, content) = Self.cut(part, at: [0x0D, 0x0A, 0x0D, 0x0A]),
      head.count <= Self.headMax, let text = String(validating: head, as: UTF8.self),
      let names = Self.names(text)
    else { return false }
    if let fileName = names["filename"] {
      uploads.append(Upload(field: names["name"] ?? "", fileName: fileName, bytes: Array(content)))
      return true
    }
    guard let value = String(validating: content, as: UTF8.self), !content.contains(0) else {
      return false
    }
    fields.append((names["name"] ?? "", value))
    return true
  }

  /// The parameters of the one Content-Disposition; nil where it is missing, there are two, or the part is encoded.
  private static func names(_ head: String) -> [String: String]? {
    var names: [String: String]?
    // A carriage return and a line feed are one character to Swift.
    for line in head.split(separator: "\r\n", omittingEmptySubsequences: false) {
      guard
        !line.contains(where: { $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
        ),
        let colon = line.firstIndex(of: ":")
      else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      switch line[..<colon].lowercased() {
      case "content-disposition":
        guard names == nil, let found = parameters(value, after: "form-data") else { return nil }
        names = found
      case "content-type": continue
      // Deprecated (RFC 7578, section 4.7), and a second way to say the same bytes.
      default: return nil
      }
    }
    guard let names, names["name"] != nil, Set(names.keys).isSubset(of: ["name", "filename"]) else {
      return nil
    }
    return names
  }

  /// `; name="value"; …` after a word; values may be tokens, and in quotes carry `%22` for a quote (WHATWG HTML, 4.10.22.8).
  private static func parameters(_ text: Substring, after word: String) -> [String: String]? {
    guard text.lowercased().hasPrefix(word) else { return nil }
    var rest = text.dropFirst(word.count)
    var found: [String: String] = [:]
    while !rest.isEmpty {
      guard rest.first == ";" else { return nil }
      rest = rest.dropFirst().drop { $0 == " " }
      guard let equals = rest.firstIndex(of: "="), equals > rest.startIndex else { return nil }
      let name = rest[..<equals].lowercased()
      rest = rest[rest.index(after: equals)...]
      let value: Substring
      if rest.first == "\"" {
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: "\"") else { return nil }
        value = rest[..<end]
        rest = rest[rest.index(after: end)...]
      } else {
        value = rest.prefix { $0 != ";" }
        guard !value.isEmpty, !value.contains(" "), !value.contains("\"") else { return nil }
        rest = rest.dropFirst(value.count)
      }
      guard name.allSatisfy({ $0.isASCII && $0.isLetter }), !value.contains("\\"),
        found.updateValue(unquoted(value), forKey: name) == nil
      else { return nil }
    }
    return found
  }

  private static func unquoted(_ text: Substring) -> String {
    String(
      text.replacing("%22", with: "\"").replacing("%0D", with: " ").replacing("%0A", with: " "))
  }
}
