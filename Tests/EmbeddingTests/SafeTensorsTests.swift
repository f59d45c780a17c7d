// Damaged and hostile model files: each is an error that says what is wrong, none is a crash.

import Embedding
import Testing

/// Keeps a file's bytes where a pointer to them stays valid.
private final class HeldBytes: Sendable {
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  init(_ content: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 64)
    copy.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(copy)
  }

  deinit { bytes.deallocate() }
}

/// A damaged file and what its error must say; shown by its name, since its bytes say nothing.
struct BrokenFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let content: [UInt8]
  let says: String

  init(_ name: String, _ content: [UInt8], _ says: String) {
    testDescription = name
    self.content = content
    self.says = says
  }
}

struct SafeTensorsTests {
  private static func file(_ header: String, data: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
    let length = length ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + header.utf8 + data
  }

  private static func read(_ content: [UInt8]) throws -> SafeTensors {
    let held = HeldBytes(content)
    return try SafeTensors(bytes: held.bytes, owner: held)
  }

  @Test func `a sound file gives its tensors, half widths widened`() throws {
    let tensors = try Self.read(
      Self.file(
        """
        {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
        "b":{"dtype":"F16","shape":[2,2],"data_offsets":[8,16]},\
        "c":{"dtype":"BF16","shape":[1],"data_offsets":[16,18]},\
        "d":{"dtype":"I64","shape":[0],"data_offsets":[18,18]}}
        """,
        data: [
          0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0x3C, 0, 0xC0, 1, 0, 0, 0x7C, 0x80, 0x3F,
        ]))
    #expect(tensors["a"]?.floats() == [1, -2])
    #expect(tensors["b"]?.floats() == [1, -2, 5.960_464_5e-8, .infinity])
    #expect(tensors["b"]?.shape == [2, 2])
    #expect(tensors["c"]?.floats() == [1])
    #expect(tensors["d"] == nil)
    #expect(tensors["missing"] == nil)
  }

  private static let broken: [BrokenFile] = [
    BrokenFile("empty", [], "shorter than"),
    BrokenFile("seven bytes", [1, 2, 3, 4, 5, 6, 7], "shorter than"),
    BrokenFile("huge header", file("{}", length: .max), "claims a header"),
    BrokenFile("cut header", file("{\"a\":", length: 400), "cut within its header"),
    BrokenFile("no JSON", file("hello"), "not the JSON"),
    BrokenFile("an array", file("[]"), "not the JSON"),
    BrokenFile("deep", file(String(repeating: "[", count: 100_000)), "not the JSON"),
    BrokenFile(
      "past the end", file(#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#, data: [0]),
      "'a' lies outside"
    ),
    BrokenFile(
      "backwards",
      file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, data: [0, 0, 0, 0]),
      "'a' lies outside"
    ),
    BrokenFile(
      "negative", file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#),
      "'a' lies outside"
    ),
    BrokenFile(
      "one offset", file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#),
      "'a' lies outside"
    ),
    BrokenFile(
      "overflow",
      file(#"{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,0]}}"#),
      "impossible shape"
    ),
    BrokenFile(
      "wrong size", file(#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,0]}}"#), "its shape"),
    BrokenFile(
      "negative side", file(#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}}"#),
      "impossible"
    ),
  ]

  @Test(arguments: broken) func `a broken file is an error`(_ broken: BrokenFile) throws {
    let error = #expect(throws: EmbeddingError.self) { try Self.read(broken.content) }
    #expect(error?.code == .badWeights)
    #expect(error?.description.contains(broken.says) == true, "\(error?.description ?? "")")
  }
}
