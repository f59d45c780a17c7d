// What a terminal would show of the bytes that a program wrote: enough of one (ECMA-48, xterm) to read screens by.

import Service

/// A screen, and what was written outside of it.
struct TerminalReplay {
  private(set) var rows: [String] = []
  /// Modes that are set, by their numbers.
  private(set) var modes: Set<Int> = [7, 25]
  /// What stands on the normal screen.
  private(set) var normal = ""
  /// Pictures that were finished, in the order in which they were shown.
  private(set) var frames = 0
  /// How often the other screen was entered.
  private(set) var entries = 0
  private var place = (row: 0, column: 0)
  private var bytes: [UInt8] = []

  /// Whether the other screen is shown.
  var isFull: Bool { modes.contains(1049) }
  var text: String { rows.joined(separator: "\n") }

  /// Whether everything is as a shell wants it: the normal screen, a cursor, lines that wrap, plain pastes.
  var isAsFound: Bool { modes == [7, 25] }

  mutating func take(_ more: some Sequence<UInt8>) {
    bytes += more
    var rest = Substring(String(decoding: bytes, as: UTF8.self)).unicodeScalars[...]
    bytes = []
    while let first = rest.first {
      guard first == "\u{1B}" else {
        put(Character(first))
        rest = rest.dropFirst()
        continue
      }
      guard let end = rest.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0.value) })
      else {
        bytes = Array(String(Substring(rest)).utf8)
        return
      }
      let parameters = String(Substring(rest.dropFirst(2)[..<end]))
      obey(parameters, rest[end])
      rest = rest[rest.index(after: end)...]
    }
  }

  private mutating func obey(_ parameters: String, _ final: Unicode.Scalar) {
    let numbers = parameters.split(separator: ";").compactMap { Int($0) }
    let mode = Int(parameters.dropFirst())
    switch final {
    case "h": if let mode { set(mode) }
    case "l": if let mode { clear(mode) }
    case "H": place = ((numbers.first ?? 1) - 1, (numbers.dropFirst().first ?? 1) - 1)
    case "J": if isFull { rows = [] }
    case "K": if isFull, place.row < rows.count { rows[place.row] = kept(rows[place.row]) }
    default: break
    }
  }

  private mutating func set(_ mode: Int) {
    if mode == 1049 {
      rows = []
      entries += 1
    }
    modes.insert(mode)
  }

  private mutating func clear(_ mode: Int) {
    if mode == 2026, modes.contains(2026) { frames += 1 }
    modes.remove(mode)
  }

  private mutating func put(_ letter: Character) {
    guard isFull else { return normal.append(letter) }
    guard letter != "\n", letter != "\r" else { return }
    while rows.count <= place.row { rows.append("") }
    if place.column == 0 { rows[place.row] = "" }
    rows[place.row].append(letter)
    place.column += TerminalText.width(String(letter))
  }

  /// The part before the cursor.
  private func kept(_ row: String) -> String {
    var used = 0
    return String(
      row.prefix { letter in
        used += TerminalText.width(String(letter))
        return used <= place.column
      })
  }
}
