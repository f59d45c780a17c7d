// What an admission writes, decided before anything is written.

/// The outcome of an ``Identification``.
package struct AdmissionPlan: Sendable {
  /// An item that is not stored yet.
  package struct Addition: Sendable {
    package let item: Item
    package let textHash: [UInt8]
  }

  /// A stored item whose source calls it by another name now.
  package struct Renaming: Sendable {
    package let id: Int64
    package let externalID: String
    package let url: String?
  }

  /// A stored item that came with another text.
  package struct Revision: Sendable {
    package let id: Int64
    package let item: Item
    package let textHash: [UInt8]
    /// False when it is only shown anew: what was embedded and decided stands.
    package let isReal: Bool
    /// What was embedded and decided, as far as a model reads it; nil when it is what is shown.
    package let judgedText: String?

    init(of old: KnownItem, item: Item, textHash: [UInt8], change: ItemChange) {
      id = old.id
      self.item = item
      self.textHash = textHash
      isReal = change == .said
      let shown = Wording.whole(title: old.title, text: old.text ?? "")
      judgedText = isReal ? nil : old.judgedText ?? String(shown.prefix(Self.judgedLength))
    }

    /// Characters that hold the words that are compared.
    private static let judgedLength = 4_000
  }

  package var added: [Addition] = []
  package var renamed: [Renaming] = []
  package var changed: [Revision] = []
  /// What the source's items are told apart by from now on.
  package var policy: IdentityPolicy
}
