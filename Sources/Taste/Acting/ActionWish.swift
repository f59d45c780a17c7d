// From a kept item to a wish to act. The wish is a value with its reason; whether it comes true is the ledger's affair.

package import Feed

/// What is known of a post when an action is considered.
package struct ActionCandidate: Sendable, Hashable {
  package var network: Network
  /// Who decided to keep it.
  package var stage: DecisionStage
  package var probability: Double?
  package var isOwn = false
  package var isFromBot = false
  package var declinesPrograms = false
  /// Whether anybody may see it.
  package var isPublic = true
  package var isSensitive = false
  /// What the person did with it by themselves.
  package var done: Set<ActionKind> = []

  package init(network: Network, stage: DecisionStage, probability: Double?) {
    self.network = network
    self.stage = stage
    self.probability = probability
  }
}

/// Why nothing is done with a kept post.
package enum ActionObstacle: String, Sendable, Hashable, CaseIterable {
  case off = "this kind of action is off"
  case own = "it is your own post"
  case bot = "its author is a program"
  case declined = "its author asks programs to keep away"
  case done = "you have done it yourself"
  case notPublic = "it was not written for everybody"
}

/// What is to be done with a kept post.
package enum ActionWish: Sendable, Hashable {
  /// Without asking; why that is allowed.
  case act(reason: String)
  /// After asking; why it is not done without.
  case ask(reason: String)
  case leave(ActionObstacle)

  /// Decides about one kind of action on one post.
  ///
  /// Only what the score alone decided is done without asking: that is what a certificate speaks of, and neither a judge's
  /// word nor a rule's is enough to act in the person's name.
  package static func wish(
    _ kind: ActionKind, on post: ActionCandidate, policy: ActionPolicy, certificate: Certificate
  ) -> ActionWish {
    if let obstacle = obstacle(kind, post, policy) { return .leave(obstacle) }
    guard policy == .auto else { return .ask(reason: "you want to be asked") }
    if let bar = kind.bar(on: post.network) { return .ask(reason: bar) }
    guard certificate.isSufficient else { return .ask(reason: certificate.words) }
    if post.isSensitive { return .ask(reason: "its author or a moderator warns of it") }
    switch post.stage {
    case .score where post.probability != nil: return .act(reason: certificate.words)
    case .judge: return .ask(reason: "a judge had a part in keeping it")
    case .rule: return .ask(reason: "a rule kept it, which no certificate speaks of")
    case .person, .score: return .ask(reason: "no score of its own speaks for it")
    }
  }

  private static func obstacle(
    _ kind: ActionKind, _ post: ActionCandidate, _ policy: ActionPolicy
  ) -> ActionObstacle? {
    if policy == .off { return .off }
    if post.isOwn { return .own }
    if post.isFromBot { return .bot }
    if post.declinesPrograms { return .declined }
    if post.done.contains(kind) { return .done }
    return kind == .repost && !post.isPublic ? .notPublic : nil
  }
}
