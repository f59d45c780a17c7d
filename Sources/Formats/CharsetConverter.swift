// iconv of glibc knows some 1,100 encodings; nobody should write those tables again. The handle is one-way, into
// UTF-8, and is closed when it goes out of scope.

import Glibc

/// An open conversion from one encoding into UTF-8.
@safe
struct CharsetConverter: ~Copyable {
  private let handle: iconv_t

  /// What a conversion gave, and how many bytes it could not read.
  struct Result {
    var utf8: [UInt8]
    var bad: Int
  }

  /// Opens the conversion; nil when no encoding of that name is known.
  init?(_ name: String) {
    for candidate in EncodingLabel.candidates(name) {
      guard let opened = unsafe iconv_open("UTF-8", candidate), Int(bitPattern: opened) != -1 else {
        continue
      }
      unsafe handle = unsafe opened
      return
    }
    return nil
  }

  deinit {
    _ = unsafe iconv_close(handle)
  }

  /// Converts all of `bytes`; each byte that cannot be read becomes U+FFFD.
  ///
  /// Gives up with nil after `limit` bad bytes: then it was another encoding.
  func convert(_ bytes: ArraySlice<UInt8>, badLimit limit: Int) -> Result? {
    var result = Result(utf8: [], bad: 0)
    // Room that is not used costs nothing; growing would cost a second copy.
    result.utf8.reserveCapacity(bytes.count * 3)
    var offset = 0
    while offset < bytes.count {
      let (read, failure) = step(bytes, from: offset, into: &result.utf8)
      offset += read
      switch failure {
      case 0:
        flush(into: &result.utf8)
        return result
      case E2BIG where read > 0: continue
      default:
        result.bad += 1
        guard result.bad <= limit else { return nil }
        result.utf8 += [0xEF, 0xBF, 0xBD]
        offset += 1
      }
    }
    return result
  }

  /// Gives up the letter that encodings with combining marks (windows-1255, windows-1258) hold back for a mark.
  private func flush(into output: inout [UInt8]) {
    output += unsafe [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      guard let into = buffer.baseAddress else { return }
      var room = 64
      unsafe UnsafeMutableRawPointer(into).withMemoryRebound(to: CChar.self, capacity: room) {
        var next = unsafe Optional($0)
        _ = unsafe iconv(handle, nil, nil, &next, &room)
      }
      count = 64 - room
    }
  }

  /// One call of iconv: how many bytes were read, and why it stopped (0 at the end).
  private func step(
    _ input: ArraySlice<UInt8>, from offset: Int, into output: inout [UInt8]
  ) -> (read: Int, failure: Int32) {
    var failure: Int32 = 0
    var unread = input.count - offset
    let total = unread
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      unsafe input.withUnsafeBytes { raw in
        guard let from = raw.baseAddress, let into = buffer.baseAddress else { return }
        // iconv's signature is older than `const`; it reads what it is given and no more.
        var source = unsafe Optional(
          UnsafeMutablePointer(mutating: (from + offset).assumingMemoryBound(to: CChar.self)))
        var room = 65_536
        let status = unsafe UnsafeMutableRawPointer(into).withMemoryRebound(
          to: CChar.self, capacity: room
        ) { target in
          var next = unsafe Optional(target)
          return unsafe iconv(handle, &source, &unread, &next, &room)
        }
        failure = status == -1 ? errno : 0
        count = 65_536 - room
      }
    }
    output += chunk
    return (total - unread, failure)
  }
}
