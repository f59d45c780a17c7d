// From sent bytes to the body. What a server says about its compression is often wrong (a header
// without gzip, gzip without a header), so the first bytes decide and the header only helps.

private import CCurl

/// Undoes compression piece by piece, within limits, and keeps what it has if the rest is missing.
struct BodyDecoder: ~Copyable {
  enum Fault: Error, Equatable {
    case tooLarge
    case bomb
    case corrupt
    case cut
    case unknown(String)
    case memory
  }

  @safe private enum State {
    case undecided
    case plain
    case decoding(OpaquePointer)
    case ended
  }

  private var decoded: [UInt8] = []
  private(set) var wireBytes = 0
  private var state = State.undecided
  private var head: [UInt8] = []
  private var isLaterMember = false
  private let label: String
  private let bodyLimit: Int
  private let ratioLimit: Int

  /// `label` is the value of Content-Encoding, empty where there is none.
  init(label: String, limits: Limits) {
    self.label = label.lowercased().filter { !$0.isWhitespace }
    bodyLimit = limits.body
    ratioLimit = max(1, limits.compression)
  }

  deinit {
    if case .decoding(let decoder) = state { unsafe cdecode_free(decoder) }
  }

  /// What has come so far, decoded.
  var body: [UInt8] { decoded.isEmpty ? head : decoded }

  /// Takes the next bytes as they were sent.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
    wireBytes += bytes.count
    guard case .undecided = state else { return try unsafe take(bytes) }
    unsafe head.append(contentsOf: bytes)
    if head.count >= 3 { try decide() }
  }

  /// Says whether the body is whole once no more bytes come.
  mutating func finish() throws(Fault) {
    if case .undecided = state { try decide() }
    if case .decoding = state, !isLaterMember { throw .cut }
  }
}

extension BodyDecoder {
  /// The first three bytes and the label choose the decoder; then the bytes held back go through it.
  private mutating func decide() throws(Fault) {
    guard let coding = try coding() else {
      state = .plain
      return try takeHead()
    }
    guard let decoder = unsafe cdecode_new(Int32(coding)) else { throw .memory }
    state = unsafe .decoding(decoder)
    try takeHead()
  }

  private mutating func takeHead() throws(Fault) {
    let held = head
    head = []
    let result = unsafe held.withUnsafeBufferPointer { bytes -> Result<Void, Fault> in
      do throws(Fault) { return .success(try unsafe take(bytes)) } catch { return .failure(error) }
    }
    try result.get()
  }

  /// One of CDECODE_…, or nil for a body that is plain, whatever its label says.
  private func coding() throws(Fault) -> Int? {
    guard !head.isEmpty else { return nil }
    if head.starts(with: [0x1F, 0x8B]) { return CDECODE_GZIP }
    switch label {
    case "br": return looksPlain ? nil : CDECODE_BROTLI
    case "deflate" where hasZlibHeader: return CDECODE_ZLIB
    case "deflate": return looksPlain ? nil : CDECODE_DEFLATE
    case "zstd", "compress", "x-compress", "dcb", "dcz": throw .unknown(label)
    default: return nil
    }
  }

  /// RFC 1950, section 2.2: method 8, and a check that makes the first two bytes a multiple of 31.
  private var hasZlibHeader: Bool {
    guard head.count >= 2 else { return false }
    return head[0] & 0x0F == 8 && (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
  }

  /// Whether it starts as the documents we fetch do: "<", "{", "[", white space or a byte order mark.
  private var looksPlain: Bool {
    head.starts(with: [0xEF, 0xBB, 0xBF])
      || "<{[ \n\r\t".utf8.contains(head[0])
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
    switch state {
    case .undecided: return
    case .plain: try unsafe keep(bytes)
    case .decoding(let decoder):
      try unsafe decode(bytes, with: decoder)
    case .ended:
      // Gzip may come in several members; anything else behind the end is padding.
      guard unsafe bytes.first == 0x1F, let decoder = unsafe cdecode_new(Int32(CDECODE_GZIP)) else {
        return
      }
      isLaterMember = true
      state = unsafe .decoding(decoder)
      try unsafe decode(bytes, with: decoder)
    }
  }

  private mutating func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, with decoder: OpaquePointer
  ) throws(Fault) {
    var rest = unsafe bytes[...]
    while true {
      let (result, used) = try unsafe step(UnsafeBufferPointer(rebasing: rest), with: decoder)
      unsafe rest = rest.dropFirst(used)
      switch result {
      case CDECODE_ROOM: continue
      case CDECODE_END:
        unsafe end(decoder)
        return unsafe rest.isEmpty ? () : try take(UnsafeBufferPointer(rebasing: rest))
      case CDECODE_BAD where isLaterMember: return unsafe end(decoder)
      case CDECODE_BAD: throw .corrupt
      default: return
      }
    }
  }

  private mutating func end(_ decoder: OpaquePointer) {
    unsafe cdecode_free(decoder)
    state = .ended
  }

  private mutating func step(
    _ bytes: UnsafeBufferPointer<UInt8>, with decoder: OpaquePointer
  ) throws(Fault) -> (result: Int, used: Int) {
    let size = 32 << 10
    return try unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) {
      room -> Result<(result: Int, used: Int), Fault> in
      var used = 0
      var made = 0
      let result = unsafe cdecode_step(
        decoder, bytes.baseAddress, bytes.count, &used, room.baseAddress, size, &made)
      do throws(Fault) { try unsafe keep(UnsafeBufferPointer(rebasing: room[..<made])) } catch {
        return .failure(error)
      }
      return .success((Int(result), used))
    }.get()
  }

  private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
    let room = bodyLimit - decoded.count
    unsafe decoded.append(contentsOf: bytes.prefix(room))
    guard bytes.count <= room else { throw .tooLarge }
    let isFair = decoded.count <= 1 << 20 || decoded.count / ratioLimit <= wireBytes
    guard isFair else { throw .bomb }
  }
}
