// Names and beginnings of files as hints: what a service calls its files often tells more than their first bytes.

import Markup

/// Looks at the path and the first bytes of a file, or of an entry of an archive.
enum ExportHead {
  /// The last part, in lower case.
  static func name(_ path: String) -> String {
    (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
  }

  /// Whether the name ends with a dot and one of these, which are in lower case.
  static func hasEnding(_ path: String, _ endings: [String]) -> Bool {
    let name = name(path)
    return endings.contains { name.hasSuffix(".\($0)") }
  }

  /// The first byte that is no white space and no byte order mark.
  static func opens(_ head: ArraySlice<UInt8>, with byte: UInt8) -> Bool {
    opening(head).first == byte
  }

  /// The head without white space and byte order mark.
  static func opening(_ head: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let bare = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
    return bare.drop { $0 <= 0x20 }
  }

  /// Whether a JSON file begins like a list or an object and names all of these members in its first kilobytes.
  static func isJSON(_ head: ArraySlice<UInt8>, naming names: [String]) -> Bool {
    guard opens(head, with: 0x7B) || opens(head, with: 0x5B) else { return false }
    let text = head.prefix(8_192).text
    return names.allSatisfy { text.utf8Range(of: "\"\($0)\"") != nil }
  }

  /// Whether these letters stand in the first kilobytes, in whatever case.
  static func has(_ word: String, in head: ArraySlice<UInt8>) -> Bool {
    head.prefix(8_192).text.lowercased().utf8Range(of: word) != nil
  }
}
