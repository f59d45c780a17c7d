// Collects plain text as a person would read it: white space runs become one space, blocks become lines, and what
// cannot be seen (soft hyphens, zero-width and direction marks) is left out.

/// Writes text with its white space put in order.
struct TextWriter {
  private(set) var bytes: [UInt8] = []
  private var gap = HTMLElement.Gap.none

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Asks for at least this much room before the next word.
  mutating func part(_ wanted: HTMLElement.Gap) { gap = max(gap, wanted) }

  /// Adds text; line breaks count only with `keepingLines`.
  mutating func append(_ span: Bytes, keepingLines: Bool = false) {
    var position = 0
    while position < span.count {
      let end = endOfRun(span, from: position)
      if end > position { word(span.part(position, end)) }
      guard end < span.count else { return }
      position = end + other(span, at: end, keepingLines)
    }
  }

  /// The end of the words from `start` on that have one blank each between them: they can be taken as they are.
  private func endOfRun(_ span: Bytes, from start: Int) -> Int {
    var end = start
    while end < span.count {
      if end > start {
        end = span.skipWords(from: end) {
          $0.isASCII && !$0.has(below: 0x20) && !$0.has(0x7F) && !$0.hasLooseBlank
        }
      }
      let stop = min(end + 8, span.count)
      while end < stop {
        guard span[end].isWordByte || isBlank(span, end, start) else { return end }
        end += 1
      }
    }
    return end
  }

  /// Whether a single blank stands between two words of the run.
  private func isBlank(_ span: Bytes, _ position: Int, _ start: Int) -> Bool {
    span[position] == 0x20 && position > start && position + 1 < span.count
      && span[position + 1].isWordByte
  }

  private mutating func word(_ span: Bytes) {
    if gap != .none { flush() }
    unsafe bytes.append(contentsOf: span.buffer)
  }

  private mutating func flush() {
    defer { gap = .none }
    guard !bytes.isEmpty else { return }
    switch gap {
    case .none: break
    case .space: bytes.append(0x20)
    case .line: bytes.append(0x0A)
    case .paragraph: bytes.append(contentsOf: [0x0A, 0x0A])
    }
  }

  /// Handles white space and the lead bytes of what may be invisible; returns how far it went.
  private mutating func other(_ span: Bytes, at position: Int, _ keepingLines: Bool) -> Int {
    let byte = span[position]
    if byte <= 0x20 || byte == 0x7F {
      part(byte == 0x0A && keepingLines ? .line : .space)
      return 1
    }
    let length = max(1, abs(span.scalarLength(at: position)))
    guard position + length <= span.count else { return span.count - position }
    switch invisible(span, position) {
    case .some(let gap): part(gap)
    case nil: word(span.part(position, position + length))
    }
    return length
  }

  /// What a scalar that shows nothing stands for; nil for one that shows something.
  private func invisible(_ span: Bytes, _ position: Int) -> HTMLElement.Gap? {
    let second = position + 1 < span.count ? span[position + 1] : 0
    let third = position + 2 < span.count ? span[position + 2] : 0
    switch (span[position], second, third) {
    case (0xC2, 0xA0, _): return .space  // no-break space
    case (0xC2, 0xAD, _): return HTMLElement.Gap.none  // soft hyphen
    case (0xE2, 0x80, 0x80...0x8A): return .space
    case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0x8E...0x8F): return HTMLElement.Gap.none
    case (0xE2, 0x80, 0xA8): return .line
    case (0xE2, 0x80, 0xA9): return .paragraph
    case (0xE2, 0x80, 0xAA...0xAE): return HTMLElement.Gap.none
    case (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F): return .space
    case (0xE2, 0x81, 0xA0...0xAF): return HTMLElement.Gap.none
    case (0xEF, 0xBB, 0xBF): return HTMLElement.Gap.none
    default: return nil
    }
  }
}

extension UInt8 {
  /// Not white space, and not the first byte of what `TextWriter` looks at more closely.
  fileprivate var isWordByte: Bool {
    self > 0x20 && self != 0x7F && self != 0xC2 && self != 0xE2 && self != 0xEF
  }
}
