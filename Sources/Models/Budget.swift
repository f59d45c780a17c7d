// How much may be spent. Pure: what was spent so far is an argument, so that every purse refuses by the same rule.

/// The limits of what models may cost, in the currency of the price lists.
package struct Budget: Sendable, Hashable {
  package var perRun: Double
  package var perDay: Double
  package var perMonth: Double
  /// Questions that one run may ask, also where nothing is paid.
  package var questions: Int

  package init(
    perRun: Double = 0.05, perDay: Double = 0.50, perMonth: Double = 5, questions: Int = 200
  ) {
    self.perRun = perRun
    self.perDay = perDay
    self.perMonth = perMonth
    self.questions = questions
  }

  /// What counts where nothing is said: about the price of a stamp a day.
  package static let standard = Budget()

  /// What has been spent or set aside, by span of time.
  package struct Spent: Sendable, Hashable {
    package var run: Double
    package var day: Double
    package var month: Double

    package init(run: Double = 0, day: Double = 0, month: Double = 0) {
      self.run = run
      self.day = day
      self.month = month
    }
  }

  /// Nil: this much more may be spent.
  ///
  /// A limit of nothing refuses what costs nothing too: whoever writes 0 wants nobody asked.
  package func refusal(of amount: Double, after spent: Spent) -> BudgetRefusal? {
    let spans: [(BudgetRefusal.Span, Double, Double)] = [
      (.run, perRun, spent.run), (.day, perDay, spent.day), (.month, perMonth, spent.month),
    ]
    for (span, limit, sum) in spans where limit <= 0 || sum + amount > limit * (1 + 1e-9) {
      return BudgetRefusal(span: span, limit: limit, spent: sum, asked: amount)
    }
    return nil
  }
}

/// A call that would cost more than is left.
package struct BudgetRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Span: String, Sendable, Hashable {
    case run, day, month
  }

  package let span: Span
  package let limit: Double
  package let spent: Double
  package let asked: Double

  package var description: String {
    guard limit > 0 else { return "the budget per \(span) is 0, so nothing is asked" }
    return
      "the budget per \(span) is spent: \(Money.text(spent)) of \(Money.text(limit)) is used or "
      + "set aside, and the call may cost \(Money.text(asked))"
  }
}

/// Sums of money for people; the currency is the price list's own.
package enum Money {
  /// Two places, or as many as show two digits of a small sum, six at most.
  package static func text(_ amount: Double) -> String {
    guard amount.isFinite else { return "?" }
    var places = 2
    var shown = abs(amount)
    while places < 6, shown > 0, shown < 0.095 {
      shown *= 10
      places += 1
    }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let whole = Int((min(abs(amount), 1e12) * scale).rounded())
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (amount < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
  }
}
