// A borrowed span of UTF-8: what XML events and HTML tokens are made of. Strings are built only for what is kept,
// because one String per node is what makes readers slow.

internal import Glibc

/// UTF-8 bytes that someone else owns; valid only until the call they were handed to returns.
@safe
package struct Bytes: RandomAccessCollection {
  private let storage: UnsafeBufferPointer<UInt8>

  package init(_ storage: UnsafeBufferPointer<UInt8>) {
    unsafe self.storage = unsafe storage
  }

  init(_ base: UnsafePointer<UInt8>?, _ count: Int) {
    unsafe storage = unsafe UnsafeBufferPointer(start: base, count: base == nil ? 0 : count)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { unsafe storage.count }
  // Said here, because other modules would ask the general algorithms, one witness at a time.
  package var count: Int { unsafe storage.count }
  package var isEmpty: Bool { unsafe storage.isEmpty }
  package subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < endIndex, "outside the span")
    return unsafe storage[position]
  }

  /// The bytes as a buffer pointer, for loops that need one.
  package var buffer: UnsafeBufferPointer<UInt8> { unsafe storage }

  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  ///
  /// The check is our own, because most text is ASCII but for a quote or two, and the library's gives up its fast path
  /// at the first of them.
  package var string: String {
    guard isUTF8 else { return unsafe String(decoding: storage, as: UTF8.self) }
    return unsafe String(copying: UTF8Span(unchecked: storage.span))
  }

  /// The same span without XML white space at both ends.
  package var trimmed: Bytes {
    var low = 0
    var high = count
    while low < high, self[low].isSpace { low += 1 }
    while low < high, self[high - 1].isSpace { high -= 1 }
    return part(low, high)
  }

  package static func == (left: Bytes, right: StaticString) -> Bool {
    guard right.hasPointerRepresentation, left.count == right.utf8CodeUnitCount else {
      return false
    }
    return unsafe left.matches(right.utf8Start)
  }

  package static func == (left: Bytes, right: Bytes) -> Bool {
    guard left.count == right.count else { return false }
    guard let base = unsafe right.storage.baseAddress else { return true }
    return unsafe left.matches(base)
  }

  /// Compares with as many bytes elsewhere; short names are not worth a call.
  @inline(__always)
  private func matches(_ other: UnsafePointer<UInt8>) -> Bool {
    guard let base = unsafe storage.baseAddress else { return true }
    if unsafe base == other { return true }
    guard count <= 8 else { return unsafe memcmp(base, other, count) == 0 }
    for offset in 0..<count where unsafe base[offset] != other[offset] { return false }
    return true
  }

  /// The first place of `byte` in `start..<below`.
  func index(of byte: UInt8, from start: Int, below: Int? = nil) -> Int? {
    let end = Swift.min(below ?? count, count)
    guard start >= 0, start < end, let base = unsafe storage.baseAddress else { return nil }
    guard let hit = unsafe memchr(base + start, Int32(byte), end - start) else { return nil }
    return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
  }

  /// Whether `text` stands at `position`.
  func has(_ text: StaticString, at position: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position >= 0, position + length <= count else { return false }
    return part(position, position + length) == text
  }

  /// Where the next `text` ends, searched from `start`.
  func offset(after text: StaticString, from start: Int) -> Int? {
    let first = unsafe text.utf8Start[0]
    var position = start
    while let hit = index(of: first, from: position) {
      if has(text, at: hit) { return hit + text.utf8CodeUnitCount }
      position = hit + 1
    }
    return nil
  }

  /// At most this many bytes from the front, and no part of a character.
  package func head(_ most: Int) -> Bytes {
    var end = Swift.min(count, Swift.max(0, most))
    while end > 0, end < count, self[end] & 0xC0 == 0x80 { end -= 1 }
    return part(0, end)
  }

  /// Whether these are the bytes of `other`.
  package func equals(_ other: [UInt8]) -> Bool {
    unsafe other.withUnsafeBufferPointer { unsafe self == Bytes($0) }
  }

  /// The same whatever the case of ASCII letters; `lower` is in lower case.
  package func equalsFolded(_ lower: StaticString) -> Bool {
    guard lower.hasPointerRepresentation, lower.utf8CodeUnitCount == count else { return false }
    return unsafe equalsFolded(Bytes(lower.utf8Start, count))
  }

  /// The span `low..<high` of this one.
  package func part(_ low: Int, _ high: Int) -> Bytes {
    precondition(low >= 0 && low <= high && high <= endIndex, "outside the span")
    return unsafe Bytes(UnsafeBufferPointer(rebasing: storage[low..<high]))
  }
}

extension UInt8 {
  /// White space as XML and HTML know it.
  var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D && self != 0x0B) }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var isControl: Bool { self < 0x20 && self != 0x0A && self != 0x09 && self != 0x0D }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var lowered: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}
