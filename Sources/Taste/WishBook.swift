// Wishes met with the interests of a version: which interest has which name, and what becomes of its examples.

/// The wishes that are in force.
package struct WishBook: Sendable, Hashable {
  /// What the examples of a pinned interest count, as a multiple.
  package static let pinned = 3.0
  /// The examples of a muted interest count together as so many items that the person did not want: enough to turn the
  /// score around, and no more than one is ready to answer for.
  static let mutedMax = 20.0

  /// However much is muted, this part of the expected share stays.
  private static let shareLeast = 0.1

  package let interests: Interests
  /// By the number of the interest.
  package let names: [Int: String]
  /// How much each counts, by number; only those about which a wish says something.
  package let weights: [Int: Wish.Kind]
  /// Wishes whose interest is not there; they wait until it comes back.
  package let resting: [Wish]

  package init(_ wishes: [Wish], on interests: Interests, model: String) {
    var names: [Int: String] = [:]
    var weights: [Int: Wish.Kind] = [:]
    var resting: [Wish] = []
    for wish in wishes {
      guard let interest = interests.interest(like: wish.interest, model: model) else {
        resting.append(wish)
        continue
      }
      if case .rename(let name) = wish.kind {
        names[interest.number] = name
      } else {
        weights[interest.number] = wish.kind
      }
    }
    self.interests = interests
    self.names = names
    self.weights = weights
    self.resting = resting
  }

  /// The numbers of the interests about which there is a wish.
  package var held: Set<Int> { Set(names.keys).union(weights.keys) }

  /// What the person calls an interest.
  package func name(of interest: Interest) -> String { names[interest.number] ?? interest.label }

  package func isMuted(_ interest: Interest) -> Bool { weights[interest.number] == .mute }

  /// The expected share of wanted items, given the share without any wish: what is muted is not wanted any more.
  package func expectedShare(_ share: Double) -> Double {
    let muted = interests.all.filter(isMuted).reduce(0) { $0 + $1.weight }
    return share * max(Self.shareLeast, 1 - muted)
  }

  /// The examples as the wishes have them.
  ///
  /// Those of a pinned or weighted interest count more or less; those of a muted one become evidence against what they
  /// are like. What is too far from the centre of its interest to belong to it stays as it is.
  package func applied(to examples: [Example]) -> [Example] {
    guard !weights.isEmpty else { return examples }
    let places = examples.map { example -> Int? in
      guard example.evidence.isWanted, example.weight > 0,
        let near = interests.nearest(to: example.candidate.vector), near.isWithin
      else { return nil }
      return near.interest.number
    }
    var sizes: [Int: Int] = [:]
    for case let number? in places { sizes[number, default: 0] += 1 }
    return zip(examples, places).map { example, number in
      guard let number, let wish = weights[number] else { return example }
      return Self.changed(example, by: wish, of: sizes[number] ?? 1)
    }
  }

  private static func changed(_ example: Example, by wish: Wish.Kind, of size: Int) -> Example {
    var example = example
    switch wish {
    case .pin: example.weight *= pinned
    case .weight(let factor): example.weight *= factor
    case .mute:
      example.evidence = .muted
      example.weight = min(1, mutedMax / Double(size))
    case .rename: break
    }
    return example
  }
}

extension Wish {
  /// The wish with the marks that its interest has now, so that it is known again however far it moves in years; as it is
  /// where the interest is not there.
  package func followed(to interests: Interests, model: String) -> Wish {
    guard let found = interests.interest(like: interest, model: model) else { return self }
    return Wish(kind, found.mark(model: model), at: at)
  }
}
