// The text between two tags goes out in pieces that point into the document; only references and line ends part them.

/// Text on its way out, piece by piece: between references, and with line ends as XML wants them (XML 1.0, 2.11).
struct XMLTextRun {
  /// Whether a reference was none, or none that XML knows.
  private(set) var wasLenient = false
  private var low = 0
  private var high = 0
  /// Where ``upcoming`` stands, or the end.
  private var stop = 0
  private var upcoming: HTMLEntities.Reference?

  mutating func start(_ low: Int, _ high: Int, in document: Bytes) {
    self.low = low
    self.high = high
    stop = nextReference(in: document, from: low)
  }

  /// Where the next reference begins, or the end; an ampersand that begins none is text like any other.
  private mutating func nextReference(in document: Bytes, from start: Int) -> Int {
    var position = start
    let text = document.part(0, high)
    while let mark = text.index(of: 0x26, from: position) {
      upcoming = HTMLEntities.reference(text, at: mark, strict: true)
      if upcoming != nil { return mark }
      wasLenient = true
      position = mark + 1
    }
    return high
  }

  /// The same without references.
  mutating func startVerbatim(_ low: Int, _ high: Int) {
    self.low = low
    self.high = high
    stop = high
    upcoming = nil
  }

  mutating func next(in document: Bytes) -> XMLEvent? {
    while low < high {
      if low == stop, let found = upcoming { return reference(found, in: document) }
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

  private mutating func reference(
    _ found: HTMLEntities.Reference, in document: Bytes
  ) -> XMLEvent {
    low += found.length
    stop = nextReference(in: document, from: low)
    if !found.isXML { wasLenient = true }
    return .reference(found)
  }
}
