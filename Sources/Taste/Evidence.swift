// What an example says and how much it counts. The weights are the starting values of the design; tuning and the
// person change them through the weight of the single example, never here.

/// Where an example comes from.
package enum Evidence: String, Sendable, Hashable, CaseIterable {
  case like, repost, bookmark
  case digestUp = "digest_up"
  case digestDown = "digest_down"
  case keep, save, skip
  /// "Less of this source or topic".
  case less
  /// A passage of one of the person's documents.
  case document
  /// A passage of one of the person's own messages.
  case message
  /// Something wanted that belongs to an interest which the person has muted since.
  case muted
  /// Shown and not touched.
  case background

  /// Whether it speaks for wanting such items.
  package var isWanted: Bool {
    switch self {
    case .like, .repost, .bookmark, .digestUp, .keep, .save, .document, .message: true
    case .digestDown, .skip, .less, .muted, .background: false
    }
  }

  /// How much one example counts, 0 … 1: its noise is inversely proportional to this.
  package var weight: Double {
    switch self {
    case .like, .repost, .bookmark, .digestUp, .digestDown, .skip, .less, .muted: 1
    case .keep, .save: 0.7
    case .document, .message: 0.2
    case .background: 0.1
    }
  }

  /// What the person did, to stand before the title: `you liked`.
  package var words: String {
    switch self {
    case .like: "you liked"
    case .repost: "you reposted"
    case .bookmark: "you bookmarked"
    case .digestUp: "you voted for"
    case .digestDown: "you voted against"
    case .keep: "you kept in review"
    case .save: "you saved"
    case .skip: "you skipped"
    case .less: "you wanted less like"
    case .document: "you wrote"
    case .message: "you said"
    case .muted: "of an interest that you muted,"
    case .background: "not judged"
    }
  }

  /// Whether it is a text of the person's own.
  package var isText: Bool { self == .document || self == .message }

  /// Whether it is an answer to a question: the item was chosen by its score, not by what the person thinks of it.
  package var isAnswer: Bool { self == .keep || self == .save || self == .skip }

  /// Whether a person decided about an item, as opposed to having written a text or passed by.
  package var isDecision: Bool {
    switch self {
    case .document, .message, .muted, .background: false
    default: true
    }
  }
}
