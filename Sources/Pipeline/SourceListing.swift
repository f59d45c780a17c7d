// A source as `--json` shows it in lists.

import Feed
package import Service
package import Workspace

/// Sources for other programs.
package enum SourceListing {
  /// The row of a list.
  package static func row(_ entry: DeclaredSource, _ times: SourceTimes?) -> JSONValue {
    let source = entry.source
    return [
      "source": .string(source.address), "kind": .string(source.kind.rawValue),
      "name": .text(source.name), "title": .text(times?.title ?? source.timeline?.words()),
      "tags": .texts(source.tags), "allow_private": .bool(source.allowPrivate),
      "relative_dates": .bool(source.relativeDates), "paused": .bool(source.isPaused),
      "file": .string(entry.file),
      "line": .int(entry.line), "next_pull": .time(times?.next),
      "items_a_week": .optional(times?.weekly) { .double(($0 * 10).rounded() / 10) },
    ]
  }
}
