// Parts of a digest by interest.

import Digest
import Testing

struct DigestSectionsTests {
  private func edition(_ sections: [String?], wild: Bool = false) -> Edition {
    var edition = EditionFixture.edition
    edition.stories = sections.enumerated().map { index, section in
      EditionFixture.story(
        Int64(index), "t\(index)", text: "x", url: nil, probability: 0.9, reason: "r",
        propensity: wild && index == sections.count - 1 ? 0.5 : nil, section: section)
    }
    return edition
  }

  @Test func `parts are named, counted through, and the wild card stands alone`() {
    let parts = DigestSections.parts(edition(["a", "a", "b", nil, nil], wild: true))
    #expect(parts.map(\.name) == ["a", "b", "Elsewhere", "A wild card"])
    #expect(parts.map { $0.stories.map(\.rank) } == [[1, 2], [3], [4], [5]])
  }

  @Test func `where there is one part it needs no name`() {
    let parts = DigestSections.parts(edition([nil, nil], wild: true))
    #expect(parts.map(\.name) == [nil])
  }
}
