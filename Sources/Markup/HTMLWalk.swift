// The one pass over the tokens: HTML and plain text come out of it together.

/// Reads tokens, keeps what the policy allows, and keeps it balanced.
struct HTMLWalk {
  private(set) var html: [UInt8] = []
  private(set) var text: TextWriter
  private(set) var links: [String] = []
  private var scanner: HTMLScanner
  private var open: [OpenTag] = []
  private var preformatted = 0
  /// How many drawings and formulas are open.
  private var foreign = 0
  /// End tags of scripts that had no start, and starts that were taken for theirs.
  private var strayEnds: [Int] = []
  private var shownScripts: [Int] = []
  private var seen: [Int] = []
  private var scratch: [UInt8] = []
  private let base: [UInt8]?
  private let mostHTML: Int
  private let limits: HTMLLimits
  private let writesHTML: Bool
  private let policy = HTMLPolicy.standard

  private struct OpenTag {
    var number: Int
    var isSilent: Bool
  }

  init(_ source: Bytes, base: String?, limits: HTMLLimits, writesHTML: Bool) {
    scanner = HTMLScanner(source, attributes: limits.attributes)
    self.base = base.map { URLResolver.trimmed(Array($0.utf8)) }
    mostHTML = 2 * source.count + limits.growth
    self.limits = limits
    self.writesHTML = writesHTML
    text = TextWriter(capacity: source.count)
    if writesHTML { html.reserveCapacity(source.count + source.count / 8) }
  }

  mutating func run() {
    while let token = scanner.next() {
      switch token {
      case .text(let span): references(span)
      case .verbatim(let span): plain(span)
      case .start(let name): start(name)
      case .end(let name): end(name)
      }
    }
    while !open.isEmpty { pop() }
  }

  // MARK: Text

  private mutating func references(_ span: Bytes) {
    var start = 0
    var position = 0
    while let ampersand = span.index(of: 0x26, from: position) {
      position = ampersand + 1
      guard let reference = HTMLEntities.reference(span, at: ampersand) else { continue }
      plain(span.part(start, ampersand))
      scratch.removeAll(keepingCapacity: true)
      HTMLEntities.append(reference, to: &scratch)
      unsafe scratch.withUnsafeBufferPointer { unsafe plain(Bytes($0)) }
      start = ampersand + reference.length
      position = start
    }
    plain(span.part(start, span.count))
  }

  private mutating func plain(_ span: Bytes) {
    guard !span.isEmpty else { return }
    text.append(span, keepingLines: preformatted > 0)
    if writesHTML { write(span) }
  }

  /// Writes piece by piece, because a span may be as long as the document.
  private mutating func write(_ span: Bytes) {
    var start = 0
    while start < span.count, html.count < mostHTML {
      let end = min(start + Self.piece, span.count)
      HTMLEscape.append(span.part(start, end), to: &html)
      start = end
    }
  }

  private static let piece = 64 << 10

  // MARK: Tags

  private mutating func start(_ name: Bytes) {
    guard let number = policy.elements.find(name) else { return }
    let element = policy.element(number)
    text.part(element.gap)
    switch element.fate {
    case .unwrap: return
    case .dropRaw:
      // Where an end came without its start, nothing says which text is script: feedparser shows it, and so do we.
      if let stray = strayEnds.firstIndex(of: number) {
        shownScripts.append(strayEnds.remove(at: stray))
      } else if !scanner.skip(to: name, number: number) {
        scanner.skipAll()
      }
    case .dropTree: _ = scanner.skip(to: name, number: number)
    case .keepVoid: if html.count < mostHTML { writeStart(number, isVoid: true) }
    case .keepInside where foreign == 0: return
    case .keep, .keepInside:
      let isForeign = foreign > 0 || element.group == .foreign
      if isForeign, scanner.isSelfClosing { return writeStart(number, isVoid: true) }
      if !element.closes.isEmpty { closeImplied(element) }
      let isSilent = open.count >= limits.depth || html.count >= mostHTML
      if !isSilent { writeStart(number, isVoid: false) }
      guard open.count < 2 * limits.depth else { return }
      open.append(OpenTag(number: number, isSilent: isSilent))
      if number == policy.preformatted { preformatted += 1 }
      if element.group == .foreign { foreign += 1 }
    }
  }

  /// Ends the open `li`, `td`, `p`, … that this one follows, within the list, table or block it stands in.
  private mutating func closeImplied(_ element: HTMLElement) {
    let barrier = element.barrier
    var found: Int?
    for index in open.indices.reversed() {
      let group = policy.element(open[index].number).group
      if !group.isDisjoint(with: element.closes) {
        found = index
        continue
      }
      if !group.isDisjoint(with: barrier) { break }
    }
    guard let found else { return }
    while open.count > found { pop() }
  }

