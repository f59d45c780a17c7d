// Which files a pattern means. The C library's own `glob`, so that a pattern here means what it means in a shell.

private import Glibc

/// Expands file patterns.
enum FileGlob {
  static func isPattern(_ path: String) -> Bool {
    path.contains { "*?[".contains($0) }
  }

  /// The text as a pattern that matches only itself.
  static func literal(_ path: String) -> String {
    String(path.flatMap { "*?[\\".contains($0) ? ["\\", $0] : [$0] })
  }

  /// The files (not directories) that match, sorted.
  static func expand(_ pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, GLOB_MARK, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc))
      .compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
      .filter { !$0.hasSuffix("/") }
      .sorted()
  }
}
