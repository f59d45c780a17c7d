// The one place that touches libyaml: its event stream as Swift values. The tree is built elsewhere, so that every
// limit is ours and none depends on what the library would allow.

private import LibYAML

/// One event of a YAML stream; structure only, no meaning.
struct YAMLEvent {
  enum Kind {
    case documentStart, end, scalar, alias, sequenceStart, sequenceEnd, mappingStart, mappingEnd
    case other
  }

  var kind: Kind
  var position: YAMLPosition
  /// A scalar's text, an alias' name.
  var text = ""
  var plain = false
  var anchor: String?
  var tag: String?
}

/// What libyaml says of a broken file, with the place.
struct YAMLError: Error, Sendable {
  let message: String
  let position: YAMLPosition
}

/// A libyaml parser over a copy of the bytes; freed in `deinit`.
@safe
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) throws(YAMLError) {
    let raw = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(raw) == 1 else {
      unsafe raw.deallocate()
      throw YAMLError(message: "out of memory", position: YAMLPosition(line: 1, column: 1))
    }
    unsafe parser = raw
    unsafe input = .allocate(capacity: max(bytes.count, 1))
    _ = unsafe input.initialize(from: bytes)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// The next event; call no further after `.end`.
  mutating func next() throws(YAMLError) -> YAMLEvent {
    var raw = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
    defer { unsafe yaml_event_delete(&raw) }
    return unsafe event(raw)
  }

  private func event(_ raw: yaml_event_t) -> YAMLEvent {
    var event = YAMLEvent(kind: .other, position: unsafe position(raw.start_mark))
    switch unsafe raw.type {
    case YAML_STREAM_END_EVENT: event.kind = .end
    case YAML_DOCUMENT_START_EVENT: event.kind = .documentStart
    case YAML_SEQUENCE_END_EVENT: event.kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: event.kind = .mappingEnd
    case YAML_ALIAS_EVENT:
      event.kind = .alias
      event.text = unsafe text(raw.data.alias.anchor) ?? ""
    case YAML_SEQUENCE_START_EVENT:
      event.kind = .sequenceStart
      event.anchor = unsafe text(raw.data.sequence_start.anchor)
      event.tag = unsafe text(raw.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      event.kind = .mappingStart
      event.anchor = unsafe text(raw.data.mapping_start.anchor)
      event.tag = unsafe text(raw.data.mapping_start.tag)
    case YAML_SCALAR_EVENT:
      unsafe fill(&event, raw.data.scalar)
    default: break
    }
    return event
  }

  private func fill(
    _ event: inout YAMLEvent, _ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar
  ) {
    event.kind = .scalar
    event.anchor = unsafe text(scalar.anchor)
    event.tag = unsafe text(scalar.tag)
    event.plain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
    let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    event.text = unsafe String(decoding: bytes, as: UTF8.self)
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }

  private func position(_ mark: yaml_mark_t) -> YAMLPosition {
    YAMLPosition(line: mark.line + 1, column: mark.column + 1)
  }

  private func failure() -> YAMLError {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "unreadable"
    guard unsafe parser.pointee.error != YAML_READER_ERROR else {
      return YAMLError(
        message: problem, position: placeOfByte(unsafe parser.pointee.problem_offset))
    }
    let place = unsafe position(parser.pointee.problem_mark)
    return YAMLError(message: problem + context() + tabHint(), position: place)
  }

  /// What libyaml was at, with its beginning where that is another place.
  private func context() -> String {
    guard let context = unsafe parser.pointee.context else { return "" }
    let words = unsafe " \(String(cString: context))"
    let start = unsafe parser.pointee.context_mark
    guard unsafe start.index != parser.pointee.problem_mark.index, start.index > 0 else {
      return words
    }
    return "\(words) that begins at \(start.line + 1):\(start.column + 1)"
  }

  /// The one mistake that cannot be seen: libyaml counts in characters, so the line is found first.
  private func tabHint() -> String {
    let mark = unsafe parser.pointee.problem_mark
    let lines = unsafe Array(input).split(
      separator: 0x0A, maxSplits: mark.line, omittingEmptySubsequences: false)
    let rest = String(decoding: (lines.last ?? []).prefix(4_096), as: UTF8.self)
    let isTab = rest.unicodeScalars.dropFirst(mark.column).first == "\t"
    return isTab ? "; a tab cannot indent, spaces can" : ""
  }

  /// The reader counts bytes only: the line and column are found here.
  private func placeOfByte(_ offset: Int) -> YAMLPosition {
    let before = unsafe input[..<min(offset, input.count)]
    let line = unsafe before.count { $0 == 0x0A } + 1
    let start = unsafe before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let columns = unsafe before[start...].count { $0 & 0xC0 != 0x80 }
    return YAMLPosition(line: line, column: columns + 1)
  }
}
