// A row of JSON Lines that is written while it is found out: a feed of ten thousand entries is one row, and neither a
// tree of it nor its text need ever be whole in memory.

package import FoundationEssentials

/// One object, written member by member in the order of the calls.
package struct JSONRow {
  private let output: StandardOutput?
  private var bytes: [UInt8] = []
  /// Nothing stands yet in the innermost object or list.
  private var isFirst = true
  private var failure: OutputError?

  private static let most = 64 << 10

  /// Begins a row for `output`; without one it is gathered, and ``finish()`` gives it back.
  package init(to output: StandardOutput? = nil) {
    self.output = output
    bytes.append(UInt8(ascii: "{"))
  }

  /// Ends the row; throws what went wrong with the output at any time.
  @discardableResult
  package mutating func finish() throws(OutputError) -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    guard let output else { return bytes }
    bytes.append(0x0A)
    relieve()
    if let failure { throw failure }
    try output.bytes(bytes)
    return []
  }

  // MARK: Members

  /// Adds a value.
  package mutating func add(_ key: StaticString, _ value: JSONValue) {
    name(key)
    value.write(to: &bytes)
  }

  /// Adds a text, unless it is absent or empty.
  package mutating func add(_ key: StaticString, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    name(key)
    write(text)
  }

  /// Adds a text, empty or not.
  package mutating func add(_ key: StaticString, whatever text: String) {
    name(key)
    write(text)
  }

  /// Adds a number, unless it is absent.
  package mutating func add(_ key: StaticString, count: Int?) {
    if let count { add(key, .int(count)) }
  }

  /// Adds a yes or no, unless it is absent.
  package mutating func add(_ key: StaticString, flag: Bool?) {
    if let flag { add(key, .bool(flag)) }
  }

  /// Adds a list of texts, unless it is empty.
  package mutating func add(_ key: StaticString, texts: [String]) {
    guard !texts.isEmpty else { return }
    list(key) { row in
      for text in texts {
        row.separate()
        row.write(text)
      }
    }
  }

  /// Adds a time, unless it is absent; null when its year has not four digits.
  package mutating func add(_ key: StaticString, time: Date?) {
    guard let time else { return }
    name(key)
    bytes.append(UInt8(ascii: "\""))
    guard UTCTime.append(time, to: &bytes) else {
      bytes.removeLast()
      bytes += "null".utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds an object of what `body` adds.
  package mutating func object(_ key: StaticString, _ body: (inout JSONRow) -> Void) {
    name(key)
    enclosed("{", "}", body)
  }

  /// Adds an object, unless there is nothing to make it of.
  package mutating func object<Part>(
    _ key: StaticString, _ part: Part?, _ body: (Part, inout JSONRow) -> Void
  ) {
    guard let part else { return }
    object(key) { body(part, &$0) }
  }

  /// Adds a list of objects, unless it is empty.
  package mutating func objects<Part>(
    _ key: StaticString, _ parts: [Part], _ body: (Part, inout JSONRow) -> Void
  ) {
    guard !parts.isEmpty else { return }
    list(key) { row in
      for part in parts { row.element { body(part, &$0) } }
    }
  }

  /// Adds a list of what `body` adds by ``element(_:)``.
  package mutating func list(_ key: StaticString, _ body: (inout JSONRow) -> Void) {
    openList(key)
    body(&self)
    closeList()
  }

  /// Begins a list that ``closeList()`` ends, for elements that come by themselves.
  package mutating func openList(_ key: StaticString) {
    name(key)
    bytes.append(UInt8(ascii: "["))
    isFirst = true
  }

  /// Ends the list.
  package mutating func closeList() {
    bytes.append(UInt8(ascii: "]"))
    isFirst = false
  }

  /// Adds an object to the list that is open.
  package mutating func element(_ body: (inout JSONRow) -> Void) {
    separate()
    enclosed("{", "}", body)
    if bytes.count >= Self.most { relieve() }
  }

  // MARK: Bytes

  private mutating func enclosed(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONRow) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    isFirst = true
    body(&self)
    bytes.append(UInt8(ascii: close))
    isFirst = false
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  private mutating func name(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
  }

  private mutating func write(_ text: String) {
    var rest = bytes
    bytes = []
    JSONText.append(text, to: &rest) { piece in
      swap(&piece, &bytes)
      relieve()
      swap(&piece, &bytes)
    }
    bytes = rest
  }

  /// Hands on what there is; after a failure nothing is written any more.
  private mutating func relieve() {
    guard let output else { return }
    defer { bytes.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    do throws(OutputError) {
      try output.bytes(bytes)
    } catch {
      failure = error
    }
  }
}
