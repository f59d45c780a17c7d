// `gleaner embed`: texts in, vectors out, a row at a time. It needs neither a database nor a workspace, so that anyone
// can measure our vectors against others'.

import Embedding
import Feed
import Foundation
import Service
import Workspace

enum EmbedCommand: Command {
  static let spec = CommandSpec(
    ["embed"], "Turn texts into vectors: JSON Lines in, JSON Lines out",
    options: [
      OptionSpec("--model", "MODEL", "a model's name, or its folder (with a slash)"),
      OptionSpec("--threads", "N", "threads to compute with; as many as there are processors"),
      OptionSpec("--json", nil, "changes nothing: the output is always JSON Lines"),
    ],
    details: """
      Reads rows {"id", "text"} from standard input and writes {"id", "vector"} in the same order; vectors have unit \
      length. Of a text the first \(TextEncoder.pieceLimit) word pieces count. Models are looked for in \
      GLEANER_LIB/models, then in the workspace's var/models, then in var/models beside the program.

        echo '{"id": 1, "text": "A man is eating food."}' | gleaner embed
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let encoder = try EncoderLoading.load(invocation)
    let progress = Progress(
      "embed", unit: "text",
      on: StandardError(environment: ProcessInfo.processInfo.environment))
    defer { progress.finish() }
    try await StandardOutput.write { output in
      var rows = EmbeddingRows(LineReader())
      while let chunk = await rows.next() {
        let vectors = try await encoder.vectors(of: chunk.texts)
        for (id, vector) in zip(chunk.ids, vectors) {
          try output.row(["id": id, "vector": .vector(vector.values)])
        }
        progress.advance(by: vectors.count)
        if let error = chunk.error { throw error }
        try output.flush()
      }
    }
    return .done
  }
}

/// Reads rows in chunks that are large enough to be sorted by length and small enough to be forgotten.
struct EmbeddingRows: ~Copyable {
  /// One chunk; `error` is why the input ended with it, after its rows.
  struct Chunk {
    var ids: [JSONValue] = []
    var texts: [String] = []
    var error: (any Error)?
  }

  private static let rowsMax = 2048
  private static let bytesMax = 16 << 20

  private var reader: LineReader
  private var isAtEnd = false

  init(_ reader: consuming LineReader) {
    self.reader = reader
  }

  /// The next rows, or nil at the end.
  mutating func next() async -> Chunk? {
    var chunk = Chunk()
    var bytes = 0
    while !isAtEnd, chunk.ids.count < Self.rowsMax, bytes < Self.bytesMax {
      do {
        guard let row = try reader.nextJSON() else {
          isAtEnd = true
          break
        }
        let (id, text) = try read(row)
        chunk.ids.append(id)
        chunk.texts.append(text)
        bytes += text.utf8.count
      } catch {
        chunk.error = error
        isAtEnd = true
      }
    }
    return chunk.ids.isEmpty && chunk.error == nil ? nil : chunk
  }

  private func read(_ row: JSONValue) throws -> (id: JSONValue, text: String) {
    guard let text = row["text"]?.string else {
      throw error("needs a \"text\" that is a string")
    }
    guard let id = row["id"], id.string != nil || id.double != nil else {
      throw error("needs an \"id\" that is a string or a number")
    }
    return (id, text)
  }

  private func error(_ message: String) -> InputError {
    InputError(
      name: reader.name,
      message: "line \(reader.line): \(message), as in {\"id\": 1, \"text\": \"…\"}")
  }
}
