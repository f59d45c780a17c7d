// Bytes of a terminal to keys (ECMA-48, section 5.4; xterm's "PC-style function keys"). A key that is not known is
// swallowed whole: the letters of its sequence must not be taken for keys of their own.

/// Finds the keys in what a terminal sends.
package struct KeyDecoder: Sendable {
  /// A sequence that is longer is none.
  private static let sequenceMax = 64
  /// More of a paste is not kept.
  private static let pasteMax = 4_096
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private var paste: [UInt8]?

  package init() {}

  /// Whether a key has begun that is not all there yet.
  package var isPending: Bool { !bytes.isEmpty && paste == nil }

  /// The keys that are complete with `more`.
  package mutating func keys(_ more: [UInt8]) -> [TerminalKey] {
    bytes += more
    var keys: [TerminalKey] = []
    while !bytes.isEmpty {
      guard paste == nil else {
        guard let pasted = takePaste() else { break }
        keys.append(.pasted(pasted))
        continue
      }
      guard let (key, count) = next() else { break }
      bytes.removeFirst(count)
      if let key { keys.append(key) }
    }
    return keys
  }

  /// Nothing more has come for a while: an escape alone is the key, and the beginning of anything else is nothing.
  package mutating func flush() -> [TerminalKey] {
    guard isPending else { return [] }
    defer { bytes = [] }
    return bytes == [0x1B] ? [.escape] : []
  }

  /// The key at the front and its bytes, the key nil for one to be swallowed; nil where more bytes are needed.
  private mutating func next() -> (key: TerminalKey?, count: Int)? {
    switch bytes[0] {
    case 0x1B: escape()
    case 0x0A, 0x0D: (.enter, 1)
    case 0x08, 0x7F: (.backspace, 1)
    case let byte where byte < 0x20:
      (.control(Character(Unicode.Scalar(byte + 0x60))), 1)
    default: letter()
    }
  }

  private func letter() -> (key: TerminalKey?, count: Int)? {
    let count =
      switch bytes[0] {
      case ..<0x80: 1
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard count > 0 else { return (nil, 1) }
    guard bytes.count >= count else { return nil }
    guard let text = String(validating: bytes[..<count], as: UTF8.self), let first = text.first
    else { return (nil, 1) }
    return (.character(first), count)
  }

  private mutating func escape() -> (key: TerminalKey?, count: Int)? {
    guard bytes.count > 1 else { return nil }
    switch bytes[1] {
    case 0x1B: return (.escape, 1)
    case 0x5B: return control()
    case 0x4F: return bytes.count > 2 ? (Self.arrow(bytes[2]), 3) : nil
    // A letter with the Alt key is another key than the letter.
    default: return (nil, 2)
    }
  }

  /// `ESC [`, parameters, a final byte.
  private mutating func control() -> (key: TerminalKey?, count: Int)? {
    // The Linux console's function keys have a second bracket.
    if bytes.count > 2, bytes[2] == 0x5B { return bytes.count > 3 ? (nil, 4) : nil }
    guard let end = bytes.indices.dropFirst(2).first(where: { !(0x20...0x3F).contains(bytes[$0]) })
    else { return bytes.count < Self.sequenceMax ? nil : (nil, bytes.count) }
    guard (0x40...0x7E).contains(bytes[end]) else { return (nil, end) }
    let parameters = String(decoding: bytes[2..<end], as: UTF8.self)
    if bytes[end] == 0x7E {
      if parameters == "200" { paste = [] }
      return (Self.named(parameters), end + 1)
    }
    return (parameters.isEmpty ? Self.arrow(bytes[end]) : nil, end + 1)
  }

  private static func arrow(_ final: UInt8) -> TerminalKey? {
    switch final {
    case 0x41: .up
    case 0x42: .down
    case 0x43: .right
    case 0x44: .left
    case 0x46: .end
    case 0x48: .home
    default: nil
    }
  }

  private static func named(_ number: String) -> TerminalKey? {
    switch number {
    case "1", "7": .home
    case "4", "8": .end
    case "5": .pageUp
    case "6": .pageDown
    default: nil
    }
  }

  /// The text of a paste that has ended; nil while it has not.
  private mutating func takePaste() -> String? {
    let all = (paste ?? []) + bytes
    for start in all.indices.dropLast(Self.pasteEnd.count - 1)
    where all[start...].starts(with: Self.pasteEnd) {
      paste = nil
      bytes = Array(all[(start + Self.pasteEnd.count)...])
      return String(decoding: all[..<start].prefix(Self.pasteMax), as: UTF8.self)
    }
    // The end may have begun.
    bytes = all.suffix(Self.pasteEnd.count - 1)
    paste = Array(all.dropLast(bytes.count).prefix(Self.pasteMax))
    return nil
  }
}
