// What every format of exported likes has in common: it can be told by its name and its first bytes, and it is read
// record by record, so that what is complete of a damaged file is kept.

/// One thing that an export told.
package enum ExportRecord: Sendable, Hashable {
  case like(LikedThing)
  case own(OwnPost)
  case problem(ExportProblem)
}

/// A format of exported likes.
package protocol ExportReader: SendableMetatype {
  /// What people call it: "Pinboard".
  static var name: String { get }
  /// One word for programs, the same for all formats of one service: `pinboard`.
  static var origin: String { get }

  /// Whether a file seems to be of this format.
  ///
  /// `path` is its path, within its archive too; `head` are its first bytes, a few thousand at least.
  static func recognises(path: String, head: ArraySlice<UInt8>) -> Bool

  /// Gives each record in order; never fails: what cannot be read is given as a problem.
  static func read(_ bytes: [UInt8], each: (ExportRecord) -> Void)
}

extension ExportReader {
  /// All records of a file at once.
  package static func records(_ bytes: [UInt8]) -> [ExportRecord] {
    var records: [ExportRecord] = []
    read(bytes) { records.append($0) }
    return records
  }
}
