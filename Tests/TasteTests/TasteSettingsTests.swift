// What was changed of the defaults holds; what makes no sense is passed over.

import Feed
import Testing

@testable import Taste

struct TasteSettingsTests {
  @Test func `nothing changed is the default`() {
    let settings = TasteSettings()
    #expect(settings.applied(to: ScorerSettings()) == ScorerSettings())
    #expect(settings.applied(to: .standard) == .standard)
    #expect(settings.values.isEmpty)
  }

  @Test func `thresholds that contradict each other change nothing`() {
    var settings = TasteSettings()
    settings.skip = 0.9
    #expect(settings.applied(to: .standard) == .standard)
    settings.keep = 0.95
    #expect(settings.applied(to: .standard) == Thresholds(skip: 0.9, keep: 0.95))
  }

  @Test(arguments: [-1, 0, .nan, .infinity])
  func `numbers without sense are passed over`(number: Double) {
    var settings = TasteSettings()
    settings.halfLife = number
    settings.textFade = number
    settings.prior = number
    #expect(settings.applied(to: ScorerSettings()) == ScorerSettings())
  }

  @Test func `weights are those of the kind of evidence`() {
    var settings = TasteSettings()
    settings.weights = ["document": 0.5, "like": .nan, "nothing": 3]
    let candidate = Candidate(id: "a", title: "a", text: "a", vector: Vector(unit: [1]))
    let examples = [Example(candidate, .document, weight: 0.8), Example(candidate, .like)]
    #expect(settings.applied(to: examples).map(\.weight) == [0.4, 1])
  }
}
