// What the tests of conversations say things in: records as short lines, and files cut anywhere.

import Formats

/// Reads small exports and shows them.
enum Talk {
  /// The messages of a text, each as `speaker | text`.
  static func lines(
    _ reader: any ChatReader.Type, _ text: String, path: String = "chat.txt",
    _ adjust: (inout ChatContext) -> Void = { _ in }
  ) -> [String] {
    messages(reader, text, path: path, adjust).map { "\($0.speaker.name) | \($0.text)" }
  }

  static func messages(
    _ reader: any ChatReader.Type, _ text: String, path: String = "chat.txt",
    _ adjust: (inout ChatContext) -> Void = { _ in }
  ) -> [ChatMessage] {
    messages(reader, Array(text.utf8), path: path, adjust)
  }

  static func messages(
    _ reader: any ChatReader.Type, _ bytes: [UInt8], path: String = "chat.txt",
    _ adjust: (inout ChatContext) -> Void = { _ in }
  ) -> [ChatMessage] {
    records(reader, bytes, path: path, adjust).compactMap {
      if case .message(let message) = $0 { message } else { nil }
    }
  }

  static func problems(
    _ reader: any ChatReader.Type, _ text: String, path: String = "chat.txt"
  ) -> [String] {
    records(reader, Array(text.utf8), path: path) { _ in }.compactMap {
      if case .problem(let problem) = $0 { problem.described(in: "f") } else { nil }
    }
  }

  private static func records(
    _ reader: any ChatReader.Type, _ bytes: [UInt8], path: String,
    _ adjust: (inout ChatContext) -> Void
  ) -> [ChatRecord] {
    var context = ChatContext(path: path)
    adjust(&context)
    return reader.records(bytes, context)
  }
}
