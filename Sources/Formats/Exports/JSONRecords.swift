// An array of JSON objects, each of which is a message: read in one walk, so that what stands before a cut is kept.

/// What one element of an array turned out to be.
enum JSONRecord {
  case message(ChatMessage)
  /// Something that nobody said.
  case nothing
  case broken(String)
}

/// Reads arrays of messages.
enum JSONRecords {
  /// Reads a file that is one array.
  static func read(
    _ bytes: [UInt8], _ each: (ChatRecord) -> Void, _ element: (inout JSONCursor) -> JSONRecord
  ) {
    var cursor = JSONCursor(bytes)
    var count = 0
    guard array(&cursor, &count, each, element) else {
      return each(.problem(ExportProblem(.file, "not a list of messages")))
    }
    end(cursor, count, each)
  }

  /// Reads the array that stands at the cursor; false when there is none.
  static func array(
    _ cursor: inout JSONCursor, _ count: inout Int, _ each: (ChatRecord) -> Void,
    _ element: (inout JSONCursor) -> JSONRecord
  ) -> Bool {
    cursor.array { cursor in
      count += 1
      let record = element(&cursor)
      // What stood where the file breaks off is not whole.
      guard !cursor.hasEnded else { return }
      switch record {
      case .message(let message): each(.message(message))
      case .nothing: break
      case .broken(let what): each(.problem(ExportProblem(.record(count), what)))
      }
    }
  }

  /// Names a cut, or a place where the JSON is none.
  static func end(_ cursor: JSONCursor, _ count: Int, _ each: (ChatRecord) -> Void) {
    guard cursor.hasEnded else { return }
    let what = cursor.brokeOff ? "the file breaks off here" : "no JSON from here on"
    each(.problem(ExportProblem(.record(max(1, count)), what)))
  }
}
