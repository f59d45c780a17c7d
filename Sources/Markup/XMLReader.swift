// Reads XML twice at most: strictly by libxml2, and if that fails from the start by our tolerant scanner, as
// feedparser does. libxml2 is shown the root element only, so there is no DTD for it to expand.

internal import CXML

/// How a document was, beside what it held.
package struct XMLOutcome: Sendable, Equatable {
  /// No breach of XML 1.0 from the root's start to the end of the document.
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

  init(at line: Int, _ message: String) {
    wellFormed = false
    self.line = line
    self.message = message
  }
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
  /// Declarations, DTD and junk before the root are skipped. Never throws: what can be read is delivered.
  package static func read<Sink: XMLSink>(
    _ bytes: [UInt8], into sink: inout Sink, limits: XMLLimits = XMLLimits()
  ) -> XMLOutcome {
    let clean = XMLText.scrub(bytes)
    let untouched = sink
    return unsafe clean.withUnsafeBufferPointer { buffer in
      let document = unsafe Bytes(buffer)
      let root = XMLPrologue.rootOffset(in: document)
      guard root < document.count else {
        var outcome = XMLOutcome(at: 1, "there is no XML element")
        outcome.hasRoot = false
        return outcome
      }
      let element = document.part(root, document.count)
      var outcome = strict(element, into: &sink, limits)
      guard !outcome.wellFormed else { return outcome }
      outcome.line += document.part(0, root).count { $0 == 0x0A }
      var scanner = LooseXML(element, sink: untouched, limits: limits)
      outcome.brokeOff = !scanner.run()
      sink = scanner.sink
      return outcome
    }
  }

  private static func strict<Sink: XMLSink>(
    _ element: Bytes, into sink: inout Sink, _ limits: XMLLimits
  ) -> XMLOutcome {
    let relay = Relay(sink)
    var events = unsafe cxml_events(
      start: { user, name, attributes, count in
        guard let user = unsafe user, let name = unsafe name else { return }
        let all = unsafe UnsafeBufferPointer(start: attributes, count: count)
        unsafe AnyRelay.of(user).start(XMLName(name.pointee), XMLAttributes(all))
      },
      text: { user, base, count in
        guard let user = unsafe user else { return }
        unsafe AnyRelay.of(user).text(Bytes(base, count))
      },
      end: { user, name in
        guard let user = unsafe user, let name = unsafe name else { return }
        unsafe AnyRelay.of(user).end(XMLName(name.pointee))
      })
    let result = unsafe cxml_read(
      element.buffer.baseAddress, element.count, &events,
      Unmanaged.passUnretained(relay).toOpaque(),
      Int32(clamping: limits.depth), Int32(clamping: limits.attributes))
    sink = relay.sink
    guard result.verdict != CXML_WELL_FORMED else { return XMLOutcome() }
    return XMLOutcome(at: max(1, Int(result.line)), text(of: result))
  }

  private static func text(of result: cxml_outcome) -> String {
    let words = unsafe withUnsafeBytes(of: result.message) { raw in
      unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
    }
    return words.isEmpty ? "the document is not well-formed" : words
  }
}

/// Carries the sink behind the pointer that C hands through; a class, because C knows no generics.
private class AnyRelay {
  static func of(_ user: UnsafeMutableRawPointer) -> AnyRelay {
    unsafe Unmanaged<AnyRelay>.fromOpaque(user).takeUnretainedValue()
  }
  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func text(_ bytes: Bytes) {}
  func end(_ name: XMLName) {}
}

private final class Relay<Sink: XMLSink>: AnyRelay {
  var sink: Sink

  init(_ sink: Sink) { self.sink = sink }
  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    sink.start(name, attributes: attributes)
  }
  override func text(_ bytes: Bytes) { sink.text(bytes) }
  override func end(_ name: XMLName) { sink.end(name) }
}
