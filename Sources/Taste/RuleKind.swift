// The kinds that a rule can ask for: one list for what a source is and what an item is, because people think of both as
// "what kind of thing is that".

package import Feed

/// A kind of source or item.
package enum RuleKind: String, Sendable, Hashable, CaseIterable {
  case feed, file, mastodon, bluesky, x
  case audio, video, link, reply, boost

  /// The kinds of an item of a source.
  package static func of(_ item: Item, from source: Source) -> Set<RuleKind> {
    var kinds = Set(item.traits.compactMap { RuleKind(rawValue: $0.rawValue) })
    if let kind = RuleKind(rawValue: source.kind.rawValue) { kinds.insert(kind) }
    if source.isFile { kinds.insert(.file) }
    return kinds
  }
}
