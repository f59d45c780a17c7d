// Whether two versions differ in what the person and tuning chose, which is the part of a profile that a rollback changes.

import FoundationEssentials
package import Store
import Taste

extension ProfileRow {
  /// Whether going from one to the other would change anything.
  package func wantsSame(as other: ProfileRow) -> Bool {
    settings == other.settings && wishes.map(Want.init) == other.wishes.map(Want.init)
  }
}

/// A wish keeps its kind and its time when its interest moves on.
private struct Want: Equatable {
  let kind: Wish.Kind
  let at: Date

  init(_ wish: Wish) {
    kind = wish.kind
    at = wish.at
  }
}
