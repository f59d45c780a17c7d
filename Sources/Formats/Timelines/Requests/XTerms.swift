// What reading X costs, and how much of it is wanted. X bills each post and each account that an answer holds, so a pull
// is bounded by money and not by pages.

/// Prices and limits of reading X.
package struct XTerms: Sendable, Hashable {
  /// Posts that come with one: what it answers, quotes and passes on.
  private static let companions = 3

  /// The most that one pull may cost, in the currency of the prices.
  package var perPull = 0.25
  /// The most that a day's questions may cost whether posts still stand, in the same currency.
  package var checkPerDay = 0.25
  /// Of a post that is read (docs.x.com, "Pricing", 2026: 0.005 US dollars).
  package var post = 0.005
  /// Of an account that is read.
  package var author = 0.010
  /// Of a post that the person has liked, reposted or bookmarked ("owned reads": 0.001).
  package var own = 0.001
  /// The names of members that the account's plan understands.
  package var dialect = XTimeline.Dialect.tweet

  package init() {}

  /// How many posts may be asked for with this much money left, whatever comes with each of them.
  package func affordable(_ money: Double, authors: Bool) -> Int {
    let most = Double(Self.companions + 1) * (post + (authors ? author : 0))
    return most > 0 ? Int(min(money / most + 1e-9, 10_000)) : 10_000
  }

  /// How many of the person's own likes may be asked for with this much money left; half of them may bring a post along.
  package func affordableLikes(_ money: Double) -> Int {
    let each = own + post / 2
    return each > 0 ? Int(min(max(money, 0) / each + 1e-9, 10_000)) : 10_000
  }

  /// What an answer with so many posts and accounts costs.
  package func cost(posts: Int, authors: Int) -> Double {
    Double(posts) * post + Double(authors) * author
  }
}
