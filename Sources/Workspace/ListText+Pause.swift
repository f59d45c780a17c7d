// `paused: true` written into one entry of a list, or taken out of it. As with all changes of these files the result is
// parsed again, and whatever differs in more than that key is refused.

import Service

extension ListText {
  private static let key = "paused"

  /// The text with one entry paused, or not.
  func pausing(_ index: Int, _ isPaused: Bool) throws(SettingsError) -> [UInt8] {
    let place = entries[index].position
    guard let extent = extent(of: index), let open = cleared(extent),
      let text = isPaused ? marked(open, index) : open,
      holds(text, index, isPaused)
    else {
      let what = isPaused ? "write 'paused: true' into it" : "take 'paused' out of it"
      throw refusal("the entry is written in a way that is not changed here; \(what)", at: place)
    }
    return mark + text
  }

  /// The text without the key in these lines: a line of its own, or a part of braces.
  private func cleared(_ extent: Range<Int>) -> [UInt8]? {
    var lines = lines
    for number in extent.reversed() {
      guard let text = String(validating: lines[number], as: UTF8.self) else { return nil }
      if text.drop(while: { $0 == " " }).hasPrefix("\(Self.key):") {
        lines.remove(at: number)
      } else {
        let rest = text.replacing(/, *paused *: *[A-Za-z]+/, with: "", maxReplacements: 1)
        lines[number] = Array(rest.utf8)[...]
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  /// The text with the key at the end of an entry.
  private func marked(_ text: [UInt8], _ index: Int) -> [UInt8]? {
    guard let list = try? ListText(text, file: file), index < list.entries.count,
      let extent = list.extent(of: index)
    else { return nil }
    var lines = list.lines
    let place = list.entries[index].position
    if lines[place.line - 1].dropFirst(place.column - 1).first == UInt8(ascii: "{") {
      guard let last = lines[extent].lastIndex(where: { $0.contains(UInt8(ascii: "}")) }),
        let brace = lines[last].lastIndex(of: UInt8(ascii: "}"))
      else { return nil }
      let said = Array(", \(Self.key): true".utf8)
      lines[last] = (Array(lines[last][..<brace]) + said + Array(lines[last][brace...]))[...]
    } else {
      let indent = String(repeating: " ", count: place.column - 1)
      let ending = text.contains(0x0D) ? "\r" : ""
      let said = Array("\(indent)\(Self.key): true\(ending)".utf8)
      lines.insert(said[...], at: extent.upperBound)
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  /// Whether the text has the same entries, of which one has the key or not.
  private func holds(_ text: [UInt8], _ index: Int, _ isPaused: Bool) -> Bool {
    guard let result = try? ListText(text, file: file), result.entries.count == entries.count
    else { return false }
    for (place, (old, new)) in zip(entries, result.entries).enumerated() {
      guard place == index else {
        guard old.bare == new.bare else { return false }
        continue
      }
      let (before, after) = (old.bare.pairs, new.bare.pairs)
      let said = after.first { $0.key == Self.key }?.value.content
      guard said == (isPaused ? .scalar("true", plain: true) : nil),
        before.filter({ $0.key != Self.key }) == after.filter({ $0.key != Self.key })
      else { return false }
    }
    return true
  }
}

extension YAMLNode {
  fileprivate var pairs: [YAMLPair] {
    if case .mapping(let pairs) = content { pairs } else { [] }
  }
}
