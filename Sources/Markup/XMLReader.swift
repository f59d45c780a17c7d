// Reads XML in one pass by our own scanner. Only when that had to be lenient is libxml2 asked for its verdict: what the
// first breach of the standard is, and in which line. It is shown the root element, so there is no DTD to expand.

internal import CXML

/// How a document was, beside what it held.
package struct XMLOutcome: Sendable, Equatable {
  /// No breach of XML 1.0 from the root's start to the end of the document was found.
  package var wellFormed = true
  /// The document ended inside an element; what was complete before has been delivered.
  package var brokeOff = false
  /// There was a root element at all.
  package var hasRoot = true
  /// Where the first breach is, from 1; 0 without one.
  package var line = 0
  /// The first breach in words; empty without one.
  package var message = ""

  package init() {}
}

/// What a document may cost; beyond it elements are flattened and attributes dropped, and the text stays.
package struct XMLLimits: Sendable {
  package var depth = 256
  package var attributes = 64

  package init(depth: Int = 256, attributes: Int = 64) {
    self.depth = depth
    self.attributes = attributes
  }
}

/// Drives an `XMLSink` over the bytes of a document.
package enum XMLReader {
  /// Reads UTF-8 bytes; control characters and invalid UTF-8 are scrubbed first.
  ///
  /// Declarations, DTD and junk before the root are skipped. Never throws: what can be read is delivered. Without
  /// `judging` nobody asks what the first breach is, and the outcome has no words for it.
  package static func read<Sink: XMLSink>(
    _ bytes: [UInt8], into sink: inout Sink, limits: XMLLimits = XMLLimits(), judging: Bool = true
  ) -> XMLOutcome {
    let clean = XMLText.scrub(bytes)
    return unsafe clean.withUnsafeBufferPointer { buffer in
      let document = unsafe Bytes(buffer)
      let root = XMLPrologue.rootOffset(in: document)
      let element = document.part(root, document.count)
      var outcome = XMLOutcome()
      guard !element.isEmpty else {
        outcome.hasRoot = false
        outcome.wellFormed = false
        outcome.line = 1
        outcome.message = "there is no XML element"
        return outcome
      }
      var scanner = XMLScanner(element, limits: limits)
      drive(&scanner, &sink, LineCount(document, root: root))
      outcome.brokeOff = scanner.brokeOff
      outcome.wellFormed = scanner.breach == nil
      if judging, let breach = scanner.breach { judge(document, root, root + breach, &outcome) }
      return outcome
    }
  }

  private static func drive<Sink: XMLSink>(
    _ scanner: inout XMLScanner, _ sink: inout Sink, _ count: LineCount
  ) {
    var characters: [UInt8] = []
    var count = count
    while let event = scanner.next() {
      switch event {
      case .start(let name):
        if Sink.countsLines { sink.line(count.line(at: scanner.tagStart)) }
        scanner.withAttributes { sink.start(name, attributes: $0) }
      case .text(let span): sink.text(span)
      case .end(let name): sink.end(name)
      case .reference(let reference):
        characters.removeAll(keepingCapacity: true)
        HTMLEntities.append(reference, to: &characters)
        unsafe characters.withUnsafeBufferPointer { unsafe sink.text(Bytes($0)) }
      }
    }
  }

  /// Asks libxml2 what is wrong at or before `breach`; what comes long after it need not be read.
  private static func judge(
    _ document: Bytes, _ root: Int, _ breach: Int, _ outcome: inout XMLOutcome
  ) {
    let element = document.part(root, min(document.count, breach + margin))
    let verdict = unsafe cxml_check(element.buffer.baseAddress, element.count)
    let lines = document.part(0, verdict.line > 0 ? root : breach).count { $0 == 0x0A }
    outcome.line = lines + max(1, Int(verdict.line))
    outcome.message = unsafe withUnsafeBytes(of: verdict.message) { raw in
      unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
    }
    if outcome.message.isEmpty { outcome.message = "the document is not well-formed" }
  }

  private static let margin = 4_096
}

/// Counts lines on the way forward.
private struct LineCount {
  private let document: Bytes
  private let root: Int
  private var counted = 0
  private var line = 1

  init(_ document: Bytes, root: Int) {
    self.document = document
    self.root = root
  }

  /// The line of an offset from the root; never one before the last that was asked for.
  mutating func line(at offset: Int) -> Int {
    line += document.part(counted, root + offset).count { $0 == 0x0A }
    counted = root + offset
    return line
  }
}
