// A mailbox of many years has tens of gigabytes, nearly all of them attachments. It is read a piece at a time, and of its
// mails one is held.

import Files
import Formats

/// A mailbox on the disk, read from its beginning to its end.
final class MailboxStream {
  /// More bytes are no mailbox but a disk.
  private static let most = 1 << 40

  let path: String
  private let file: FilePieces
  private var mailbox: MailboxReading

  init(_ path: String, _ context: ChatContext) throws(FileError) {
    self.path = path
    file = try FilePieces(path, limit: Self.most)
    mailbox = MailboxReading(context)
  }

  /// Reads one piece more and gives the mails that it completes; false at the end.
  func readOn(each: (ChatRecord) -> Void) throws(FileError) -> Bool {
    guard let piece = try file.next() else {
      mailbox.finish(each: each)
      return false
    }
    mailbox.take(piece, each: each)
    return true
  }
}
