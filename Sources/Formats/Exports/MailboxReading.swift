// The mails of an mbox file as its bytes come: one is held at a time, of that what can be text, and nothing else of the
// file, so that a mailbox may be of any size.

/// A mailbox (RFC 4155) that is being read piece by piece; a file of one mail alone is read too.
package struct MailboxReading {
  /// More bytes of one mail are not read: they are attachments.
  static let longest = 24 << 20
  /// A line that is longer goes on as if it were none: no separator is.
  private static let longestLine = 1 << 20

  private let context: ChatContext
  /// Nil before the first line.
  private var isMailbox: Bool?
  /// The mail that is being read, without its "From " line.
  private var mail: [UInt8] = []
  /// Where it began; lines count from 1.
  private var start = 1
  private var line = 1
  /// A line that has no end yet.
  private var open: [UInt8] = []
  private var isWithinLine = false

  package init(_ context: ChatContext) {
    self.context = context
  }

  /// Takes the next bytes and gives the mails that they complete.
  package mutating func take(_ piece: [UInt8], each: (ChatRecord) -> Void) {
    let bytes = open.isEmpty ? piece : open + piece
    var position = bytes.startIndex
    var kept = position
    while let end = bytes[position...].firstIndex(of: 0x0A) {
      if isSeparator(bytes[position...end]) {
        keep(bytes[kept..<position])
        close(each)
        kept = end + 1
      }
      isWithinLine = false
      line += 1
      position = end + 1
    }
    keep(bytes[kept..<position])
    open = Array(bytes[position...])
    guard open.count > Self.longestLine else { return }
    keep(open[...])
    open = []
    isWithinLine = true
  }

  /// Gives the last mail, behind which there are no more bytes.
  package mutating func finish(each: (ChatRecord) -> Void) {
    if !isSeparator(open[...]) { keep(open[...]) }
    open = []
    close(each)
  }

  /// Whether the line that begins here is the first of a mail; the first of the file says what the file is.
  private mutating func isSeparator(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard !isWithinLine, isMailbox != false else { return false }
    let isSeparator = bytes.first == 0x46 && MailboxLine.isSeparator(bytes)
    if isMailbox == nil { isMailbox = isSeparator }
    return isSeparator
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    mail += bytes.prefix(max(0, Self.longest - mail.count))
  }

  private mutating func close(_ each: (ChatRecord) -> Void) {
    if !mail.isEmpty {
      MailReader.read(mail[...], line: start, isMailbox: isMailbox == true, each)
    }
    mail.removeAll(keepingCapacity: mail.count < 1 << 20)
    start = line
  }
}
