// The name of this process, so that another on the same machine can find out that it is gone: numbers of processes are
// used again, so the name has the time of its start, and that of the machine's.

import Foundation

/// A process of one machine.
struct ProcessName: Sendable, Hashable {
  private let machine: String
  private let id: Int32
  /// In clock ticks since the machine was started.
  private let start: String

  var text: String { "\(machine):\(id):\(start)" }

  static var current: ProcessName {
    let id = ProcessInfo.processInfo.processIdentifier
    return ProcessName(machine: machine, id: id, start: start(of: id) ?? "0")
  }

  /// Whether the process of this name is known to be gone; one of another machine is not.
  static func isGone(_ name: String) -> Bool {
    let parts = name.split(separator: ":").map(String.init)
    guard parts.count == 3, parts[0] == machine, let id = Int32(parts[1]) else { return false }
    return start(of: id) != parts[2]
  }

  /// Each start of a machine has a number of its own; a container shares it with its host, so its own name belongs to it.
  private static var machine: String {
    let boot = content("/proc/sys/kernel/random/boot_id")
    let space =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    return (boot + "/" + space).replacingOccurrences(of: ":", with: "")
  }

  /// Field 22 of `/proc/PID/stat` as proc(5) has it; the name of the program before it may hold anything.
  ///
  /// A process that only waits to be buried is gone.
  private static func start(of id: Int32) -> String? {
    let stat = content("/proc/\(id)/stat")
    guard let end = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 19, !["Z", "X"].contains(fields[0]) else { return nil }
    return String(fields[19])
  }

  private static func content(_ path: String) -> String {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
