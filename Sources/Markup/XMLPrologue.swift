// What stands before the root element: a declaration, comments, a DTD, and in real feeds PHP warnings and blank
// lines. None of it is wanted, and a DTD that nobody reads cannot explode.

/// Skips what is not an element.
///
/// Remembers what it once sought in vain, so that a document full of openings without an end costs linear time.
struct XMLPrologue {
  private var hasCommentEnd = true
  private var hasInstructionEnd = true
  private var hasDeclarationEnd = true

  /// Whether something had no end.
  var isLost: Bool { !(hasCommentEnd && hasInstructionEnd && hasDeclarationEnd) }

  /// The offset of the root element's `<`, or the length of the document without one.
  static func rootOffset(in document: Bytes) -> Int {
    var prologue = XMLPrologue()
    var position = 0
    while let markup = document.index(of: 0x3C, from: position), markup + 1 < document.count {
      let next = document[markup + 1]
      if next.isLetter || next == 0x5F || next == 0x3A || next >= 0x80 { return markup }
      position = prologue.skip(document, at: markup)
    }
    return document.count
  }

  /// The offset behind the comment, instruction or declaration that starts at `position`.
  mutating func skip(_ document: Bytes, at position: Int) -> Int {
    var end: Int?
    if document.has("<!--", at: position) {
      end = hasCommentEnd ? document.offset(after: "-->", from: position + 4) : nil
      hasCommentEnd = end != nil
    } else if document.has("<?", at: position) {
      end = hasInstructionEnd ? document.offset(after: "?>", from: position + 2) : nil
      hasInstructionEnd = end != nil
    } else if document.has("<!", at: position) {
      end = hasDeclarationEnd ? Self.declarationEnd(document, from: position + 2) : nil
      hasDeclarationEnd = end != nil
    } else {
      return position + 1
    }
    return end ?? document.index(of: 0x3E, from: position).map { $0 + 1 } ?? document.count
  }

  /// The end of `<!DOCTYPE …>`: quotes and an internal subset may hold `>`.
  private static func declarationEnd(_ document: Bytes, from start: Int) -> Int? {
    var quote: UInt8 = 0
    var inSubset = false
    var position = start
    while position < document.count {
      let byte = document[position]
      position += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
        continue
      }
      switch byte {
      case 0x22, 0x27: quote = byte
      case 0x5B: inSubset = true
      case 0x5D: inSubset = false
      case 0x3E where !inSubset: return position
      case 0x3C where inSubset && document.has("!--", at: position):
        guard let end = document.offset(after: "-->", from: position + 3) else { return nil }
        position = end
      default: break
      }
    }
    return nil
  }
}
