// The reading half of an import: what a file is, what it says, and what is to be written of it. Only values; the
// writing is done by `Import`.

import Files
import Formats
import Service
import Store

/// An import as far as it has come.
struct ImportWork {
  var report = ImportReport()
  /// What is read and not yet written.
  var pending: [ImportedDocument] = []

  private let request: ImportRequest
  private let own: OwnNames
  /// People and channels by the folder whose files they name.
  private var directories: [String: ChatDirectory] = [:]
  private var longPosts = LongPosts()
  /// The mailbox that is being read: as long as there is one, no other file is.
  private var mailbox: MailboxStream?
  /// The keys of the likes that were read.
  private var takenLikes: Set<String> = []

  init(_ request: ImportRequest, _ walk: ImportWalk) {
    self.request = request
    own = OwnNames(request.names)
    for problem in walk.problems { report.note(problem) }
    for file in walk.files where ChatFormats.isCompanion(path: file.path) { readNames(file) }
  }

  /// Reads one file.
  mutating func read(_ file: ImportFile) {
    do throws(FileError) {
      let head = try file.head()
      guard !head.isEmpty else {
        if file.isNamed { report.note("\(file.path): the file is empty") }
        return
      }
      switch ImportKind(file, head: head, as: request.role) {
      case .chat(let reader):
        let context = context(file)
        if reader == MailReader.self, file.isOnDisk {
          mailbox = try MailboxStream(file.path, context)
        } else {
          readChat(try file.read(), context, reader)
        }
      case .likes(let reader): readLikes(try file.read(), file, reader)
      case .document(let format):
        let bytes = try file.read()
        readDocument(try DocumentReader.read(bytes, format: format, path: file.path), file)
      case .foreignJSON: report.note("\(file.path): \(Self.doubt(try file.read()))")
      // What names people and channels was read at the start.
      case .skipped: if !ChatFormats.isCompanion(path: file.path) { skip(file) }
      case .refused(let why): report.note("\(file.path): \(why)")
      }
    } catch {
      report.note("\(error)")
    }
  }

  // MARK: Conversations

  private func context(_ file: ImportFile) -> ChatContext {
    var context = ChatContext(path: file.path, clock: request.clock)
    context.prefersMonthFirst = request.prefersMonthFirst
    for folder in file.folders {
      guard let directory = directories[folder] else { continue }
      context.directory = directory
      break
    }
    return context
  }

  private mutating func readChat(
    _ bytes: [UInt8], _ context: ChatContext, _ reader: any ChatReader.Type
  ) {
    var messages: [ChatMessage] = []
    reader.read(bytes, context) { record in
      switch record {
      case .message(let message): messages.append(message)
      case .problem(let problem): report.note(problem.described(in: context.path))
      }
    }
    take(messages, format: reader.name, origin: reader.origin)
  }

  /// Reads on in the open mailbox; false when there is none.
  mutating func readMailbox() -> Bool {
    guard let mailbox else { return false }
    var messages: [ChatMessage] = []
    do throws(FileError) {
      let isOpen = try mailbox.readOn { record in
        switch record {
        case .message(let message): messages.append(message)
        case .problem(let problem): report.note(problem.described(in: mailbox.path))
        }
      }
      if !isOpen { self.mailbox = nil }
    } catch {
      report.note("\(error)")
      self.mailbox = nil
    }
    take(messages, format: MailReader.name, origin: MailReader.origin)
    return true
  }

  private mutating func take(_ messages: [ChatMessage], format: String, origin: String) {
    guard !messages.isEmpty else { return }
    report.formats.insert(format)
    report.messages += messages.count
    for message in messages {
      switch own.isOwner(message.speaker) {
      case true: report.ownMessages += message.isForwarded ? 0 : 1
      case nil: report.strangers[message.speaker.name, default: 0] += 1
      case false: break
      }
    }
    pending += ConversationDays(origin: origin, own: own).documents(messages)
  }

  /// Files that name the people of an export are read before the others, wherever they stand in the list.
  private mutating func readNames(_ file: ImportFile) {
    guard let bytes = try? file.read(), let folder = file.folders.first,
      let names = ChatFormats.directory(path: file.path, bytes)
    else { return }
    directories[folder, default: ChatDirectory()].merge(names)
  }

  // MARK: Likes and documents

  private mutating func readLikes(
    _ bytes: [UInt8], _ file: ImportFile, _ reader: any ExportReader.Type
  ) {
    var posts: [ChatMessage] = []
    reader.read(bytes) { record in
      switch record {
      case .like(let thing): take(thing, origin: reader.origin)
      case .own(let post):
        guard !longPosts.hold(post) else { return }
        posts.append(LikedDocument.message(longPosts.completed(post), format: reader.name))
      case .problem(let problem): report.note(problem.described(in: file.path))
      }
    }
    report.formats.insert(reader.name)
    take(posts, format: reader.name, origin: reader.origin)
  }

  /// Takes what waited for more files.
  mutating func finish() {
    let posts = longPosts.rest.map { LikedDocument.message($0, format: XArchive.name) }
    longPosts = LongPosts()
    take(posts, format: XArchive.name, origin: XArchive.origin)
  }

  /// What is there twice, under two addresses of one page perhaps, is taken once: else each import would change it.
  private mutating func take(_ thing: LikedThing, origin: String) {
    guard takenLikes.insert(thing.key).inserted else { return }
    if thing.isAddressOnly { report.bareAddresses += 1 }
    pending.append(LikedDocument.document(thing, origin: origin))
  }

  private mutating func readDocument(_ document: WrittenDocument, _ file: ImportFile) {
    let (title, passages) = Chunker().passages(
      of: document.text, named: document.title ?? file.stem)
    pending.append(
      ImportedDocument(
        kind: .document, key: file.path, title: title, writtenAt: document.at, passages: passages))
  }

  /// What is wrong with a file that should be an export; one that broke off is told from one that nobody knows.
  private static func doubt(_ bytes: [UInt8]) -> String {
    let remedy = "--as documents takes it as a text"
    do {
      _ = try JSONValue(parsing: bytes)
      return "is JSON, and no export that is known; \(remedy)"
    } catch {
      return "is no whole JSON (\(error)): export it again, or \(remedy)"
    }
  }

  private mutating func skip(_ file: ImportFile) {
    report.skipped[file.ending, default: 0] += 1
  }
}
