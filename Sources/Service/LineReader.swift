// Lines of a file or of standard input, one at a time and of limited length: the filters read from other programs and
// must neither wait for the end nor swallow a line without one.

private import Glibc

/// Input that cannot be read.
package struct InputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// As people should see it: `standard input`, or the path.
  package let name: String
  package let message: String

  package init(name: String, message: String) {
    self.name = name
    self.message = message
  }

  package var description: String { "\(TerminalText.clean(name)): \(message)" }
}

/// Reads lines from a descriptor; closes it unless it is standard input.
package struct LineReader: ~Copyable {
  /// Longer lines are an error; a row that carries a feed of 16 MB in base64 still fits.
  package static let lineBytesMax = 64 << 20

  /// The number of the line that ``next()`` gave last; counts from 1.
  package private(set) var line = 0
  package let name: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var scanned = 0
  private var isAtEnd = false
  private var chunk = [UInt8](repeating: 0, count: 256 << 10)

  /// Standard input.
  package init() {
    name = "standard input"
    descriptor = 0
  }

  /// The file at `path`; `-` is standard input.
  package init(path: String) throws(InputError) {
    guard path != "-" else {
      self.init()
      return
    }
    // Without waiting, for a named pipe that nobody writes to would hold us for ever.
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw InputError(name: path, message: SystemError.text(errno)) }
    _ = fcntl(opened, F_SETFL, O_RDONLY)
    self.init(descriptor: opened, name: path)
  }

  /// Takes over an open descriptor.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  deinit {
    if descriptor != 0 { close(descriptor) }
  }

  /// The next line without its end (LF or CR LF), or nil at the end of the input.
  ///
  /// Waits for the other program; throws `CancellationError` when the task is cancelled meanwhile, else ``InputError``.
  package mutating func next() throws -> [UInt8]? {
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0A) { return take(upTo: end, next: end + 1) }
      scanned = buffer.count
      if isAtEnd {
        return start < buffer.count ? take(upTo: buffer.count, next: buffer.count) : nil
      }
      guard buffer.count - start <= Self.lineBytesMax else {
        throw InputError(
          name: name, message: "line \(line + 1) is longer than \(Self.lineBytesMax) bytes")
      }
      try fill()
    }
  }

  /// Whether something can be read now, the end of the input included.
  package var isReady: Bool {
    if scanned < buffer.count || isAtEnd { return true }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, 0) == 1
  }

  /// The next line that is not empty, parsed; nil at the end.
  package mutating func nextJSON() throws -> JSONValue? {
    while let bytes = try next() {
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      do throws(JSONError) {
        return try JSONValue(parsing: bytes, line: line)
      } catch {
        throw InputError(name: name, message: "\(error)")
      }
    }
    return nil
  }

  private mutating func take(upTo end: Int, next: Int) -> [UInt8] {
    var line = buffer[start..<end]
    if line.last == 0x0D { line.removeLast() }
    start = next
    scanned = next
    self.line += 1
    return Array(line)
  }

  private mutating func fill() throws {
    if start > 0 {
      buffer.removeSubrange(..<start)
      scanned -= start
      start = 0
    }
    while true {
      try waitForInput()
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw InputError(name: name, message: SystemError.text(errno)) }
      isAtEnd = count == 0
      buffer += chunk[..<count]
      return
    }
  }

  /// A blocking read would not notice that the person pressed Ctrl-C.
  private func waitForInput() throws {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&request, 1, 100) == 0 { try Task.checkCancellation() }
  }
}
