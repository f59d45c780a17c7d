// What stood at the top of a timeline at the last pull. One mark would be enough if nobody deleted posts.

import Feed

/// The newest posts of a pull, as far as they are needed to be known again.
struct TimelineMarks: Sendable, Hashable {
  /// More than anybody deletes between two pulls.
  private static let most = 50
  /// Digits of a mark: 64 bits.
  private static let length = 16

  private let marks: [String]

  /// Reads what ``text`` wrote; nothing from anything else.
  init(_ text: String?) {
    marks = (text ?? "").split(separator: " ").map(String.init)
  }

  private init(marks: [String]) { self.marks = marks }

  var text: String? { marks.isEmpty ? nil : marks.joined(separator: " ") }

  /// The marks after a pull whose first page this is.
  func renewed(by entries: [Entry]) -> TimelineMarks {
    var seen: Set<String> = []
    let all = (entries.map(Self.mark) + marks).filter { seen.insert($0).inserted }
    return TimelineMarks(marks: Array(all.prefix(Self.most)))
  }

  func hasAny(of entries: [Entry]) -> Bool {
    let known = Set(marks)
    return entries.contains { known.contains(Self.mark($0)) }
  }

  /// Whether at least half of them are known.
  func hasMost(of entries: [Entry]) -> Bool {
    let known = Set(marks)
    return entries.count { known.contains(Self.mark($0)) } * 2 >= entries.count
  }

  /// The same post comes again whenever somebody passes it on, so who did is a part of the mark.
  private static func mark(_ entry: Entry) -> String {
    let fields = [entry.metadata.id ?? "", entry.post?.repost?.by.id ?? ""]
    return String(Fingerprint(of: fields).hex.prefix(length))
  }
}
