// All interests of one version of the profile, and the question which of them a text is nearest to.

package import Feed

/// The interests of a person, heaviest first.
package struct Interests: Sendable, Hashable {
  package let all: [Interest]
  /// The mean of all embeddings of the version; directions are seen from here.
  package let middle: [Float]
  /// How many examples there were when their number was last chosen.
  package let partedFrom: Int

  /// The product of the middle with itself, and of each centre with it.
  private let square: Float
  private let offsets: [Float]

  package init(_ all: [Interest], middle: [Float], partedFrom: Int) {
    self.all = all
    self.middle = middle
    self.partedFrom = partedFrom
    square = InterestSpace.product(middle, middle)
    offsets = all.map { InterestSpace.product(middle, $0.centre) }
  }

  /// Nothing is known.
  package static let none = Interests([], middle: [], partedFrom: 0)

  /// How near a text is to the interest that it is nearest to.
  package struct Nearness: Sendable, Hashable {
    package let interest: Interest
    /// With the centre of the interest, −1 … 1.
    package let cosine: Float
    /// Whether the text is as near as what the interest is made of; else it belongs to none.
    package var isWithin: Bool { cosine >= interest.reach }
  }

  /// The interest nearest to a text, whether the text belongs to it or not; nil where there is none, and for a vector of
  /// another model.
  package func nearest(to vector: Vector) -> Nearness? {
    guard !all.isEmpty, vector.dimensions == middle.count else { return nil }
    let values = vector.values
    // The length of the vector from the middle, from products alone: items are many.
    let own = InterestSpace.product(values, values)
    let length = (own - 2 * InterestSpace.product(values, middle) + square).squareRoot()
    guard length > 1e-6 else { return nil }
    var best = (place: 0, cosine: -Float.infinity)
    for (place, interest) in all.enumerated() {
      let cosine =
        (InterestSpace.product(values, interest.centre) - offsets[place]) / length
      if cosine > best.cosine { best = (place, cosine) }
    }
    guard best.cosine.isFinite else { return nil }
    return Nearness(interest: all[best.place], cosine: best.cosine)
  }

  /// The interest with this number.
  package func interest(_ number: Int) -> Interest? { all.first { $0.number == number } }

  /// The interest that a mark stands for, or nil.
  ///
  /// By its centre where the embeddings can be compared: two centres that are nearer than this are one interest, since
  /// the centres of two interests of one person hardly ever are. Else by the texts that it was made of.
  package func interest(like mark: InterestMark, model: String) -> Interest? {
    if mark.model == model, mark.centre.count == middle.count {
      let near = all.map { ($0, InterestSpace.product($0.centre, mark.centre)) }
        .max { $0.1 < $1.1 }
      if let near, near.1 >= Self.sameFrom { return near.0 }
    }
    let texts = Set(mark.members)
    let shared = all.map { ($0, texts.intersection($0.members).count) }.max { $0.1 < $1.1 }
    guard let shared, shared.1 > 0, shared.1 * 3 >= texts.count else { return nil }
    return shared.0
  }

  private static let sameFrom: Float = 0.75
}
