// The profile's page, kept as a golden file, and what hostile titles cannot do to it.

import Digest
import Foundation
import Markup
import Store
import Taste
import TestSupport
import Testing

struct ProfilePageTests {
  @Test func `a profile looks as it did`() throws {
    try Golden.expect(ProfilePage.render(Self.portrait()), matches: "profile.html")
  }

  @Test func `a page asks nobody for anything and runs nothing`() {
    let page = ProfilePage.render(Self.portrait(title: "<script>alert(1)</script>\" onload=\"x"))
    for harm in ["<script", "<img", "<link", "src=", "@import", "url(", "\" onload"] {
      #expect(!page.contains(harm), "\(harm)")
    }
  }

  @Test func `every picture is told in words too`() {
    let page = ProfilePage.render(Self.portrait())
    #expect(page.components(separatedBy: "role=\"img\"").count == 3)
    #expect(page.contains("sourdough, rye: 50 % of the evidence."))
    #expect(page.contains("were.</desc>"))
  }

  @Test func `without answers there is no diagram, and the page says why`() {
    var portrait = Self.portrait()
    portrait.answers = Array(portrait.answers.prefix(19))
    let page = ProfilePage.render(portrait)
    #expect(!page.contains("reliability-title"))
    #expect(page.contains("cannot be said yet: 19 answers of 20."))
  }

  @Test func `an empty profile is a page too`() {
    var portrait = Self.portrait()
    portrait.interests = []
    portrait.map = InterestMap(.none, examples: [])
    portrait.reading = 0
    #expect(ProfilePage.render(portrait).contains("Nothing is known yet."))
  }

  private static let now = Date(timeIntervalSince1970: 1_768_896_000)

  static func portrait(title: String = "How a starter picks its tenants") -> ProfilePortrait {
    var draft = ProfileDraft(
      parent: 6, why: "new evidence", evidence: [1], model: "m", background: Array(0..<93))
    draft.learned = ["like": 14, "document": 28, "skip": 1]
    let labels = ["sourdough, rye", "PostgreSQL, index", "touring bike"]
    let centres: [[Float]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    let interests = labels.indices.map { place in
      Interest(
        number: place + 1, label: labels[place], words: ["w"], weight: [0.5, 0.3, 0.2][place],
        size: 10, exemplars: [Interest.Exemplar(id: "passage:\(place)", title: title)],
        members: ["m"], centre: centres[place], reach: 0.3)
    }
    let wishes: [Wish.Kind?] = [.pin, .mute, nil]
    let parts = interests.indices.map { place in
      ProfilePortrait.Part(
        interest: interests[place], name: place == 2 ? "Bicycles" : interests[place].label,
        wish: wishes[place], reading: 4 - place, came: 9,
        late: ProfilePortrait.Share(hits: [30, 20, 10][place], count: 60),
        early: ProfilePortrait.Share(hits: [20, 70, 30][place], count: 200))
    }
    let mark = InterestMark(label: "golf", members: [], centre: [], model: "m")
    let answers = (0..<60).map { number in
      Answered(probability: Double(number) / 60, isWanted: number > 30 || number % 5 == 0)
    }
    let map = InterestMap(
      Interests(interests, middle: [0, 0, 0], partedFrom: 30),
      examples: centres.map { centre in [centre, centre.map { $0 + 0.2 }] })
    return ProfilePortrait(
      profile: ProfileRow(id: 7, builtAt: now, content: draft), isCurrent: true, person: "Robin",
      timeZone: .gmt, interests: parts,
      map: map, reading: 12, readingElsewhere: 3, resting: [Wish(.weight(2.5), mark, at: now)],
      answers: answers, prior: 0.25, thresholds: .standard)
  }
}
