// Which examples are one reason: the passages of a note are one thing that a person wrote, and a thousand items that
// passed by are one crowd.

/// The examples of a fit, sorted into reasons.
struct Grouping: Sendable {
  /// The reason of each example.
  let numbers: [Int]
  /// The examples of each reason, ascending.
  let members: [[Int]]
  /// The reason that is the whole background, where it is a sample of all that came in; nil where each item counts for
  /// itself.
  let crowd: Int?

  init(_ examples: [Example], settings: ScorerSettings) {
    var known: [String: Int] = [:]
    var numbers: [Int] = []
    var members: [[Int]] = []
    var crowd: Int?
    for (place, example) in examples.enumerated() {
      let isCrowd = settings.isBackgroundMixed && example.evidence == .background
      let old = isCrowd ? crowd : example.group.flatMap { known[$0] }
      let number = old ?? members.count
      if old == nil { members.append([]) }
      if isCrowd { crowd = number } else if let group = example.group { known[group] = number }
      numbers.append(number)
      members[number].append(place)
    }
    self.numbers = numbers
    self.members = members
    self.crowd = crowd
  }
}
