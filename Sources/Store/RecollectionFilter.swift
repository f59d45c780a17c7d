// Which part of memory is looked at: in one place, because the words, the vectors and the index must mean the same.

package import FoundationEssentials
import Postgres

/// Narrows a search in memory; what is nil narrows nothing.
package struct RecollectionFilter: Sendable, Hashable {
  package var kinds: [DocumentKind]?
  /// Where it was imported from: `file`, `slack`.
  package var origins: [String]?
  /// What likes are filed under, in whatever case; one of them is enough.
  package var tags: [String]?
  /// Who said it, as their names are stored; what the person said themselves counts too with `isOwn`.
  package var speakers: [String]?
  package var isOwn = false
  /// When it was said or written, else imported: from `since` on, before `until`.
  package var since: Date?
  package var until: Date?

  package init() {}

  /// For a statement in which `p` are the passages and `d` their documents; always with what is current.
  var condition: SQL {
    var parts: [SQL] = ["d.replaced_at IS NULL AND d.deleted_at IS NULL"]
    if let kinds { parts.append("d.kind = ANY(\(kinds.map(\.rawValue)))") }
    if let origins { parts.append("d.origin = ANY(\(origins))") }
    if let tags {
      let folded = tags.map { $0.lowercased() }
      parts.append(
        "EXISTS (SELECT FROM unnest(d.tags) t (tag) WHERE lower(t.tag) = ANY(\(folded)))")
    }
    if speakers != nil || isOwn {
      parts.append("(p.speaker = ANY(\(speakers ?? [])) OR (\(isOwn) AND p.own))")
    }
    if let since { parts.append("coalesce(p.said_at, d.imported_at) >= \(since)") }
    if let until { parts.append("coalesce(p.said_at, d.imported_at) < \(until)") }
    return SQL.join(parts, separator: " AND ")
  }
}
