// Header lines as libcurl hands them over, one by one, gathered within limits. Pure, so that odd
// lines can be tested without a server.

/// Gathers the head of an answer; informational answers before it are dropped.
struct HeaderCollector: Sendable {
  private(set) var status = 0
  private(set) var headers = Headers()
  /// The empty line behind the head of a final answer has come.
  private(set) var isComplete = false
  private var bytes = 0
  private var lines = 0

  /// Takes one line with its end; the words of the limit it breaks, or nil.
  mutating func take(_ line: some BidirectionalCollection<UInt8>, limits: Limits) -> String? {
    bytes += line.count
    lines += 1
    if bytes > limits.headerBytes { return "more than \(limits.headerBytes) bytes of headers" }
    if lines > limits.headerCount + 2 { return "more than \(limits.headerCount) header lines" }
    guard !isComplete else { return nil }  // a trailer
    let text = Self.text(line)
    if text.isEmpty {
      isComplete = status >= 200
    } else if text.hasPrefix("HTTP/") {
      start(text)
    } else {
      field(text)
    }
    return nil
  }

  private mutating func start(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 2)
    status = words.count > 1 ? Int(words[1]) ?? 0 : 0
    headers = Headers()
    lines = 1
  }

  private mutating func field(_ line: String) {
    if line.hasPrefix(" ") || line.hasPrefix("\t") {
      return headers.fold(Self.trimmed(line[...]))
    }
    guard let colon = line.firstIndex(of: ":") else { return }
    let name = Self.trimmed(line[..<colon])
    guard !name.isEmpty else { return }
    headers.add(name, Self.trimmed(line[line.index(after: colon)...]))
  }

  /// UTF-8 where it is valid, else Latin-1, which never fails (RFC 9110, section 5.5).
  ///
  /// A NUL or bare CR cannot stand in a value that may be sent back, so it becomes a space.
  private static func text(_ line: some BidirectionalCollection<UInt8>) -> String {
    var bytes = Array(line)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    for index in bytes.indices where [0, 0x0A, 0x0D].contains(bytes[index]) { bytes[index] = 0x20 }
    if let valid = String(validating: bytes, as: UTF8.self) { return valid }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func trimmed(_ text: Substring) -> String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    let front = text.drop(while: isSpace)
    guard let last = front.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(front[...last])
  }
}
