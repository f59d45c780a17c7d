// A table whose first record names its columns: services change their order and add some, but not the names.

/// One record of a table, asked by the names of columns.
struct CSVRow {
  fileprivate let columns: [String: Int]
  fileprivate let fields: [String]

  /// The field of the first of these columns that is there and not empty; names in lower case.
  subscript(names: String...) -> String? {
    for name in names {
      guard let index = columns[name], index < fields.count, !fields[index].isEmpty else {
        continue
      }
      return fields[index]
    }
    return nil
  }
}

/// Walks over the records of an export that is a table.
enum CSVTable {
  /// Whether the first line names all these columns; names in lower case.
  static func names(_ wanted: [String], in head: ArraySlice<UInt8>) -> Bool {
    guard head.contains(0x2C) else { return false }
    var reader = CSVReader(Array(head.prefix(4_096)))
    guard let first = reader.next() else { return false }
    let columns = Set(first.fields.map(Self.name))
    return wanted.allSatisfy(columns.contains)
  }

  /// Gives what `record` makes of each record, and each flaw with its line.
  static func read(
    _ bytes: [UInt8], each: (ExportRecord) -> Void,
    record: (CSVRow) throws(RecordFlaw) -> [ExportRecord]
  ) {
    var reader = CSVReader(bytes)
    guard let head = reader.next() else {
      return each(.problem(ExportProblem(.file, "is empty")))
    }
    let columns = Dictionary(
      head.fields.enumerated().map { (name($1), $0) }, uniquingKeysWith: { first, _ in first })
    while let row = reader.next() {
      do throws(RecordFlaw) {
        try check(row, columns: head.fields.count)
        for found in try record(CSVRow(columns: columns, fields: row.fields)) { each(found) }
      } catch {
        each(.problem(ExportProblem(.line(row.line), error.what)))
      }
    }
  }

  private static func check(_ row: CSVReader.Record, columns: Int) throws(RecordFlaw) {
    if row.isCut { throw RecordFlaw("the file breaks off within a quoted field that begins here") }
    if row.isTooLong {
      throw RecordFlaw("a field is longer than a megabyte: a quote may be missing")
    }
    if row.fields.count < columns {
      throw RecordFlaw("has \(row.fields.count) of \(columns) columns: cut, or not of this table")
    }
  }

  private static func name(_ field: String) -> String { PlainLine.oneLine(field).lowercased() }
}
