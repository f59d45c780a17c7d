// File patterns as a shell has them, plus `**`. Written out rather than left to glob(3), which has
// no `**`, no limit, and an order that follows the locale.

internal import Glibc

/// Expands patterns to the paths that exist.
package enum Glob {
  /// Entries looked at in one expansion; a `**` at the root of a disk stops here.
  private static let visitLimit = 200_000
  /// Directories below one another that `**` goes into.
  private static let depthLimit = 32

  /// Whether the text has `*`, `?` or `[`, not counting what a backslash quotes.
  package static func isPattern(_ text: String) -> Bool {
    var isQuoted = false
    for byte in text.utf8 {
      if isQuoted {
        isQuoted = false
      } else if byte == UInt8(ascii: "\\") {
        isQuoted = true
      } else if "*?[".utf8.contains(byte) {
        return true
      }
    }
    return false
  }

  /// The text as a pattern that stands only for itself.
  package static func literal(_ path: String) -> String {
    String(path.flatMap { "*?[\\".contains($0) ? ["\\", $0] : [$0] })
  }

  /// The existing paths a pattern stands for, sorted by bytes; without magic, the path itself.
  ///
  /// A relative pattern is taken from `base`, and its results start with `base`. `*`, `?` and `[…]`
  /// stay within one name and skip hidden files unless the pattern names the dot; `**` as a whole
  /// name stands for any directories, links to directories not followed. Throws `tooMany` beyond
  /// 200,000 entries looked at, and `denied` where a directory on the way may not be read.
  package static func expand(
    _ pattern: String, relativeTo base: String
  ) throws(FileError) -> [String] {
    let start = pattern.hasPrefix("/") ? "/" : base.isEmpty ? "." : base
    guard isPattern(pattern) else {
      return [pattern.hasPrefix("/") ? pattern : join(start, unquoted(pattern))]
    }
    var walk = Walk(context: pattern, visitsLeft: visitLimit)
    let names = pattern.split(separator: "/").map(String.init)
    try walk.follow(names[...], from: start, depth: depthLimit)
    return Array(Set(walk.found)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  fileprivate static func join(_ directory: String, _ name: String) -> String {
    directory.hasSuffix("/") ? directory + name : directory + "/" + name
  }

  fileprivate static func unquoted(_ text: String) -> String {
    var result = ""
    var isQuoted = false
    for character in text {
      if character == "\\", !isQuoted {
        isQuoted = true
      } else {
        result.append(character)
        isQuoted = false
      }
    }
    return result
  }
}

/// One expansion under way.
private struct Walk {
  let context: String
  var visitsLeft: Int
  var found: [String] = []

  mutating func follow(
    _ names: ArraySlice<String>, from directory: String, depth: Int
  ) throws(FileError) {
    guard let name = names.first else { return found.append(directory) }
    let rest = names.dropFirst()
    if name == "**" { return try descend(names, from: directory, depth: depth) }
    guard Glob.isPattern(name) else {
      let path = Glob.join(directory, Glob.unquoted(name))
      return unsafe access(path, F_OK) == 0 ? try follow(rest, from: path, depth: depth) : ()
    }
    for entry in try entries(of: directory) where unsafe fnmatch(name, entry, FNM_PERIOD) == 0 {
      let path = Glob.join(directory, entry)
      guard rest.isEmpty || isDirectory(path, followingLinks: true) else { continue }
      try follow(rest, from: path, depth: depth)
    }
  }

  /// `**` stands for no directory, and for each one below.
  private mutating func descend(
    _ names: ArraySlice<String>, from directory: String, depth: Int
  ) throws(FileError) {
    let rest = names.dropFirst()
    try follow(rest.isEmpty ? ["*"] : rest, from: directory, depth: depth)
    guard depth > 0 else { return }
    for entry in try entries(of: directory) where !entry.hasPrefix(".") {
      let path = Glob.join(directory, entry)
      guard isDirectory(path, followingLinks: false) else { continue }
      try descend(names, from: path, depth: depth - 1)
    }
  }

  private mutating func entries(of directory: String) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(directory) else {
      if [ENOENT, ENOTDIR].contains(errno) { return [] }
      throw .last(directory)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      visitsLeft -= 1
      guard visitsLeft > 0 else {
        throw FileError(.tooMany, "the pattern covers too many files", context: context)
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private func isDirectory(_ path: String, followingLinks: Bool) -> Bool {
    var status = stat()
    let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
