// libcurl's own parsed address, so that what we look at is what it will connect to.

private import CCurl

/// Owns an address parsed by libcurl.
@safe struct ParsedURL: ~Copyable {
  /// Why libcurl does not take a text.
  struct Refusal: Error {
    let words: String
  }

  private let handle: OpaquePointer

  init(_ text: String, base: String?) throws(Refusal) {
    var reason: UnsafePointer<CChar>?
    guard let handle = unsafe ccurl_url_new(text, base, &reason) else {
      let words = unsafe reason.map { unsafe String(cString: $0) }
      throw Refusal(words: words?.lowercased() ?? "out of memory")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe ccurl_url_free(handle) }

  /// One of CCURL_URL_…; nil where the address has no such part.
  subscript(part: Int) -> String? {
    guard let found = unsafe ccurl_url_part(handle, Int32(part)) else { return nil }
    defer { unsafe ccurl_free(found) }
    return unsafe String(cString: found)
  }
}
