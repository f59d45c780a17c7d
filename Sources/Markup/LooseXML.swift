// The second pass, for documents that are not XML though they mean to be: bare ampersands, tags that cross, bytes
// after the root, an end that never comes. It takes what it can, and gives up nothing before it.

internal import CXML

/// A tolerant scanner: one forward walk, a stack of open elements, no look-back.
///
/// Every loop moves forward, and stack, bindings and attributes are bounded, so time is linear in the input.
@safe
struct LooseXML<Sink: XMLSink> {
  private let document: Bytes
  private let limits: XMLLimits
  private var position = 0
  private var prologue = XMLPrologue()
  private var open: [OpenElement] = []
  private var bindings: [Binding] = []
  private var found: [FoundAttribute] = []
  private var scratch: [UInt8] = []
  private var attributes = unsafe [cxml_attribute]()
  private(set) var sink: Sink

  /// How many elements deeper than the limit are remembered, so that their ends are not taken for others'.
  private static var slack: Int { 256 }
  private static var mostBindings: Int { 256 }

  init(_ document: Bytes, sink: Sink, limits: XMLLimits) {
    self.document = document
    self.sink = sink
    self.limits = limits
  }

  /// Reads to the end; true when every element was closed and nothing was cut.
  mutating func run() -> Bool {
    while position < document.count {
      let markup = document.index(of: 0x3C, from: position) ?? document.count
      text(position, markup)
      position = markup
      guard position < document.count else { break }
      guard markupAtPosition() else { return false }
    }
    return open.isEmpty
  }

  /// Handles what starts with `<` here; false when the document ends inside it.
  private mutating func markupAtPosition() -> Bool {
    let next = position + 1 < document.count ? document[position + 1] : 0
    if next.isLetter || next == 0x5F || next == 0x3A || next >= 0x80 { return startTag() }
    switch next {
    case 0: return false
    case 0x2F: return endTag()
    case 0x21, 0x3F: return declaration()
    default:
      text(position, position + 1)
      position += 1
      return true
    }
  }

  private mutating func declaration() -> Bool {
    guard document.has("<![CDATA[", at: position) else {
      position = prologue.skip(document, at: position)
      return true
    }
    let end = document.offset(after: "]]>", from: position + 9)
    plain(position + 9, (end ?? document.count + 3) - 3)
    position = end ?? document.count
    return end != nil
  }

  // MARK: Text

  /// Delivers text with its references resolved, outside the root nothing.
  private mutating func text(_ low: Int, _ high: Int) {
    guard !open.isEmpty else { return }
    var start = low
    while let ampersand = document.index(of: 0x26, from: start, below: high) {
      plain(start, ampersand)
      let run = document.part(ampersand, high)
      if let reference = HTMLEntities.reference(run, at: 0, strict: true) {
        scratch.removeAll(keepingCapacity: true)
        HTMLEntities.append(reference, to: &scratch)
        unsafe scratch.withUnsafeBufferPointer { unsafe sink.text(Bytes($0)) }
        start = ampersand + reference.length
      } else {
        plain(ampersand, ampersand + 1)
        start = ampersand + 1
      }
    }
    plain(start, high)
  }

  /// Delivers bytes as they are, line ends as XML wants them (XML 1.0, section 2.11).
  private mutating func plain(_ low: Int, _ high: Int) {
    guard !open.isEmpty else { return }
    var start = low
    while let carriage = document.index(of: 0x0D, from: start, below: high) {
      if carriage > start { sink.text(document.part(start, carriage)) }
      let isPair = carriage + 1 < document.count && document[carriage + 1] == 0x0A
      if !isPair { sink.text(Self.lineFeed) }
      start = carriage + 1
    }
    if high > start { sink.text(document.part(start, high)) }
  }

  private static var lineFeed: Bytes {
    let literal: StaticString = "\n"
    return unsafe Bytes(literal.utf8Start, 1)
  }

  // MARK: Tags

