// Exports in JSON are a list of records, bare or as a member of an object. The list is walked record by record: one that
// makes no sense is named and passed over, and of a file that breaks off the complete ones are kept.

import Markup

/// Why a record is left out.
struct RecordFlaw: Error {
  let what: String

  init(_ what: String) { self.what = what }
}

/// Walks over the records of an export in JSON.
struct RecordList {
  private let each: (ExportRecord) -> Void
  private let record: (JSONTree) throws(RecordFlaw) -> [ExportRecord]
  private var number = 0

  /// Gives the records of the list at the top, or of the member of an object that has one of these names.
  ///
  /// The member may be an object too; then its values are the records.
  static func read(
    _ bytes: [UInt8], in names: Set<String> = [], each: (ExportRecord) -> Void,
    record: (JSONTree) throws(RecordFlaw) -> [ExportRecord]
  ) {
    withoutActuallyEscaping(each) { each in
      withoutActuallyEscaping(record) { record in
        var walk = RecordList(each: each, record: record)
        walk.read(bytes, names)
      }
    }
  }

  private mutating func read(_ bytes: [UInt8], _ names: Set<String>) {
    var cursor = JSONCursor(XMLText.scrub(bytes))
    var hasList = cursor.array { take(&$0) }
    if !hasList {
      _ = cursor.object { cursor, name in
        guard names.contains(name) else { return }
        let isList = cursor.array { take(&$0) }
        hasList = hasList || isList || cursor.object { cursor, _ in take(&cursor) }
      }
    }
    if cursor.isLost || (cursor.brokeOff && hasList) {
      each(.problem(Self.ending(cursor, after: number)))
    } else if !hasList {
      each(.problem(ExportProblem(.file, "holds no list of what was liked")))
    }
  }

  private mutating func take(_ cursor: inout JSONCursor) {
    let tree = JSONTree.read(&cursor)
    // A record that the end of the file cuts is no record.
    guard !cursor.hasEnded else { return }
    number += 1
    do throws(RecordFlaw) {
      for found in try record(tree) { each(found) }
    } catch {
      each(.problem(ExportProblem(.record(number), error.what)))
    }
  }

  private static func ending(_ cursor: JSONCursor, after number: Int) -> ExportProblem {
    cursor.isLost
      ? ExportProblem(.record(number + 1), "no JSON from here on: what follows is not read")
      : ExportProblem(
        .record(number + 1), "the file breaks off here; what comes before is complete")
  }
}
