// What a server says about keeping its answer, name by name.

import HTTP

/// The directives of `Cache-Control` (RFC 9111 §5.2); of a name said twice the first counts.
struct CacheControl: Sendable {
  private let directives: [(name: String, value: String)]

  init(_ headers: Headers) {
    directives = (headers.list("Cache-Control") ?? "").split(separator: ",").prefix(50).map {
      let parts = $0.split(separator: "=", maxSplits: 1).map {
        $0.trimmingPrefix { $0 == " " || $0 == "\t" }
      }
      let name = parts.first.map { $0.prefix { $0 != " " && $0 != "\t" }.lowercased() } ?? ""
      return (name, parts.count > 1 ? parts[1].filter { $0 != "\"" && $0 != " " } : "")
    }
  }

  /// The value of a directive, empty where it has none; nil where it is not said.
  subscript(name: String) -> String? { directives.first { $0.name == name }?.value }
}
