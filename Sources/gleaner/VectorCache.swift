// Vectors by the text they were made of, in one file for each model: whoever ranks the same items again should not wait for
// the model again. It is a cache, so a file that cannot be understood is forgotten and written anew.

import Feed
import Files
import Foundation

/// A file of vectors, read whole and written whole.
struct VectorCache {
  private static let mark: [UInt8] = Array("gleaner vectors 1\n".utf8)
  private static let bytesMax = 4 << 30

  private let path: String
  private let dimensions: Int
  private var vectors: [TextKey: Vector] = [:]
  private var isChanged = false

  /// Opens the cache of `model` in `folder`, which is created where it is missing.
  init(folder: String, model: String, dimensions: Int) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = "\(folder)/\(model).vectors"
    self.dimensions = dimensions
    guard FileManager.default.fileExists(atPath: path) else { return }
    read(try FileBytes.read(path, limit: Self.bytesMax))
  }

  subscript(text: String) -> Vector? {
    get { vectors[TextKey(text)] }
    set {
      vectors[TextKey(text)] = newValue
      isChanged = true
    }
  }

  /// Writes the file if anything was added.
  func save() throws {
    guard isChanged else { return }
    var bytes = Self.mark
    bytes.reserveCapacity(bytes.count + vectors.count * recordBytes)
    for (key, vector) in vectors.sorted(by: { $0.key < $1.key }) {
      Self.append(key.first, to: &bytes)
      Self.append(key.second, to: &bytes)
      for value in vector.values { Self.append(value.bitPattern, to: &bytes) }
    }
    try AtomicFile.write(bytes, to: path)
  }

  private var recordBytes: Int { 16 + 4 * dimensions }

  private mutating func read(_ bytes: [UInt8]) {
    let start = Self.mark.count
    guard bytes.starts(with: Self.mark), (bytes.count - start).isMultiple(of: recordBytes) else {
      return
    }
    for record in stride(from: start, to: bytes.count, by: recordBytes) {
      let key = TextKey(
        first: Self.number(bytes, at: record), second: Self.number(bytes, at: record + 8))
      let values = (0..<dimensions).map { place in
        Float(bitPattern: Self.number(bytes, at: record + 16 + 4 * place))
      }
      vectors[key] = Vector(unit: values)
    }
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: type(of: number).bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  private static func number<Number: FixedWidthInteger>(_ bytes: [UInt8], at place: Int) -> Number {
    var number: Number = 0
    for index in 0..<Number.bitWidth / 8 {
      number |= Number(truncatingIfNeeded: bytes[place + index]) << (8 * index)
    }
    return number
  }
}

/// 128 bits of hash: two texts never share them by chance.
private struct TextKey: Hashable, Comparable {
  let first: UInt64
  let second: UInt64

  init(first: UInt64, second: UInt64) {
    self.first = first
    self.second = second
  }

  /// FNV-1a from two starting points.
  init(_ text: String) {
    var first: UInt64 = 0xCBF2_9CE4_8422_2325
    var second: UInt64 = 0x9E37_79B9_7F4A_7C15
    for byte in text.utf8 {
      first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
      second = (second ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    self.init(first: first, second: second)
  }

  static func < (a: Self, b: Self) -> Bool { (a.first, a.second) < (b.first, b.second) }
}
