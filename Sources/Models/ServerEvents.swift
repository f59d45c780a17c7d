// Server-sent events, as WHATWG HTML §9.2.6 parses them: lines may end in three ways, data may have several lines, and
// comments keep a connection awake. Pure: bytes in, events out, in whatever pieces they come.

/// Cuts a stream into the data of its events.
struct ServerEvents: Sendable {
  /// A longer line is nobody's answer.
  static let lineMax = 4 << 20

  private var line: [UInt8] = []
  private var data: [UInt8]?
  private var endedInReturn = false
  private var isFirst = true

  /// Takes the next bytes and gives the data of the events that they complete.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var events: [[UInt8]] = []
    for byte in bytes {
      let follows = endedInReturn
      endedInReturn = byte == 0x0D
      if byte == 0x0A, follows { continue }
      guard byte == 0x0A || byte == 0x0D else {
        if line.count < Self.lineMax { line.append(byte) }
        continue
      }
      if let event = endLine() { events.append(event) }
    }
    return events
  }

  /// Interprets a line; an empty one ends an event.
  private mutating func endLine() -> [UInt8]? {
    if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    isFirst = false
    defer { line = [] }
    guard !line.isEmpty else {
      defer { data = nil }
      return data
    }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    guard line[..<colon].elementsEqual("data".utf8) else { return nil }
    var value = line[colon...].dropFirst()
    if value.first == 0x20 { value = value.dropFirst() }
    data = data.map { $0 + [0x0A] + value } ?? Array(value)
    return nil
  }
}
