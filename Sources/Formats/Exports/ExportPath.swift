// The path of a file in an export, cut at its slashes: formats tell conversations by files and folders.

/// A path as an archive or a file system writes it.
struct ExportPath {
  let parts: [Substring]

  init(_ path: String) {
    parts = path.split(separator: "/")
  }

  /// The file's name.
  var name: String { parts.last.map(String.init) ?? "" }
  /// The name of the folder that it lies in; empty at the top.
  var folder: String { parts.dropLast().last.map(String.init) ?? "" }
  /// The name without its ending.
  var stem: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
  /// In lower case, without the dot.
  var ending: String {
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
