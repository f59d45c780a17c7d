// What a person wrote, as opposed to what WhatsApp says in their name: "image omitted", "This message was edited". The
// app marks its own words with an invisible sign (U+200E) or brackets, in every language.

/// Takes a message of WhatsApp apart.
enum WhatsAppText {
  /// More letters than this are no name.
  private static let longestName = 64
  private static let mark: Character = "\u{200E}"

  /// Speaker and text of what follows the time; no speaker where WhatsApp itself says something.
  static func parts(_ rest: String) -> (speaker: String?, text: String) {
    guard let colon = rest.firstIndex(of: ":") else { return (nil, rest) }
    let after = rest[rest.index(after: colon)...]
    guard after.isEmpty || after.first?.isWhitespace == true || after.first == mark else {
      return (nil, rest)
    }
    let speaker = name(rest[..<colon])
    let isName =
      !speaker.isEmpty && speaker.count <= longestName
      && !speaker.contains { "\"“”„«»".contains($0) }
    let said = after.first?.isWhitespace == true ? after.dropFirst() : after
    return isName ? (speaker, line(String(said))) : (nil, rest)
  }

  /// A name without marks of direction and the tilde before people who are no contacts.
  private static func name(_ text: Substring) -> String {
    let seen = String(String.UnicodeScalarView(text.unicodeScalars.filter { !isDirection($0) }))
    let bare = seen.trimmingSpace
    return bare.hasPrefix("~") ? bare.dropFirst().trimmingSpace : bare
  }

  private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// A line of a message without what the app adds to it.
  static func line(_ text: String) -> String {
    var text = text
    if let place = text.firstIndex(of: mark) {
      let own = text[..<place].trimmingSpace
      let added = text[text.index(after: place)...]
      // At the start of a line, or before brackets at its end, the app speaks.
      if own.isEmpty || (added.hasPrefix("<") && added.last == ">") { text = own }
    }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isDirection($0) }))
  }

  /// What is left of a whole message: nothing where only a picture was sent or something was deleted.
  static func said(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !isPlaceholder($0.trimmingSpace)
    }
    let said = lines.joined(separator: "\n").trimmingSpace
    return deleted.contains(said) ? "" : said
  }

  /// `<Media omitted>`, `IMG-20240315-WA0001.jpg (file attached)`, in any language.
  private static func isPlaceholder(_ line: String) -> Bool {
    if line.hasPrefix("<"), line.hasSuffix(">"), line.count < 80 { return !line.contains("://") }
    guard line.hasSuffix(")"), let open = line.utf8Range(of: " (") else { return false }
    let file = line[..<open.lowerBound]
    guard let dot = file.lastIndex(of: "."), !file.contains("\n") else { return false }
    let ending = file[dot...].dropFirst()
    return (2...5).contains(ending.count) && file.utf8Range(of: "-WA") != nil
      && ending.allSatisfy { $0.isLetter || $0.isNumber }
  }

  private static let deleted: Set<String> = [
    "This message was deleted", "This message was deleted.", "You deleted this message",
    "You deleted this message.", "null", "image omitted", "video omitted", "audio omitted",
    "sticker omitted", "GIF omitted", "document omitted", "Contact card omitted",
    "Diese Nachricht wurde gelöscht.", "Du hast diese Nachricht gelöscht.",
    "Se eliminó este mensaje.", "Ce message a été supprimé", "Questo messaggio è stato eliminato",
    "Mensagem apagada", "Essa mensagem foi apagada",
  ]
}
