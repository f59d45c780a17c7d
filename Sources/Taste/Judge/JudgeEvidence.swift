// What the person said of things like the item: the nearest passages, likes and skips. It is text of feeds and documents,
// so it is shown to a judge exactly as the item is.

/// One thing of the person's, quoted.
package struct JudgeEvidence: Sendable, Hashable {
  package var evidence: Evidence
  package var title: String
  /// The passage, or the beginning of the text.
  package var text: String

  package init(_ evidence: Evidence, title: String, text: String) {
    self.evidence = evidence
    self.title = title
    self.text = text
  }

  /// What the person did, as a judge reads it.
  var deed: String {
    switch evidence {
    case .like: "liked"
    case .repost: "reposted"
    case .bookmark, .save: "saved"
    case .digestUp, .keep: "wanted"
    case .digestDown, .skip, .less: "did not want"
    case .document: "wrote"
    case .message: "said"
    case .muted: "muted"
    case .background: "passed by"
    }
  }
}
