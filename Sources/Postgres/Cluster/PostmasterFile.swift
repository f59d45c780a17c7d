// postmaster.pid and whether to believe it. PostgreSQL believes any process with that number, a zombie or a stranger
// included, and then refuses to start; we look at what the process is.

import FoundationEssentials
import Glibc

/// The file a running server keeps in its data directory (`miscadmin.h`, LOCK_FILE_LINE_*).
struct PostmasterFile: Sendable, Hashable {
  let pid: Int32
  let socketDirectory: String
  /// `starting`, `stopping`, `ready`, `standby`, or empty.
  let status: String

  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let pid = lines.first.flatMap({ Int32($0) }), pid > 0 else { return nil }
    self.pid = pid
    socketDirectory = lines.count > 4 ? String(lines[4]) : ""
    status = lines.count > 7 ? String(lines[7].prefix { $0 != " " }) : ""
  }

  /// Reads the file in a data directory; nil when there is none or it is not readable as one.
  static func read(_ data: String) -> PostmasterFile? {
    guard let bytes = FileManager.default.contents(atPath: "\(data)/postmaster.pid") else {
      return nil
    }
    return PostmasterFile(String(decoding: bytes, as: UTF8.self))
  }
}

/// What is known about a process.
enum ProcessFacts: Hashable {
  case gone
  /// Ended, but not waited for by its parent.
  case zombie
  case running(directory: String)
  /// It runs, and may not be looked at; its command may still tell.
  case hidden(command: String)

  /// Asks /proc.
  static func of(_ pid: Int32) -> ProcessFacts {
    let folder = "/proc/\(pid)"
    guard let bytes = FileManager.default.contents(atPath: "\(folder)/stat") else {
      return FileManager.default.fileExists(atPath: folder) ? .hidden(command: "") : .gone
    }
    let stat = String(decoding: bytes, as: UTF8.self)
    // The name in parentheses may hold anything; the state follows the last one.
    let state = stat.lastIndex(of: ")").map { stat[stat.index(after: $0)...].drop { $0 == " " } }?
      .first
    if let state, "ZXx".contains(state) { return .zombie }
    if let directory = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/cwd") {
      return .running(directory: directory)
    }
    let command = FileManager.default.contents(atPath: "\(folder)/cmdline") ?? Data()
    guard FileManager.default.fileExists(atPath: folder) else { return .gone }
    return .hidden(command: String(decoding: command.prefix { $0 != 0 }, as: UTF8.self))
  }
}

/// Whether the process that the file names is the server of this directory.
enum PostmasterVerdict: Hashable {
  case live
  case stale
  /// It cannot be told; whoever asks must refuse.
  case unknown

  init(_ facts: ProcessFacts, data: String) {
    self =
      switch facts {
      case .gone, .zombie: .stale
      case .running(let directory): directory == data ? .live : .stale
      case .hidden(let command) where command.isEmpty: .unknown
      case .hidden(let command):
        command.split(separator: "/").last == "postgres" ? .unknown : .stale
      }
  }
}

/// Processes that stand in a directory: a server's children outlive a killed parent for a moment.
enum Residents {
  static func of(_ directory: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter {
      ProcessFacts.of($0) == .running(directory: directory)
    }
  }
}
