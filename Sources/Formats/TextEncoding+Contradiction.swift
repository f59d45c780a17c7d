// A document that names one encoding and is written in another: most feeds with broken letters elsewhere.

extension TextEncoding {
  /// The first encoding that was named for a document, and the one that it is in, where the two differ.
  ///
  /// ASCII, Latin-1 and windows-1252 count as what reads them (WHATWG Encoding §4.2), and pure ASCII as anything.
  static func contradiction(
    _ bytes: [UInt8], contentType: String?
  ) -> (claimed: String, actual: String)? {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    let named = declared(in: bytes, family: nil)
    guard let claimed = named.flatMap(EncodingLabel.normalised) else { return nil }
    let actual = decode(bytes, contentType: contentType).encoding
    if actual != claimed { return (claimed, actual) }
    // Read as UTF-8 with its bad bytes replaced.
    return actual == "utf-8" && UTF8Text.survey(bytes[...]).bad > 0
      ? (claimed, "not quite that") : nil
  }
}
