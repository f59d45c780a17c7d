// Reads XML, and what means to be XML: bare ampersands, tags that cross, bytes after the root, an end that never comes.
// It takes what it can, gives up nothing before it, and notes whether it had to be lenient.

/// A tolerant scanner: one forward walk, a stack of open elements, no look-back.
///
/// Every loop moves forward, and stack, bindings and attributes are bounded, so time is linear in the input.
struct XMLScanner<Sink: XMLSink> {
  /// False once something was met that XML does not allow.
  private(set) var isClean = true
  private(set) var sink: Sink
  private let document: Bytes
  private let limits: XMLLimits
  private var position = 0
  private var prologue = XMLPrologue()
  private var open: [OpenElement] = []
  private var hadRoot = false
  private var namespaces = XMLNamespaces()
  private var tag: XMLTag
  private var scratch: [UInt8] = []
  private var attributes: [XMLAttribute] = []

  /// How many elements deeper than the limit are remembered, so that their ends are not taken for others'.
  private static var slack: Int { 256 }

  init(_ document: Bytes, sink: Sink, limits: XMLLimits) {
    self.document = document
    self.sink = sink
    self.limits = limits
    tag = XMLTag(document, most: limits.attributes)
  }

  /// Reads to the end; true when every element was closed and nothing was cut.
  mutating func run() -> Bool {
    while position < document.count {
      let markup = document.index(of: 0x3C, from: position) ?? document.count
      text(position, markup)
      position = markup
      guard position < document.count else { break }
      guard markupAtPosition() else {
        isClean = false
        return false
      }
    }
    if !open.isEmpty { isClean = false }
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
      isClean = false
      text(position, position + 1)
      position += 1
      return true
    }
  }

  private mutating func declaration() -> Bool {
    guard document.has("<![CDATA[", at: position) else {
      if !document.has("<?", at: position), !document.has("<!--", at: position) { isClean = false }
      position = prologue.skip(document, at: position)
      if prologue.isLost { isClean = false }
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
    guard !open.isEmpty else {
      if isClean { isClean = document.part(low, high).trimmed.isEmpty }
      return
    }
    var start = low
    while let ampersand = document.index(of: 0x26, from: start, below: high) {
      plain(start, ampersand)
      let run = document.part(ampersand, high)
      if let reference = HTMLEntities.reference(run, at: 0, strict: true) {
        if !reference.isXML { isClean = false }
        scratch.removeAll(keepingCapacity: true)
        HTMLEntities.append(reference, to: &scratch)
        unsafe scratch.withUnsafeBufferPointer { unsafe sink.text(Bytes($0)) }
        start = ampersand + reference.length
      } else {
        isClean = false
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
    switch tag.read(from: position) {
    case .cut: return false
    case .text(let end):
      isClean = false
      text(position, end)
      position = end
    case .tag(let end):
      if !tag.isClean || (open.isEmpty && hadRoot) { isClean = false }
      hadRoot = true
      position = end
      deliver()
    }
    return true
  }

  private mutating func endTag() -> Bool {
    let next = document.index(of: 0x3C, from: position + 2)
    let close = document.index(of: 0x3E, from: position, below: next)
    guard let end = close.map({ $0 + 1 }) ?? next else { return false }
    let nameEnd = min(document.endOfName(from: position + 2), end)
    let name = document.part(position + 2, nameEnd)
    if close == nil || !document.part(nameEnd, end - 1).trimmed.isEmpty { isClean = false }
    position = end
    guard let index = open.lastIndex(where: { $0.name == name }) else {
      isClean = false
      return true
    }
    if index != open.count - 1 { isClean = false }
    while open.count > index { pop() }
    return true
  }

  private mutating func deliver() {
    guard open.count < limits.depth else {
      let isRemembered = !tag.isEmpty && open.count < limits.depth + Self.slack
      if isRemembered { open.append(OpenElement(name: tag.name)) }
      return
    }
    let mark = namespaces.count
    tag.forEachDeclaration { namespaces.bind($0, to: $1) }
    let name = namespaces.resolve(tag.name, isElement: true)
    open.append(OpenElement(name: tag.name, resolved: name, namespaces: mark))
    attributes.removeAll(keepingCapacity: true)
    tag.forEachAttribute {
      attributes.append(XMLAttribute(name: namespaces.resolve($0), value: $1))
    }
    unsafe attributes.withUnsafeBufferPointer {
      unsafe sink.start(name, attributes: XMLAttributes($0))
    }
    if tag.isEmpty { pop() }
  }

  private mutating func pop() {
    guard let last = open.popLast(), let name = last.resolved else { return }
    sink.end(name)
    namespaces.forget(downTo: last.namespaces)
  }
}

/// An element on the stack; without a resolved name it lies too deep and stays silent.
private struct OpenElement {
  var name: Bytes
  var resolved: XMLName?
  var namespaces = Int.max
}
