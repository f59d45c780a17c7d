// Where PostgreSQL's programs are: fetched by scripts/setup, or the system's when it is new enough and has pgvector.

import FoundationEssentials

/// A tree of PostgreSQL programs: `bin`, `lib`, `share`.
package struct PostgresBinaries: Sendable, Hashable {
  /// The folder that holds `bin`.
  package let root: String
  /// Such as `18.4`.
  package let version: String
  package var major: Int { Int(version.prefix(while: \.isNumber)) ?? 0 }

  /// The oldest major version that will do.
  static let oldest = 16

  package init(root: String, version: String) {
    self.root = root
    self.version = version
  }

  /// The path of one program.
  package func program(_ name: String) -> String { "\(root)/bin/\(name)" }

  /// What its programs need in their environment: libpq lies in `lib`, and messages are to be English.
  package var environment: [String: String] {
    ["LD_LIBRARY_PATH": "\(root)/lib", "LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"]
  }

  /// The first usable tree: `postgres/` in one of `folders`, then `/usr/lib/postgresql/*`.
  package static func locate(
    in folders: [String], system: String = "/usr/lib/postgresql"
  ) throws(ClusterError) -> PostgresBinaries {
    let own = folders.map { "\($0)/postgres" }
    for root in own + installed(system) {
      guard let found = read(root), found.major >= oldest, found.hasVector else { continue }
      return found
    }
    throw ClusterError(
      .binaries,
      "no PostgreSQL \(oldest) or newer with pgvector was found in "
        + (own + ["\(system)/*"]).joined(separator: ", ") + "; run scripts/setup")
  }

  /// The system's trees, the newest first.
  private static func installed(_ system: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: system)) ?? []
    return names.compactMap { Int($0) }.sorted(by: >).map { "\(system)/\($0)" }
  }

  private static func read(_ root: String) -> PostgresBinaries? {
    guard FileManager.default.isExecutableFile(atPath: "\(root)/bin/postgres"),
      let version = version(root)
    else { return nil }
    return PostgresBinaries(root: absolute(root), version: version)
  }

  /// Asks the program itself: a folder's name can say anything.
  private static func version(_ root: String) -> String? {
    guard
      let (status, output) = try? ChildProcess.output(
        ["\(root)/bin/postgres", "--version"], environment: ["LC_ALL": "C"]), status == 0
    else { return nil }
    return output.split(separator: " ").first { $0.first?.isNumber ?? false }
      .map { String($0.filter { $0.isNumber || $0 == "." }) }
  }

  /// Our tree keeps `share/postgresql`, Debian's `/usr/share/postgresql/<major>`.
  private var hasVector: Bool {
    ["\(root)/share/postgresql", "\(root)/share", "/usr/share/postgresql/\(major)"].contains {
      FileManager.default.fileExists(atPath: "\($0)/extension/vector.control")
    }
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    return "\(FileManager.default.currentDirectoryPath)/\(path)"
  }
}
