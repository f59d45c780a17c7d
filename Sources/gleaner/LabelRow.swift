// What was wanted in the tasks of a dataset, as it is written down.

import Service

/// Reads files of rows {"task", "wanted"}.
enum LabelRow {
  /// The ids that are wanted, by task.
  static func read(_ path: String) throws -> [String: Set<String>] {
    var reader = try LineReader(path: path)
    var wanted: [String: Set<String>] = [:]
    while let value = try reader.nextJSON() {
      let place = RowPlace(file: reader.name, line: reader.line)
      guard let task = value["task"]?.string else {
        throw place.error("needs a \"task\", the name of the task")
      }
      guard let ids = value["wanted"]?.array else {
        throw place.error("task '\(task)' needs \"wanted\", a list of ids")
      }
      let names = ids.compactMap { $0.string ?? $0.int.map(String.init) }
      guard names.count == ids.count else {
        throw place.error("\"wanted\" should hold ids: texts or whole numbers")
      }
      wanted[task] = Set(names)
    }
    return wanted
  }
}
