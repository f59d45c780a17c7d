// The vocabulary as a byte trie in one hash table: the longest known piece from a place on is found in a single walk,
// instead of one look-up for every possible length.

/// All pieces of a vocabulary, for words' beginnings and (after `##`) for their continuations.
struct PieceTrie: Sendable {
  /// Where a walk starts.
  static let beginning: UInt32 = 1
  static let continuation: UInt32 = 2

  private var slots: [UInt64]
  private var mask: Int
  private var pieceOf: [Int32] = [-1, -1, -1]
  private var used = 0

  init() {
    slots = [UInt64](repeating: 0, count: 1 << 12)
    mask = slots.count - 1
  }

  mutating func insert(_ piece: ArraySlice<UInt8>, id: Int32) {
    add(piece, below: Self.beginning, id)
    if piece.starts(with: [0x23, 0x23]) { add(piece.dropFirst(2), below: Self.continuation, id) }
  }

  /// The longest piece that begins at `start`: its number and the index after it.
  @inline(__always)
  func longest(in word: [UInt8], from start: Int, below root: UInt32) -> (id: Int32, end: Int)? {
    var node = root
    var found: (id: Int32, end: Int)?
    var index = start
    while index < word.count, let next = child(of: node, word[index]) {
      node = next
      index += 1
      if pieceOf[Int(node)] >= 0 { found = (pieceOf[Int(node)], index) }
    }
    return found
  }

  func id(of piece: String) -> Int32? {
    let bytes = Array(piece.utf8)
    guard let found = longest(in: bytes, from: 0, below: Self.beginning), found.end == bytes.count
    else { return nil }
    return found.id
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>, below root: UInt32, _ id: Int32) {
    guard !bytes.isEmpty else { return }
    var node = root
    for byte in bytes {
      if let next = child(of: node, byte) {
        node = next
      } else {
        let next = UInt32(pieceOf.count)
        pieceOf.append(-1)
        link(node, byte, next)
        node = next
      }
    }
    pieceOf[Int(node)] = id
  }

  /// A slot holds (node, byte) in its upper and the child in its lower half; 0 is an empty slot.
  @inline(__always)
  private func child(of node: UInt32, _ byte: UInt8) -> UInt32? {
    let key = node << 8 | UInt32(byte)
    var index = Self.hash(key) & mask
    while slots[index] != 0 {
      if UInt32(truncatingIfNeeded: slots[index] >> 32) == key {
        return UInt32(truncatingIfNeeded: slots[index])
      }
      index = (index + 1) & mask
    }
    return nil
  }

  private mutating func link(_ node: UInt32, _ byte: UInt8, _ child: UInt32) {
    if used * 2 >= slots.count { grow() }
    place(UInt64(node << 8 | UInt32(byte)) << 32 | UInt64(child))
    used += 1
  }

  private mutating func place(_ slot: UInt64) {
    var index = Self.hash(UInt32(truncatingIfNeeded: slot >> 32)) & mask
    while slots[index] != 0 { index = (index + 1) & mask }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    mask = slots.count - 1
    for slot in old where slot != 0 { place(slot) }
  }

  @inline(__always)
  private static func hash(_ key: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}
