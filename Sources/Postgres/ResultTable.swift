// Owner of a PGresult. Rows share it; the last one frees it.

internal import LibPQ

/// All rows of one statement's result, in binary format.
// @unchecked: libpq documents a PGresult as read-only after creation and safe to share between threads.
@safe final class ResultTable: @unchecked Sendable {
  private let raw: OpaquePointer
  let columns: [String]
  let positions: [String: Int]
  let rowCount: Int

  /// Takes over a result; it is cleared here and nowhere else.
  init(owning raw: OpaquePointer) {
    unsafe self.raw = raw
    unsafe rowCount = Int(PQntuples(raw))
    let count = unsafe PQnfields(raw)
    columns = (0..<count).map { unsafe PQfname(raw, $0).map { unsafe String(cString: $0) } ?? "" }
    positions = Dictionary(
      columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  deinit { unsafe PQclear(raw) }

  var rows: [Row] { (0..<rowCount).map { Row(table: self, index: $0) } }

  /// The rows an INSERT, UPDATE, DELETE or the like touched, or that a SELECT returned.
  var affected: Int {
    unsafe PQcmdTuples(raw).flatMap { unsafe Int(String(cString: $0)) } ?? 0
  }

  /// The command as the server names it, such as `ROLLBACK`.
  var command: String {
    unsafe PQcmdStatus(raw).map { unsafe String(cString: $0) } ?? ""
  }

  func cell(_ row: Int, _ column: Int) -> Cell {
    let type = unsafe PQftype(raw, Int32(column))
    guard unsafe PQgetisnull(raw, Int32(row), Int32(column)) == 0,
      let start = unsafe PQgetvalue(raw, Int32(row), Int32(column))
    else { return Cell(column: columns[column], type: type, bytes: nil) }
    let length = unsafe Int(PQgetlength(raw, Int32(row), Int32(column)))
    let bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: length))
    return Cell(column: columns[column], type: type, bytes: bytes[...])
  }
}
