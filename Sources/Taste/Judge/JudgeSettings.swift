// What bounds a judge, and what is believed of one that nobody knows yet.

/// How far a judge is believed.
package struct JudgeSettings: Sendable, Hashable {
  /// What may be set: with 5 a judge decides nearly alone.
  package static let influences = 0.0...5

  /// By how many log-odds one answer moves an item at most.
  package var influence = 1.5
  /// Of the items of ``span``, at most this share is asked about, 0 … 1; what a rule wants judged is asked beside that.
  ///
  /// The best tenth of the questions brings nearly all that asking everything would (`docs/judge.md`).
  package var share = 0.1
  package static let span = 30.0 * 86_400
  /// The separation that is expected of an unknown judge, and how unsure that is.
  ///
  /// Numbers that models gave to items of feeds without more have been measured at an AUC of .58, a separation of .3; an AUC
  /// of .75 is one of .95. So unsure, an unknown judge has hardly a say, and earns one within tens of answers.
  package var expected = 0.6
  package var doubt = 0.4
  /// The weight used is what the true one exceeds with this probability: a doubt counts against the judge.
  package var assurance = 0.9

  /// An influence outside of ``influences`` is drawn in, and so is a share.
  package init(influence: Double = 1.5, share: Double = 0.1) {
    self.influence =
      influence.isNaN
      ? 0 : min(max(influence, Self.influences.lowerBound), Self.influences.upperBound)
    self.share = share.isNaN ? 0 : min(max(share, 0), 1)
  }

  /// How many more questions are worth asking, where so many of so many items have been asked about.
  package func room(items: Int, asked: Int) -> Int {
    max(0, Int((share * Double(items)).rounded(.up)) - asked)
  }
}
