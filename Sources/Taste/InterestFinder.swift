// From the evidence to interests that a person knows again: found anew where little is known, carried on where there was an
// earlier version, each with a name and with things that stand for it.

private import Feed

/// Finds the interests of one version of the profile.
package struct InterestFinder {
  /// More examples than this are thinned out evenly: they no longer change what the interests are.
  static let examplesMax = 5_000
  /// When there is so many times the evidence, the number of interests is chosen anew.
  private static let growth = 2
  /// So many are enough to choose how many interests there are.
  private static let sampleMax = 1_500
  /// Texts by which an interest is known again.
  private static let membersMax = 64
  private static let exemplarsMax = 4
  /// A text belongs to an interest when it is as near as all but this part of what the interest is made of.
  private static let farthest = 0.1
  /// By chance no text is nearer than the one of these, and hardly two texts about one thing are nearer than the other.
  private static let reachRange: ClosedRange<Float> = 0.2...0.5
  /// An interest that shares this part of all their members with an earlier one is that one.
  private static let sameFrom = 0.3
  /// The middle of all texts is taken from so many.
  private static let backgroundMax = 1_000

  private let positives: [Example]
  private let space: InterestSpace
  private let points: Directions
  /// What each counts.
  private let shares: [Float]
  private let labels: InterestLabels

  /// `examples` are all that was learned from, before any wish; `background` is what else came in.
  package init(examples: [Example], background: [Candidate]) {
    let wanted = Self.positives(examples)
    let others = Array(background.prefix(Self.backgroundMax))
    let space = InterestSpace(of: wanted.map(\.candidate) + others)
    var points = Directions(dimensions: space.middle.count)
    var kept: [Example] = []
    var shares: [Float] = []
    for (example, weight) in zip(wanted, Self.weights(wanted)) {
      guard let direction = space.direction(example.candidate.vector.values) else { continue }
      // By the root, so that one like does not decide where the centre of a hundred passages lies.
      points.append(direction, weight: Float(weight.squareRoot()))
      shares.append(Float(weight))
      kept.append(example)
    }
    self.shares = shares
    positives = kept
    self.space = space
    self.points = points
    labels = InterestLabels(wanted: kept, others: others)
  }

  /// The interests; those of `parent` keep their numbers and, while they fit, their labels.
  ///
  /// Those whose numbers are in `held` (because there is a wish about them) are neither parted nor joined.
  package func interests(after parent: Interests = .none, held: Set<Int> = []) -> Interests {
    guard points.count > 0 else { return .none }
    let limit = Grain.limit(points.count)
    let old = seeds(of: parent)
    let (parting, isNew) = parting(after: old, parent, held: held, limit: limit)
    guard let parting else { return .none }
    let kept = parting.members.indices.filter { !parting.members[$0].isEmpty }
    let known = identities(parting, old)
    return described(parting, kept, known, parent, from: isNew ? points.count : parent.partedFrom)
  }

  /// Interests of another space in this one: each lies where the texts lie that it was made of.
  ///
  /// Centres of two spaces say nothing to each other, even where they have as many numbers. An interest none of whose
  /// texts are left is left out.
  package func moved(_ interests: Interests) -> Interests {
    var places: [String: Int] = [:]
    for (place, example) in positives.enumerated() { places[example.candidate.mark] = place }
    let all = interests.all.compactMap { interest -> Interest? in
      var sum = [Float](repeating: 0, count: space.middle.count)
      for place in interest.members.compactMap({ places[$0] }) {
        for (axis, value) in points.row(place).enumerated() { sum[axis] += value }
      }
      guard let centre = InterestSpace.unit(sum) else { return nil }
      var moved = interest
      moved.centre = centre
      return moved
    }
    return Interests(all, middle: space.middle, partedFrom: interests.partedFrom)
  }

  /// One example for each text, what is wanted only; at even distances where there are too many.
  private static func positives(_ examples: [Example]) -> [Example] {
    var seen: Set<String> = []
    let dimensions = examples.first?.candidate.vector.dimensions
    let wanted = examples.filter {
      $0.evidence.isWanted && $0.weight > 0 && $0.candidate.vector.dimensions == dimensions
        && $0.candidate.vector.values.allSatisfy(\.isFinite)
        && seen.insert($0.candidate.mark).inserted
    }
    guard wanted.count > examplesMax else { return wanted }
    return (0..<examplesMax).map { wanted[$0 * wanted.count / examplesMax] }
  }

  /// What each counts; the passages of a long note together as much as the root of their number.
  ///
  /// Texts do not fade here as they do for the scorer: an interest that a person writes about is one, however much they
  /// like besides.
  private static func weights(_ examples: [Example]) -> [Double] {
    var sizes: [String: Int] = [:]
    for case let group? in examples.map(\.group) { sizes[group, default: 0] += 1 }
    return examples.map { example in
      let part = Double(example.group.flatMap { sizes[$0] } ?? 1).squareRoot()
      return example.weight * example.evidence.weight / part
    }
  }

  private func seeds(of parent: Interests) -> Directions {
    var seeds = Directions(dimensions: points.dimensions)
    guard parent.middle.count == points.dimensions else { return seeds }
    for interest in parent.all { seeds.append(interest.centre, weight: 1) }
    return seeds
  }

  /// The parting, and whether its number was chosen anew.
  private func parting(
    after old: Directions, _ parent: Interests, held: Set<Int>, limit: Int
  ) -> (parting: Parting?, isNew: Bool) {
    let fixed = Set(parent.all.indices.filter { held.contains(parent.all[$0].number) })
    guard old.count > 0 else { return (fresh(points, limit: limit), true) }
    let carried = Grain.continued(
      points, around: old, limit: max(limit, old.count), except: fixed)
    if points.count < Self.growth * parent.partedFrom {
      guard let new = fresh(points, limit: limit), !Grain.holds(carried, against: new) else {
        return (carried, false)
      }
    }
    guard !fixed.isEmpty else { return (fresh(points, limit: limit), true) }
    let own = Parting(points, around: old)
    let rest = points.picked(own.numbers.indices.filter { !fixed.contains(own.numbers[$0]) })
    var centres = own.centres.picked(fixed.sorted())
    let parted = rest.count > 0 ? fresh(rest, limit: max(1, limit - fixed.count)) : nil
    for place in 0..<(parted?.count ?? 0) {
      if let parted { centres.append(parted.centres.row(place), weight: 1) }
    }
    return (Parting(points, around: centres), true)
  }

  /// Chosen on a sample, for all.
  private func fresh(_ points: Directions, limit: Int) -> Parting? {
    guard points.count > Self.sampleMax else { return Grain.parted(points, limit: limit) }
    let sample = points.picked(
      (0..<Self.sampleMax).map { $0 * points.count / Self.sampleMax })
    return Grain.parted(sample, limit: limit).map { Parting(points, around: $0.centres) }
  }

  /// Which earlier interest each cluster is, by the part of their members that they share.
  private func identities(_ parting: Parting, _ old: Directions) -> [Int: Int] {
    guard old.count > 0 else { return [:] }
    let before = Self.nearest(points.cosines(old), of: old.count)
    var shared: [SIMD2<Int>: Int] = [:]
    for place in 0..<points.count {
      shared[SIMD2(parting.numbers[place], before[place]), default: 0] += 1
    }
    let sizes = parting.members.map(\.count)
    let oldSizes = (0..<old.count).map { number in before.count { $0 == number } }
    let ranked = shared.map { pair, count in
      (pair, Double(count) / Double(sizes[pair.x] + oldSizes[pair.y] - count))
    }.sorted { ($0.1, $1.0.x, $1.0.y) > ($1.1, $0.0.x, $0.0.y) }
    var known: [Int: Int] = [:]
    var taken: Set<Int> = []
    for (pair, part) in ranked where part >= Self.sameFrom && known[pair.x] == nil {
      if taken.insert(pair.y).inserted { known[pair.x] = pair.y }
    }
    return known
  }

  private static func nearest(_ cosines: [Float], of count: Int) -> [Int] {
    stride(from: 0, to: cosines.count, by: count).map { start in
      (0..<count).max { cosines[start + $0] < cosines[start + $1] } ?? 0
    }
  }

  private func described(
    _ parting: Parting, _ kept: [Int], _ known: [Int: Int], _ parent: Interests, from: Int
  ) -> Interests {
    let members = parting.members.enumerated().map { number, places in
      places.sorted { (parting.closeness($0), $1) > (parting.closeness($1), $0) }
    }
    let total = shares.reduce(0, +)
    let weights = members.map { places in places.reduce(Float(0)) { $0 + shares[$1] } }
    let order = kept.sorted { (weights[$0], $1) > (weights[$1], $0) }
    var free = (1...).lazy.filter { number in
      !known.values.contains { parent.all[$0].number == number }
    }.makeIterator()
    var naming = InterestNaming(parent: parent, known: known)
    let all = order.map { cluster in
      let earlier = known[cluster].map { parent.all[$0] }
      let places = members[cluster]
      let words = labels.words(of: places)
      return Interest(
        number: earlier?.number ?? free.next() ?? 0,
        label: naming.label(words, earlier, titles: places.map { positives[$0].candidate.title }),
        words: words.map(\.folded),
        weight: Double(weights[cluster] / max(total, .leastNormalMagnitude)),
        size: places.count, exemplars: exemplars(places),
        members: places.prefix(Self.membersMax).map { positives[$0].candidate.mark },
        centre: Array(parting.centres.row(cluster)), reach: reach(places, parting))
    }
    return Interests(all, middle: space.middle, partedFrom: from)
  }

  /// What is nearest to the centre, of different notes and with different titles.
  private func exemplars(_ places: [Int]) -> [Interest.Exemplar] {
    var groups: Set<String> = []
    var titles: Set<String> = [""]
    var exemplars: [Interest.Exemplar] = []
    for place in places where exemplars.count < Self.exemplarsMax {
      let candidate = positives[place].candidate
      let group = positives[place].group ?? candidate.id
      guard !groups.contains(group), titles.insert(candidate.title).inserted else { continue }
      groups.insert(group)
      exemplars.append(Interest.Exemplar(id: candidate.id, title: candidate.title))
    }
    return exemplars
  }

  /// Each is measured without itself: what made the centre is nearer to it than what comes later.
  private func reach(_ places: [Int], _ parting: Parting) -> Float {
    let length = places.reduce(Float(0)) {
      $0 + points.weights[$1] * parting.closeness($1)
    }
    let alone = places.map { place -> Float in
      let weight = points.weights[place]
      let along = length * parting.closeness(place)
      let rest = length * length - 2 * weight * along + weight * weight
      return rest > 1e-9 ? (along - weight) / rest.squareRoot() : 0
    }.sorted(by: >)
    let last = Int(Double(alone.count - 1) * (1 - Self.farthest))
    let closeness = alone.indices.contains(last) ? alone[last] : 1
    return min(max(closeness, Self.reachRange.lowerBound), Self.reachRange.upperBound)
  }
}
