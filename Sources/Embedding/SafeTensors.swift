// Reads the header of a safetensors file over bytes that somebody else mapped: tensors are views, nothing is copied.
// Every number of the header is checked before it is used, because a model folder may come from anywhere.

import FoundationEssentials

/// The tensors of a safetensors file.
///
/// Format: 8 bytes little-endian header length, a JSON object of name → dtype, shape, data_offsets, then the data
/// (https://github.com/huggingface/safetensors).
package final class SafeTensors: Sendable {
  /// The reference implementation's bound for the header.
  private static let largestHeader = 100_000_000

  private let tensors: [String: TensorView]

  /// `bytes` must stay valid as long as `owner` lives; the tensors keep it alive.
  ///
  /// Throws ``EmbeddingError/Code/badWeights`` for anything cut, overlapping the end, or of an unknown dtype.
  package init(
    bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable
  ) throws(EmbeddingError) {
    guard bytes.count >= 8 else { throw Self.error("shorter than its 8-byte length field") }
    let length = unsafe UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(Self.largestHeader) else {
      throw Self.error(
        "claims a header of \(length) bytes; at most \(Self.largestHeader) are allowed")
    }
    guard Int(length) <= bytes.count - 8 else {
      throw Self.error(
        "cut within its header (\(bytes.count) bytes, the header alone has \(length))")
    }
    let header = unsafe Data(bytes[8..<(8 + Int(length))])
    let data = unsafe UnsafeRawBufferPointer(rebasing: bytes[(8 + Int(length))...])
    var found: [String: TensorView] = [:]
    for (name, entry) in try Self.entries(header) {
      guard let dtype = TensorView.DType(rawValue: entry.dtype) else { continue }
      found[name] = unsafe try Self.view(name, entry, dtype, data, owner)
    }
    tensors = found
  }

  package subscript(name: String) -> TensorView? { tensors[name] }

  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  /// Every key but `__metadata__`, whose values are free text.
  private struct Header: Decodable {
    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    var entries: [String: Entry] = [:]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      for key in container.allKeys where key.stringValue != "__metadata__" {
        entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }
  }

  private static func entries(_ header: Data) throws(EmbeddingError) -> [String: Entry] {
    do {
      return try JSONDecoder().decode(Header.self, from: header).entries
    } catch {
      throw EmbeddingError(
        .badWeights, "the header is not the JSON of a safetensors file",
        context: "model.safetensors",
        cause: error)
    }
  }

  private static func view(
    _ name: String, _ entry: Entry, _ dtype: TensorView.DType, _ data: UnsafeRawBufferPointer,
    _ owner: any AnyObject & Sendable
  ) throws(EmbeddingError) -> TensorView {
    guard entry.data_offsets.count == 2, case let start = entry.data_offsets[0],
      case let end = entry.data_offsets[1], start >= 0, start <= end, end <= data.count
    else {
      throw error("tensor '\(name)' lies outside the file; it was cut or is damaged")
    }
    var count = 1
    for side in entry.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflow else { throw error("tensor '\(name)' has an impossible shape") }
      count = product
    }
    let (size, overflow) = count.multipliedReportingOverflow(by: dtype.size)
    guard !overflow, size == end - start else {
      throw error(
        "tensor '\(name)' has \(end - start) bytes where its shape \(entry.shape) needs another number"
      )
    }
    return unsafe TensorView(
      name: name, dtype: dtype, shape: entry.shape,
      bytes: UnsafeRawBufferPointer(rebasing: data[start..<end]), owner: owner)
  }

  private static func error(_ message: String) -> EmbeddingError {
    EmbeddingError(.badWeights, message, context: "model.safetensors")
  }
}
