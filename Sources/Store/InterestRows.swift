// The table `interests`: what each version of the profile consists of, for people and for rules.

import FoundationEssentials
import Postgres
package import Taste

extension Database {
  static func insert(
    _ interests: Interests, of profile: Int64, _ transaction: Transaction
  ) async throws {
    for interest in interests.all {
      try await transaction.execute(
        """
        INSERT INTO interests (profile, number, label, words, weight, size, exemplars, members, centre, reach)
        VALUES (\(profile), \(interest.number), \(interest.label), \(interest.words), \(interest.weight),
          \(interest.size), \(try json(interest.exemplars))::jsonb, \(interest.members),
          \(interest.centre), \(interest.reach))
        """)
    }
  }

  /// The interests of a profile, heaviest first; none for profiles of earlier versions of the program.
  package func interests(of profile: Int64) async throws -> Interests {
    let heads = try await pool.query(
      "SELECT middle, parted_from FROM profiles WHERE id = \(profile)")
    guard let head = heads.first, let middle = try head.decode("middle", as: [Float]?.self) else {
      return .none
    }
    let rows = try await pool.query(
      """
      SELECT number, label, words, weight, size, exemplars::text AS exemplars, members, centre, reach
      FROM interests WHERE profile = \(profile) ORDER BY weight DESC, number
      """)
    return Interests(
      try rows.map(Self.interest), middle: middle,
      partedFrom: try head.decode("parted_from", as: Int.self))
  }

  private static func interest(_ row: Row) throws -> Interest {
    Interest(
      number: try row.decode("number", as: Int.self),
      label: try row.decode("label", as: String.self),
      words: try row.decode("words", as: [String].self),
      weight: try row.decode("weight", as: Double.self),
      size: try row.decode("size", as: Int.self),
      exemplars: try value(row, "exemplars"),
      members: try row.decode("members", as: [String].self),
      centre: try row.decode("centre", as: [Float].self),
      reach: try row.decode("reach", as: Float.self))
  }
}
