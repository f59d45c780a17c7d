// Files with a secret: whole or not there, the owner's alone, and never replaced.

import Files
import Foundation
import Testing

struct PrivateFileTests {
  private func with(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "gleaner-private-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test func `what is made is its owner's alone, and is not made twice`() throws {
    try with { folder in
      let path = "\(folder)/key"
      #expect(try PrivateFile.read(path, bytesMax: 9) == nil)
      #expect(try PrivateFile.create([1, 2, 3], at: path))
      #expect(try PrivateFile.create([4], at: path) == false)
      #expect(try PrivateFile.read(path, bytesMax: 9) == [1, 2, 3])
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["key"])
    }
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o601])
  func `a file that others may read or write is refused, with the remedy`(mode: Int) throws {
    try with { folder in
      let path = "\(folder)/key"
      _ = try PrivateFile.create([1], at: path)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let error = #expect(throws: FileError.self) { try PrivateFile.read(path, bytesMax: 9) }
      #expect(error?.message.hasSuffix("chmod 600 \(path)") == true)
    }
  }

  @Test func `what is no small file is refused`() throws {
    try with { folder in
      _ = try PrivateFile.create([UInt8](repeating: 1, count: 10), at: "\(folder)/key")
      #expect(throws: FileError.self) { try PrivateFile.read("\(folder)/key", bytesMax: 9) }
      #expect(throws: FileError.self) { try PrivateFile.read(folder, bytesMax: 9) }
      #expect(throws: FileError.self) { try PrivateFile.create([1], at: "\(folder)/none/key") }
    }
  }
}
