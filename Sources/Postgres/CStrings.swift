// An array of strings as C wants it.

/// Strings in one buffer, so that pointers to them stay valid for a call.
struct CStrings {
  private var bytes: [CChar] = []
  private var starts: [Int] = []

  init(_ strings: [String]) {
    for string in strings {
      starts.append(bytes.count)
      bytes += string.utf8CString
    }
  }

  /// Calls `body` with an array that ends with a null pointer.
  func withPointers<Result>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var pointers: [UnsafePointer<CChar>?] = unsafe []
      for start in starts { unsafe pointers.append(buffer.baseAddress.map { unsafe $0 + start }) }
      unsafe pointers.append(nil)
      return unsafe pointers.withUnsafeBufferPointer { list in
        guard let base = list.baseAddress else { preconditionFailure("never empty") }
        return unsafe body(base)
      }
    }
  }
}
