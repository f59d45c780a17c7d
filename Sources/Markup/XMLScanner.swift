// Reads XML, and what means to be XML: bare ampersands, tags that cross, bytes after the root, an end that never comes.
// It takes what it can, gives up nothing before it, and notes whether it had to be lenient.

/// A tolerant scanner: one forward walk, a stack of open elements, no look-back.
///
/// Gives one event at a time, so that it need not know its reader's type. Every call moves forward, and stack, bindings
/// and attributes are bounded, so time is linear in the input.
struct XMLScanner {
  /// Where the scanner was when it first met something that XML does not allow: there or shortly before it stands.
  private(set) var breach: Int?
  /// Where the element that started last begins.
  private(set) var tagStart = 0
  private let document: Bytes
  private let limits: XMLLimits
  private var position = 0
  private var prologue = XMLPrologue()
  private var open: [OpenElement] = []
  private var hadRoot = false
  private var isCut = false
  /// Whether a CDATA section may still find its end.
  private var hasSectionEnd = true
  private var namespaces = XMLNamespaces()
  private var tag: XMLTag
  private var text = XMLTextRun()
  /// How many elements are to be ended before anything else.
  private var ending = 0

  /// How many elements deeper than the limit are remembered, so that their ends are not taken for others'.
  private static let slack = 256

  init(_ document: Bytes, limits: XMLLimits) {
    self.document = document
    self.limits = limits
    tag = XMLTag(document, most: limits.attributes)
  }

  /// Whether the document ended inside an element or a tag.
  var brokeOff: Bool { isCut || !open.isEmpty }

  /// The next event; nil at the end.
  mutating func next() -> XMLEvent? {
    while true {
      if ending > 0 {
        ending -= 1
        if let event = pop() { return event }
      } else if let event = text.next(in: document) {
        if text.wasLenient { noteBreach() }
        return event
      } else if position < document.count, !isCut {
        if let event = advance() { return event }
      } else {
        if brokeOff { noteBreach() }
        return nil
      }
    }
  }

  /// The attributes of the element that has just started.
  mutating func withAttributes(_ body: (XMLAttributes) -> Void) {
    tag.withAttributes(in: namespaces, body: body)
  }

  private mutating func noteBreach() {
    if breach == nil { breach = position }
  }

  private mutating func advance() -> XMLEvent? {
    guard document[position] == 0x3C else {
      let end = document.index(of: 0x3C, from: position) ?? document.count
      read(position, end)
      return nil
    }
    let next = position + 1 < document.count ? document[position + 1] : 0
    if next.startsName { return startTag() }
    switch next {
    case 0: isCut = true
    case 0x2F: endTag()
    case 0x21, 0x3F: declaration()
    default:
      noteBreach()
      read(position, endOfText(from: position + 1))
    }
    return nil
  }

  /// The next `<` that could begin something.
  private func endOfText(from start: Int) -> Int {
    var end = start
    while let mark = document.index(of: 0x3C, from: end) {
      let next = mark + 1 < document.count ? document[mark + 1] : 0
      if next.startsMarkup { return mark }
      end = mark + 1
    }
    return document.count
  }

  /// Takes `low..<high` as text; outside the root there should be none, and it is dropped.
  private mutating func read(_ low: Int, _ high: Int) {
    position = high
    if !open.isEmpty {
      text.start(low, high, in: document)
    } else if breach == nil, !document.part(low, high).trimmed.isEmpty {
      noteBreach()
    }
  }

  private mutating func declaration() {
    guard document.has("<![CDATA[", at: position) else {
      if !document.has("<?", at: position), !document.has("<!--", at: position) { noteBreach() }
      position = prologue.skip(document, at: position)
      if prologue.isLost { noteBreach() }
      return
    }
    let start = position + 9
    let end = hasSectionEnd ? document.offset(after: "]]>", from: start) : nil
    hasSectionEnd = end != nil
    if let end {
      if !open.isEmpty { text.startVerbatim(start, end - 3) }
      position = end
    } else {
      readOpenSection(from: start)
    }
  }

  /// Reads a section that nobody closed: up to the end tag of the element it stands in, or the end of all.
  private mutating func readOpenSection(from start: Int) {
    noteBreach()
    var place = start
    while let element = open.last, let mark = document.index(of: 0x3C, from: place) {
      place = mark + 1
      guard document.has("</", at: mark) else { continue }
      let nameEnd = document.endOfName(from: mark + 2)
      guard document.part(mark + 2, nameEnd) == element.name else { continue }
      text.startVerbatim(start, mark)
      position = mark
      return
    }
    if !open.isEmpty { text.startVerbatim(start, document.count) }
    position = document.count
    isCut = true
  }

  // MARK: Tags

  private mutating func startTag() -> XMLEvent? {
    switch tag.read(from: position) {
    case .cut: isCut = true
    case .text(let end):
      noteBreach()
      read(position, end)
    case .tag(let end):
      if !tag.isClean || (open.isEmpty && hadRoot) { noteBreach() }
      hadRoot = true
      tagStart = position
      position = end
      return push()
    }
    return nil
  }

  private mutating func endTag() {
    let next = document.index(of: 0x3C, from: position + 2)
    let close = document.index(of: 0x3E, from: position, below: next)
    guard let end = close.map({ $0 + 1 }) ?? next else {
      isCut = true
      return
    }
    let nameEnd = min(document.endOfName(from: position + 2), end)
    let name = document.part(position + 2, nameEnd)
    if close == nil || !document.part(nameEnd, end - 1).trimmed.isEmpty { noteBreach() }
    position = end
    ending = open.count - (open.lastIndex { $0.name == name } ?? open.count)
    if ending != 1 { noteBreach() }
  }

  private mutating func push() -> XMLEvent? {
    guard open.count < limits.depth else {
      let isRemembered = !tag.isEmpty && open.count < limits.depth + Self.slack
      if isRemembered { open.append(OpenElement(name: tag.name)) }
      return nil
    }
    let mark = namespaces.count
    if tag.hasDeclarations { tag.declare(in: &namespaces) }
    let name = namespaces.resolve(tag.name, isElement: true)
    open.append(OpenElement(name: tag.name, resolved: name, namespaces: mark))
    if tag.isEmpty { ending = 1 }
    return .start(name)
  }

  private mutating func pop() -> XMLEvent? {
    guard let last = open.popLast(), let name = last.resolved else { return nil }
    namespaces.forget(downTo: last.namespaces)
    return .end(name)
  }
}

/// An element on the stack; without a resolved name it lies too deep and stays silent.
private struct OpenElement {
  var name: Bytes
  var resolved: XMLName?
  var namespaces = Int.max
}

extension UInt8 {
  fileprivate var startsName: Bool { isLetter || self == 0x5F || self == 0x3A || self >= 0x80 }

  /// What may follow a `<` that is one; 0 stands for the end.
  fileprivate var startsMarkup: Bool {
    startsName || self == 0x2F || self == 0x21 || self == 0x3F || self == 0
  }
}