  private mutating func end(_ name: Bytes) {
    guard let number = policy.elements.find(name) else { return }
    let element = policy.element(number)
    text.part(element.gap)
    if element.fate == .dropRaw { endScript(number) }
    guard element.fate == .keep || element.fate == .keepInside else { return }
    let isTabular = !element.group.isDisjoint(with: [.cell, .row, .section, .table])
    for index in open.indices.reversed() {
      if open[index].number == number {
        while open.count > index { pop() }
        return
      }
      let group = policy.element(open[index].number).group
      if !isTabular, !group.isDisjoint(with: [.cell, .table]) { return }
    }
  }

  private mutating func endScript(_ number: Int) {
    if let shown = shownScripts.firstIndex(of: number) {
      shownScripts.remove(at: shown)
    } else if strayEnds.count < 8 {
      strayEnds.append(number)
    }
  }

  private mutating func pop() {
    guard let last = open.popLast() else { return }
    if last.number == policy.preformatted { preformatted -= 1 }
    if policy.element(last.number).group == .foreign { foreign -= 1 }
    guard writesHTML, !last.isSilent else { return }
    html.append(contentsOf: [0x3C, 0x2F])
    html.append(contentsOf: policy.elements.name(last.number))
    html.append(0x3E)
  }

  // MARK: Attributes

  private mutating func writeStart(_ number: Int, isVoid: Bool) {
    let isRoot = policy.element(number).group == .foreign
    if writesHTML {
      html.append(0x3C)
      html.append(contentsOf: policy.elements.name(number))
      if isRoot { declare("xmlns", ForeignMarkup.namespace(of: policy.elements.name(number))) }
    }
    seen.removeAll(keepingCapacity: true)
    for (name, value) in scanner.attributes {
      guard let known = policy.attributes.find(name), !seen.contains(known) else { continue }
      seen.append(known)
      attribute(known, value, isForeign: isRoot || foreign > 0)
    }
    guard writesHTML else { return }
    html.append(contentsOf: isVoid ? [0x20, 0x2F, 0x3E] : [0x3E])
  }

  private mutating func declare(_ name: StaticString, _ space: StaticString) {
    html.append(0x20)
    html.append(contentsOf: name.description.utf8)
    html.append(contentsOf: [0x3D, 0x22])
    html.append(contentsOf: space.description.utf8)
    html.append(0x22)
  }

  private mutating func attribute(_ number: Int, _ value: Bytes, isForeign: Bool) {
    scratch.removeAll(keepingCapacity: true)
    HTMLEntities.decode(value, into: &scratch, inAttribute: true)
    switch policy.attribute(number) {
    case .plain: write(number, scratch)
    case .alternative:
      alternative()
      write(number, scratch)
    case .style:
      let kept = StyleFilter.filter(scratch)
      if !kept.isEmpty { write(number, kept) }
    case .foreign: if isForeign, ForeignMarkup.isPlain(scratch) { write(number, scratch) }
    case .reference where !isForeign: return
    case .space:
      if isForeign, foreign == 0, writesHTML { declare("xmlns:xlink", ForeignMarkup.xlink) }
    case .link, .media, .reference:
      let isLink = policy.attribute(number) != .media
      guard let address = SafeAddress.resolve(scratch, base: base, isLink: isLink) else { return }
      reference(number, address)
      if writesHTML, policy.attribute(number) == .reference {
        declare("xmlns:xlink", ForeignMarkup.xlink)
      }
    }
  }

  private mutating func reference(_ number: Int, _ address: [UInt8]) {
    if number == policy.reference, links.count < limits.links, !address.isEmpty {
      links.append(address.text)
    }
    write(number, address)
  }

  private mutating func alternative() {
    guard !scratch.isEmpty, scratch.count <= limits.alternative else { return }
    text.part(.space)
    unsafe scratch.withUnsafeBufferPointer { unsafe text.append(Bytes($0)) }
    text.part(.space)
  }

  private mutating func write(_ number: Int, _ value: [UInt8]) {
    guard writesHTML else { return }
    html.append(0x20)
    html.append(contentsOf: policy.attributes.name(number))
    html.append(contentsOf: [0x3D, 0x22])
    unsafe value.withUnsafeBufferPointer { unsafe HTMLEscape.append(Bytes($0), to: &html) }
    html.append(0x22)
  }
}
