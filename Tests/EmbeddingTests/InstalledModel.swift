// The real model, where `scripts/setup` put it: a transformer cannot be tested on anything else. Loaded once for all
// suites.

import Embedding
import Files
import Foundation

/// The model folder and the encoder made from it.
enum InstalledModel {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  static func folder() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let shared = ProcessInfo.processInfo.environment["GLEANER_LIB"]
    let places = ([shared].compactMap(\.self) + ["\(root)/var"])
      .map { "\($0)/models/all-MiniLM-L6-v2" }
    if let found = places.first(where: FileManager.default.fileExists) { return found }
    throw Missing(description: "no model in \(places.joined(separator: ", ")); run scripts/setup")
  }

  private static let loaded = Result { try load(threads: 2) }

  static func encoder() throws -> TextEncoder { try loaded.get() }

  static func load(threads: Int) throws -> TextEncoder {
    let folder = try folder()
    let weights = try MappedFile("\(folder)/model.safetensors")
    return try TextEncoder(
      name: "all-MiniLM-L6-v2", weights: weights.bytes, owner: weights,
      vocabulary: bytes("vocab.txt"), configuration: bytes("config.json"),
      pooling: bytes("1_Pooling/config.json"), threads: threads)
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    try FileBytes.read("\(folder())/\(name)", limit: 1 << 20)
  }
}
