// "name (email)", "email (name)", "name <email>": what RSS puts into one string, taken apart and put together.

import Feed

/// People written as text.
enum AuthorText {
  /// Bytes; what is longer is no signature.
  private static let longest = 2_000

  /// The name and the address in a string; an address is whatever has an `@` between plausible parts.
  static func person(_ text: String) -> Person {
    guard text.utf8.count <= longest, text.utf8.contains(0x40) else { return Person(name: text) }
    let isEdge = { (character: Character) in "()<>[]\"',;: \t\n\r".contains(character) }
    guard let email = text.split(whereSeparator: isEdge).first(where: { isAddress($0) }) else {
      return Person(name: text)
    }
    var name = text
    if let range = text.utf8Range(of: String(email)) { name.removeSubrange(range) }
    for pair in ["()", "<>", "&lt;&gt;", "[]", "mailto:"] {
      if let range = name.utf8Range(of: pair) { name.removeSubrange(range) }
    }
    name = trimmed(name)
    if name.hasPrefix("(") { name = trimmed(String(name.dropFirst())) }
    if name.hasSuffix(")") && !name.contains("(") { name = trimmed(String(name.dropLast())) }
    return Person(name: name.isEmpty ? nil : name, email: String(email))
  }

  /// `name (email)`, on networks `name (@handle)`, or the one that is known.
  static func text(_ person: Person) -> String? {
    let known = person.email ?? person.handle.map { "@\($0)" }
    guard let name = person.name else { return known }
    return known.map { "\(name) (\($0))" } ?? name
  }

  private static func isAddress(_ word: Substring) -> Bool {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    var part = text[...]
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
