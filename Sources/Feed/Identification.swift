// Which items of a pull are stored already. Ids are believed first; where feeds change them (http to https, another
// platform, a session in the id, none at all for once), the link, the title, the date and the text decide. Pure: the
// store looks up what this asks for, and writes what it says.

import FoundationEssentials

/// Finds the stored item of each item that a pull brought.
///
/// To be asked in this order: ``keys``, ``matchKeys(_:)``, ``unmatched``, ``matchLikeness(_:)``, ``plan()``.
package struct Identification: Sendable {
  /// Items under new keys from which on, when they are most of what is new, the source has changed its keys.
  static let massChange = 3
  /// Words in common from which on a text may be an edited one.
  static let likeness = 0.5

  private var items: [Item]
  private let hashes: [[UInt8]]
  private var policy: IdentityPolicy
  private var matches: [KnownItem?]
  private var taken: Set<Int64> = []

  package init(_ items: [Item], policy: IdentityPolicy) {
    self.items = items
    self.policy = policy
    hashes = items.map(\.textHash)
    matches = Array(repeating: nil, count: items.count)
  }

  /// Under which keys the items may be stored.
  package var keys: [String] { items.flatMap { [$0.externalID] + $0.weakerKeys } }

  /// What the texts are stored as when nothing changed.
  package var textHashes: [[UInt8]] { hashes }

  /// Items that no key has found, with what their texts would be stored as.
  package var unmatched: [(item: Item, textHash: [UInt8])] {
    items.indices.filter { matches[$0] == nil }.map { (items[$0], hashes[$0]) }
  }

  /// Matches by key: its own, then what an earlier pull had to do with.
  ///
  /// Where more than a few ids stand for something else than before, the feed gives the same to all, and they are no
  /// keys; one alone is a story that goes on under its id, like a live report.
  package mutating func matchKeys(_ known: [KnownItem]) {
    let stored = Dictionary(known.map { ($0.externalID, $0) }) { first, _ in first }
    let reused = items.indices.filter { place in
      !items[place].weakerKeys.isEmpty
        && stored[items[place].externalID].map { Likeness(items[place], $0).isReuse } ?? false
    }
    if policy == .id, Double(reused.count) > IdentityPolicy.tolerance * Double(items.count) {
      policy = .link
      weaken(reused)
    }
    for place in items.indices {
      if let old = stored[items[place].externalID] { take(old, for: place) }
    }
    for place in items.indices where matches[place] == nil {
      let known = items[place].weakerKeys.lazy.compactMap { stored[$0] }
      if let old = known.first(where: { canBe($0, items[place]) }) { take(old, for: place) }
    }
  }

  /// A link may be the id of another item, which this one is about.
  private func canBe(_ old: KnownItem, _ item: Item) -> Bool {
    !taken.contains(old.id) && !Likeness(item, old).isContradicted
  }

  /// Gives items the best of their weaker keys that is not the key of another one.
  private mutating func weaken(_ places: [Int]) {
    let weak = Set(places)
    let others = Set(items.indices.filter { !weak.contains($0) }.map { items[$0].externalID })
    for place in places {
      let best = items[place].weakerKeys.firstIndex { !others.contains($0) } ?? 0
      items[place].externalID = items[place].weakerKeys[best]
      items[place].weakerKeys.removeFirst(best + 1)
    }
  }

  /// Matches what is left with stored items of the same address or title.
  package mutating func matchLikeness(_ known: [KnownItem]) {
    if known.isEmpty { return }
    let rivals = Rivals(items, known)
    let open = items.indices.filter { matches[$0] == nil }
    for place in open {
      let sure = rivals.like(items[place]).first {
        !taken.contains($0.id) && rivals.isSame(items[place], hash: hashes[place], $0)
      }
      if let sure { take(sure, for: place) }
    }
    var moved: [Int: KnownItem] = [:]
    var used = taken
    for place in open where matches[place] == nil {
      let likely = rivals.like(items[place]).first {
        !used.contains($0.id) && rivals.isLikely(items[place], $0)
      }
      guard let likely else { continue }
      moved[place] = likely
      used.insert(likely.id)
    }
    let found = open.count { matches[$0] != nil } + moved.count
    guard found >= Self.massChange, 2 * found >= open.count else { return }
    for (place, old) in moved { take(old, for: place) }
  }

  /// What is to be written.
  package func plan() -> AdmissionPlan {
    var plan = AdmissionPlan(policy: policy)
    for (place, item) in items.enumerated() {
      guard let old = matches[place] else {
        plan.added.append(AdmissionPlan.Addition(item: item, textHash: hashes[place]))
        continue
      }
      if item.externalID != old.externalID, policy > .id || item.hasOwnID || !old.hasOwnID {
        plan.renamed.append(
          AdmissionPlan.Renaming(id: old.id, externalID: item.externalID, url: item.url))
      }
      let change = ItemChange.decide(old, item, hash: hashes[place])
      guard change != .none else { continue }
      plan.changed.append(
        AdmissionPlan.Revision(of: old, item: item, textHash: hashes[place], change: change))
    }
    return plan
  }

  private mutating func take(_ old: KnownItem, for place: Int) {
    guard taken.insert(old.id).inserted else { return }
    matches[place] = old
  }
}
