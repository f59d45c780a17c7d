// What was changed of the defaults holds; what makes no sense is passed over.

import Feed
import Foundation
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
    #expect(settings.applied(to: 0.2) == 0.2 && !settings.isSound)
  }

  @Test(arguments: [
    ("{}", true), ("{\"skip\": 0.1, \"keep\": 0.7, \"weights\": {\"like\": 2}}", true),
    ("{\"skip\": 0.8, \"keep\": 0.7}", false), ("{\"skip\": -1}", false),
    ("{\"prior\": 2}", false), ("{\"halfLife\": 0}", false),
    ("{\"weights\": {\"like\": -1}}", false), ("{\"weights\": {\"lik\": 1}}", false),
  ])
  func `a file's settings are sound or not`(text: String, isSound: Bool) throws {
    let settings = try JSONDecoder().decode(TasteSettings.self, from: Data(text.utf8))
    #expect(settings.isSound == isSound)
  }

  @Test func `weights are those of the kind of evidence`() {
    var settings = TasteSettings()
    settings.weights = ["document": 0.5, "like": .nan, "nothing": 3]
    let candidate = Candidate(id: "a", title: "a", text: "a", vector: Vector(unit: [1]))
    let examples = [Example(candidate, .document, weight: 0.8), Example(candidate, .like)]
    #expect(settings.applied(to: examples).map(\.weight) == [0.4, 1])
  }
}
