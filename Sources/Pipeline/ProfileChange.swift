// A change of the profile that is looked at before it is kept: computed whole, shown and taken back; and kept only where it
// still does what was shown.

import Digest
import Store
package import Taste

/// What a person may change of the profile.
package enum ProfileChange: Sendable, Hashable {
  /// A wish about the interest of this number.
  case wish(Wish.Kind, about: Int)
  /// The settings and wishes of an earlier version.
  case rollBack(to: Int64)
  /// Settings and wishes that were found to decide better.
  case take(TasteSettings, [Wish], why: String)
}

/// A change with what it does, and what that was computed from.
package struct ProfilePreview: Sendable {
  package let effect: ProfileEffect
  /// Items that would be decided otherwise.
  package let shifts: [VerdictShift]
  /// Names what it was computed from: the same change of the same profile over the same evidence has the same.
  package let basis: String

  package init(effect: ProfileEffect, shifts: [VerdictShift], basis: String) {
    self.effect = effect
    self.shifts = shifts
    self.basis = basis
  }
}

extension ProfileDesk {
  /// Why a change is not made.
  package enum Obstacle: Error, Sendable, Hashable {
    case noProfile
    case noInterest
    case noVersion(Int64)
    /// The version has the settings and wishes that hold now.
    case sameWants(Int64)
    /// What was shown is not what would happen any more.
    case changed
  }

  /// What a change would do; nothing is written.
  package func preview(_ change: ProfileChange) async throws -> ProfilePreview {
    try await database.rehearse { try await over($0).made(change) }
  }

  /// Keeps a change; throws ``Obstacle/changed``, and writes nothing, where it would not do what was shown.
  package func keep(
    _ change: ProfileChange, asShown basis: String
  ) async throws -> ProfilePreview {
    try await database.atomically(.profile) { database in
      let made = try await over(database).made(change)
      guard made.basis == basis else { throw Obstacle.changed }
      return made
    }
  }

  private func made(_ change: ProfileChange) async throws -> ProfilePreview {
    guard let newest = try await database.newestProfile() else { throw Obstacle.noProfile }
    let effect = try await effect(of: change, newest)
    let evidence = effect.before.evidence.prefix(12).map { String($0, radix: 16) }
    return ProfilePreview(
      effect: effect, shifts: effect.shifts(thresholds),
      basis: ([String(newest.id)] + evidence).joined(separator: "."))
  }

  private func effect(
    of change: ProfileChange, _ newest: ProfileRow
  ) async throws -> ProfileEffect {
    switch change {
    case .wish(let kind, let number):
      guard let effect = try await wish(kind, about: number) else { throw Obstacle.noInterest }
      return effect
    case .rollBack(let number):
      guard let earlier = try await database.profile(number) else {
        throw Obstacle.noVersion(number)
      }
      guard !earlier.wantsSame(as: newest) else { throw Obstacle.sameWants(number) }
      guard let effect = try await rollBack(to: earlier) else { throw Obstacle.noProfile }
      return effect
    case .take(let settings, let wishes, let why):
      guard let effect = try await take(settings, wishes, why: why) else {
        throw Obstacle.noProfile
      }
      return effect
    }
  }
}
