// A fixed table from names to numbers that is asked with bytes, so that looking up an element, an attribute or an
// entity builds no String.

/// Names, found by their bytes.
///
/// Open addressing over FNV-1a (Fowler, Noll, Vo), at most half full.
package struct ByteTable: Sendable {
  private var slots: [Int32]
  private var ends: [Int32] = [0]
  private var text: [UInt8] = []
  private let mask: Int
  private let isFolding: Bool

  /// Numbers the names by their order, from 0; of equal names the first counts.
  ///
  /// With `folding`, the names are lower-case ASCII and are found however the bytes are written.
  package init(_ names: [String], folding: Bool = false) {
    var size = 16
    while size < names.count * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    mask = size - 1
    isFolding = folding
    for name in names { insert(Array(name.utf8)) }
  }

  private mutating func insert(_ name: [UInt8]) {
    let number = Int32(ends.count - 1)
    text.append(contentsOf: name)
    ends.append(Int32(text.count))
    var slot = unsafe name.withUnsafeBufferPointer { unsafe hash(Bytes($0)) } & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = number
  }

  /// The number of the name with these bytes.
  package func find(_ name: Bytes) -> Int? {
    var slot = hash(name) & mask
    while true {
      let number = Int(slots[slot])
      guard number >= 0 else { return nil }
      if matches(number, name) { return number }
      slot = (slot + 1) & mask
    }
  }

  /// The bytes of a name, as the table has them.
  package func name(_ number: Int) -> ArraySlice<UInt8> {
    text[Int(ends[number])..<Int(ends[number + 1])]
  }

  private func matches(_ number: Int, _ name: Bytes) -> Bool {
    let low = Int(ends[number])
    guard Int(ends[number + 1]) - low == name.count else { return false }
    for offset in 0..<name.count {
      let byte = isFolding ? name[offset].lowered : name[offset]
      guard text[low + offset] == byte else { return false }
    }
    return true
  }

  private func hash(_ name: Bytes) -> Int {
    var value: UInt32 = 0x811C_9DC5
    for byte in name {
      value = (value ^ UInt32(isFolding ? byte.lowered : byte)) &* 0x0100_0193
    }
    return Int(value ^ (value >> 15))
  }
}
