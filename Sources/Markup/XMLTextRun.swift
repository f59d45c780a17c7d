// The text between two tags goes out in pieces that point into the document; only references and line ends part them.

/// Text on its way out, piece by piece: between references, and with line ends as XML wants them (XML 1.0, 2.11).
struct XMLTextRun {
  /// Whether a reference was none, or none that XML knows.
  private(set) var wasLenient = false
  private var low = 0
  private var high = 0
  /// The next reference, or the end.
  private var stop = 0

  mutating func start(_ low: Int, _ high: Int, in document: Bytes) {
    self.low = low
    self.high = high
    stop = document.index(of: 0x26, from: low, below: high) ?? high
  }

  /// The same without references.
  mutating func startVerbatim(_ low: Int, _ high: Int) {
    self.low = low
    self.high = high
    stop = high
  }

  mutating func next(in document: Bytes) -> XMLEvent? {
    while low < high {
      guard low < stop else { return reference(in: document) }
      let carriage = document.index(of: 0x0D, from: low, below: stop) ?? stop
      if carriage > low {
        defer { low = carriage }
        return .text(document.part(low, carriage))
      }
      low += 1
      if low < document.count, document[low] == 0x0A { continue }
      let literal: StaticString = "\n"
      return unsafe .text(Bytes(literal.utf8Start, 1))
    }
    return nil
  }

  private mutating func reference(in document: Bytes) -> XMLEvent {
    let start = low
    let found = HTMLEntities.reference(document.part(start, high), at: 0, strict: true)
    low += found?.length ?? 1
    stop = document.index(of: 0x26, from: low, below: high) ?? high
    if found?.isXML != true { wasLenient = true }
    if let found { return .reference(found) }
    return .text(document.part(start, start + 1))
  }
}
