// The head of a mail or of a part of one (RFC 5322, 2.2): names and values, folded over lines.

/// The headers of a message, by their names in lower case.
struct MailHeaders {
  private var values: [String: String] = [:]
  /// Where the body begins.
  private(set) var bodyStart: Int
  /// No head is longer than this.
  private static let most = 256 << 10
  private static let mostValue = 16 << 10

  /// Reads the headers at the start of `bytes`; of a name that occurs twice the first counts.
  init(_ bytes: ArraySlice<UInt8>) {
    bodyStart = bytes.endIndex
    var position = bytes.startIndex
    let limit = min(bytes.endIndex, position + Self.most)
    var name = ""
    while position < limit {
      let end = bytes[position..<bytes.endIndex].firstIndex(of: 0x0A) ?? bytes.endIndex
      var line = bytes[position..<end]
      if line.last == 0x0D { line = line.dropLast() }
      position = min(end + 1, bytes.endIndex)
      bodyStart = position
      guard let first = line.first else { return }
      if first == 0x20 || first == 0x09 {
        add(line, to: name)
      } else if let colon = line.firstIndex(of: 0x3A) {
        name = String(decoding: line[..<colon], as: UTF8.self).lowercased().trimmingSpace
        if values[name] != nil { name = "" }
        if !name.isEmpty { values[name] = Self.text(line[(colon + 1)...]).trimmingSpace }
      } else if name.isEmpty, values.isEmpty, !line.starts(with: [0x3E]) {
        // A body without a head.
        bodyStart = bytes.startIndex
        return
      }
    }
  }

  private mutating func add(_ line: ArraySlice<UInt8>, to name: String) {
    guard let value = values[name], value.utf8.count < Self.mostValue else { return }
    values[name] = value + " " + Self.text(line).trimmingSpace
  }

  /// Some write raw bytes where only ASCII belongs; most of those are UTF-8.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    let decoded = TextEncoding.decode(Array(bytes), contentType: nil).utf8
    return String(decoding: decoded, as: UTF8.self)
  }

  subscript(name: String) -> String? { values[name] }

  /// A parameter of a value: `charset` in `text/plain; charset="utf-8"` (RFC 2045, 5.1).
  func parameter(_ wanted: String, of name: String) -> String? {
    guard let value = values[name] else { return nil }
    for part in value.split(separator: ";").dropFirst() {
      guard let equals = part.firstIndex(of: "=") else { continue }
      guard part[..<equals].trimmingSpace.lowercased() == wanted else { continue }
      let text = part[part.index(after: equals)...].trimmingSpace
      return text.hasPrefix("\"") ? String(text.dropFirst().prefix { $0 != "\"" }) : text
    }
    return nil
  }

  /// `text/plain` of `text/plain; charset=utf-8`, in lower case.
  func bare(_ name: String) -> String {
    (values[name] ?? "").prefix { $0 != ";" }.trimmingSpace.lowercased()
  }

  /// What stands between angle brackets: `<a@b> <c@d>`.
  static func identifiers(_ text: String) -> [String] {
    text.split(separator: "<").compactMap { piece in
      guard let end = piece.firstIndex(of: ">") else { return nil }
      let id = piece[..<end].trimmingSpace
      return id.isEmpty ? nil : id
    }
  }
}

/// A name with its address: `"Ada L." <ada@example.org>`.
struct MailAddress {
  let name: String?
  let address: String

  /// The first of a list of addresses; nil when there is none.
  init?(_ text: String) {
    if let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
      address = text[text.index(after: open)..<close].trimmingSpace.lowercased()
      let name = text[..<open].trimmingSpace.filter { $0 != "\"" }.trimmingSpace
      self.name = name.isEmpty || name.lowercased() == address ? nil : name
    } else {
      let bare = text.prefix { $0 != "(" && $0 != "," }.trimmingSpace
      address = bare.lowercased()
      name = nil
    }
    guard !address.isEmpty, address.count < 320 else { return nil }
  }
}
