// Texts whose words do not fit into one table are computed in portions.

import Testing

@testable import Embedding

struct WordHeadsTests {
  @Test func `a portion ends before the text whose words would be too many`() {
    let texts: [[Int32]] = [[1, 2, 2], [2, 3], [1, 3], [4], [4, 5, 6], []]
    let portions = WordHeads.portions(of: texts, vocabulary: 7, wordsMax: 3)
    #expect(portions == [0..<3, 3..<6])
  }

  @Test func `a word counts again in the next portion`() {
    let texts: [[Int32]] = [[1, 2], [3, 1], [1, 2], [3]]
    let portions = WordHeads.portions(of: texts, vocabulary: 4, wordsMax: 2)
    #expect(portions == [0..<1, 1..<2, 2..<3, 3..<4])
  }

  @Test func `a text with too many words is a portion`() {
    let portions = WordHeads.portions(of: [[1], [1, 2, 3], [2]], vocabulary: 4, wordsMax: 2)
    #expect(portions == [0..<1, 1..<2, 2..<3])
  }
}