  private mutating func startTag() -> Bool {
    let nameEnd = endOfName(from: position + 1)
    found.removeAll(keepingCapacity: true)
    scratch.removeAll(keepingCapacity: true)
    var cursor = nameEnd
    var isEmpty = false
    while true {
      while cursor < document.count, document[cursor].isSpace { cursor += 1 }
      guard cursor < document.count else { return false }
      let byte = document[cursor]
      if byte == 0x3E { break }
      if byte == 0x3C {
        text(position, cursor)
        position = cursor
        return true
      }
      isEmpty = byte == 0x2F
      if byte == 0x2F || byte == 0x22 || byte == 0x27 || byte == 0x3D {
        cursor += 1
      } else if let next = attribute(at: cursor) {
        cursor = next
      } else {
        return false
      }
    }
    let name = document.part(position + 1, nameEnd)
    position = cursor + 1
    deliver(name, isEmpty: isEmpty)
    return true
  }

  private mutating func endTag() -> Bool {
    let next = document.index(of: 0x3C, from: position + 2)
    let close = document.index(of: 0x3E, from: position, below: next)
    guard let end = close.map({ $0 + 1 }) ?? next else { return false }
    let nameEnd = min(endOfName(from: position + 2), end)
    let name = document.part(position + 2, nameEnd)
    position = end
    guard let index = open.lastIndex(where: { $0.name == name }) else { return true }
    while open.count > index { pop() }
    return true
  }

  private func endOfName(from start: Int) -> Int {
    var end = start
    while end < document.count, document[end].endsXMLName == false { end += 1 }
    return end
  }

  /// Notes the attribute at `start` and returns where it ends; nil when the document ends first.
  private mutating func attribute(at start: Int) -> Int? {
    let nameEnd = endOfName(from: start)
    var cursor = nameEnd
    while cursor < document.count, document[cursor].isSpace { cursor += 1 }
    guard cursor < document.count, document[cursor] == 0x3D else {
      note(start, nameEnd, Bytes.none)
      return nameEnd
    }
    cursor += 1
    while cursor < document.count, document[cursor].isSpace { cursor += 1 }
    guard cursor < document.count else { return nil }
    let quote = document[cursor]
    if quote == 0x22 || quote == 0x27, let end = endOfQuoted(from: cursor + 1, quote) {
      note(start, nameEnd, document.part(cursor + 1, end))
      return end + 1
    }
    if quote == 0x22 || quote == 0x27 { cursor += 1 }
    let end = endOfBare(from: cursor)
    note(start, nameEnd, document.part(cursor, end))
    return end
  }

  /// The closing quote, unless what lies between looks like a forgotten one: `>` and then `<`.
  private func endOfQuoted(from start: Int, _ quote: UInt8) -> Int? {
    guard let end = document.index(of: quote, from: start) else { return nil }
    guard let close = document.index(of: 0x3E, from: start, below: end) else { return end }
    return document.index(of: 0x3C, from: close, below: end) == nil ? end : nil
  }

  private func endOfBare(from start: Int) -> Int {
    var end = start
    while end < document.count, !document[end].isSpace, document[end] != 0x3E, document[end] != 0x3C
    {
      end += 1
    }
    return end
  }

  private mutating func note(_ low: Int, _ high: Int, _ value: Bytes) {
    let name = document.part(low, high)
    guard high > low, found.count < limits.attributes else { return }
    guard !found.contains(where: { $0.name == name }) else { return }
    var attribute = FoundAttribute(name: name, value: value)
    if value.contains(where: { $0 == 0x26 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }) {
      attribute.offset = scratch.count
      resolve(value)
      attribute.length = scratch.count - attribute.offset
    }
    found.append(attribute)
  }

  /// Resolves references, and white space as XML wants it in values (XML 1.0, section 3.3.3).
  private mutating func resolve(_ value: Bytes) {
    var cursor = 0
    while cursor < value.count {
      let byte = value[cursor]
      if byte == 0x26, let reference = HTMLEntities.reference(value, at: cursor, strict: true) {
        HTMLEntities.append(reference, to: &scratch)
        cursor += reference.length
        continue
      }
      let isPair = byte == 0x0D && cursor + 1 < value.count && value[cursor + 1] == 0x0A
      if !isPair { scratch.append(byte.isSpace ? 0x20 : byte) }
      cursor += 1
    }
  }

