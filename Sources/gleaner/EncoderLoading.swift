// From a model's name to a loaded model: where its folder is, and which of its files are read. The weights are mapped,
// so they are shared with other processes and loaded as far as they are needed.

import Embedding
import Files
import Foundation
import Service
import Workspace

/// Finds and loads embedding models.
enum EncoderLoading {
  /// The model that vectors are made with where nothing else is said.
  static let defaultModel = "all-MiniLM-L6-v2"
  private static let smallFile = 16 << 20

  /// Loads the model that the options of a filter mean; it needs no workspace, but one that is named must be there.
  static func load(_ invocation: Invocation) throws -> TextEncoder {
    try load(
      invocation.value("--model") ?? defaultModel, workspace: workspace(invocation),
      threads: threads(invocation))
  }

  /// The threads that the options mean: as many as there are processors where they say nothing.
  static func threads(_ invocation: Invocation) throws -> Int {
    try invocation.number("--threads", in: 1...64)
      ?? min(ProcessInfo.processInfo.activeProcessorCount, 64)
  }

  private static func workspace(_ invocation: Invocation) throws -> WorkspaceLocation? {
    do {
      return try WorkspaceLocation.current(invocation)
    } catch  where invocation.has("--dir") {
      throw error
    } catch {
      return nil
    }
  }

  /// Loads `model`, the name of a folder in the library folders or (with a slash) a folder itself.
  static func load(
    _ model: String, workspace: WorkspaceLocation?, threads: Int
  ) throws -> TextEncoder {
    let folder = try folder(of: model, workspace: workspace)
    let weights = try MappedFile("\(folder)/model.safetensors")
    let pooling = "\(folder)/1_Pooling/config.json"
    return try TextEncoder(
      name: URL(fileURLWithPath: folder).lastPathComponent, weights: weights.bytes, owner: weights,
      vocabulary: FileBytes.read("\(folder)/vocab.txt", limit: smallFile),
      configuration: FileBytes.read("\(folder)/config.json", limit: smallFile),
      pooling: FileManager.default.fileExists(atPath: pooling)
        ? FileBytes.read(pooling, limit: smallFile) : nil,
      threads: threads)
  }

  private static func folder(of model: String, workspace: WorkspaceLocation?) throws -> String {
    let isPath = model.contains("/")
    let places =
      isPath
      ? [model]
      : LibraryFolders(
        workspace: workspace, environment: ProcessInfo.processInfo.environment,
        executable: Bundle.main.executablePath
      ).models(named: model)
    if let found = LibraryFolders.existing(places) { return found }
    throw UsageError(
      "no embedding model '\(model)' in \(places.joined(separator: ", ")); "
        + (isPath ? "--model takes a folder or a name" : "scripts/setup fetches it"))
  }
}
