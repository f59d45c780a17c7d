// What a model said, and what that has cost.

package import Service

/// One answer.
package struct ChatAnswer: Sendable, Hashable {
  /// The text; where a schema was given, the JSON alone, letter for letter.
  package let text: String
  /// The parsed text where a schema was given; it fits that schema, or the asker had no objection to it.
  package let json: JSONValue?
  /// The provider's name in the settings.
  package let provider: String
  /// The model that answered, as it calls itself.
  package let model: String
  /// Nil where the provider did not count.
  package let tokens: TokenCount?
  /// Of all calls that it took, in the currency of the price list.
  package let cost: Double
  /// Of all calls that it took, without pauses.
  package let latency: Duration
  /// How many calls it took: two where the first answer had to be repaired.
  package let calls: Int
  /// Whether the text ends at the limit of tokens; never so where a schema was given.
  package let isCut: Bool
}