  // MARK: Delivery

  private mutating func deliver(_ name: Bytes, isEmpty: Bool) {
    guard open.count < limits.depth else {
      if !isEmpty, open.count < limits.depth + Self.slack { open.append(OpenElement(name: name)) }
      return
    }
    let firstBinding = bindings.count
    for attribute in found { bind(attribute) }
    let resolved = resolvedName(name, isElement: true)
    open.append(OpenElement(name: name, resolved: resolved, bindings: firstBinding))
    unsafe attributes.removeAll(keepingCapacity: true)
    unsafe scratch.withUnsafeBufferPointer { values in
      for attribute in found where !attribute.isDeclaration {
        let value =
          unsafe attribute.offset < 0
          ? attribute.value
          : Bytes(UnsafeBufferPointer(rebasing: values[attribute.range]))
        unsafe attributes.append(
          cxml_attribute(
            name: resolvedName(attribute.name, isElement: false).raw, value: value.raw))
      }
      unsafe attributes.withUnsafeBufferPointer {
        unsafe sink.start(resolved, attributes: XMLAttributes($0))
      }
    }
    if isEmpty { pop() }
  }

  private mutating func pop() {
    guard let last = open.popLast(), let resolved = last.resolved else { return }
    sink.end(resolved)
    bindings.removeLast(max(0, bindings.count - last.bindings))
  }

  private mutating func bind(_ attribute: FoundAttribute) {
    guard attribute.isDeclaration, bindings.count < Self.mostBindings else { return }
    let prefix = attribute.name.part(min(6, attribute.name.count), attribute.name.count)
    bindings.append(Binding(prefix: prefix, space: attribute.value.trimmed))
  }

  private func resolvedName(_ name: Bytes, isElement: Bool) -> XMLName {
    let colon = name.index(of: 0x3A, from: 0) ?? -1
    let prefix = name.part(0, max(0, colon))
    let local = name.part(colon + 1, name.count)
    var space = Bytes.none
    if prefix == "xml" {
      let uri: StaticString = "http://www.w3.org/XML/1998/namespace"
      space = unsafe Bytes(uri.utf8Start, uri.utf8CodeUnitCount)
    } else if isElement || !prefix.isEmpty {
      space = bindings.last { $0.prefix == prefix }?.space ?? Bytes.none
    }
    return XMLName(local: local, prefix: prefix, space: space)
  }
}

/// An element on the stack; without a resolved name it lies too deep and stays silent.
private struct OpenElement {
  var name: Bytes
  var resolved: XMLName?
  var bindings = Int.max
}

private struct Binding {
  var prefix: Bytes
  var space: Bytes
}

/// An attribute as found; `offset` ≥ 0 when its value had to be rewritten into the scratch buffer.
private struct FoundAttribute {
  var name: Bytes
  var value: Bytes
  var offset = -1
  var length = 0

  var range: Range<Int> { offset..<offset + length }
  var isDeclaration: Bool {
    guard name.count >= 5, name.part(0, 5) == "xmlns" else { return false }
    return name.count == 5 || name[5] == 0x3A
  }
}

extension Bytes {
  static var none: Bytes { unsafe Bytes(nil, 0) }
  fileprivate var raw: cxml_bytes { unsafe cxml_bytes(base: buffer.baseAddress, count: count) }
}

extension XMLName {
  fileprivate var raw: cxml_name {
    unsafe cxml_name(prefix: prefix.raw, local: local.raw, space: space.raw)
  }
}

extension UInt8 {
  fileprivate var endsXMLName: Bool {
    switch self {
    case 0x09...0x0D, 0x20, 0x22, 0x27, 0x2F, 0x3C, 0x3D, 0x3E: true
    default: false
    }
  }

  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}
