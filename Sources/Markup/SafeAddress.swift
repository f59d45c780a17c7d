// Decides whether an address may stand in clean HTML. The scheme is judged by an allow-list after everything a browser
// would overlook has been taken out, so `java\nscript:` has nowhere to hide.

/// Judges and resolves addresses.
enum SafeAddress {
  private static let forLinks = ByteTable(
    [
      "http", "https", "mailto", "ftp", "tel", "magnet", "irc", "ircs", "xmpp", "news", "gopher",
      "gemini", "webcal", "nntp", "snews", "sftp", "rsync", "git", "svn", "svn+ssh", "sip",
      "sips", "sms", "rtsp", "rtspu", "mms", "itms", "geo", "matrix", "callto", "skype", "aim",
      "prospero", "wais", "hdl", "telnet", "ssh",
    ], folding: true)
  private static let forMedia = ByteTable(["http", "https"], folding: true)

  /// The address, cleaned and resolved against a base that is trimmed already; nil when it may not pass.
  ///
  /// What has a colon before any slash, question mark or hash must have a known scheme there.
  static func resolve(_ raw: [UInt8], base: [UInt8]?, isLink: Bool) -> [UInt8]? {
    if unsafe raw.withUnsafeBufferPointer({ unsafe Bytes($0).isAbsoluteAddress }) { return raw }
    let address = URLResolver.trimmed(raw)
    guard isAllowed(address, isLink) else { return nil }
    guard let base else { return address }
    let resolved = URLResolver.resolve(address, base)
    return isAllowed(resolved, isLink) ? resolved : nil
  }

  private static func isAllowed(_ address: [UInt8], _ isLink: Bool) -> Bool {
    guard let end = address.firstIndex(where: { [0x3A, 0x2F, 0x3F, 0x23, 0x5C].contains($0) }),
      address[end] == 0x3A
    else { return true }
    let table = isLink ? forLinks : forMedia
    return unsafe address.withUnsafeBufferPointer { unsafe table.find(Bytes($0).part(0, end)) }
      != nil
  }
}
