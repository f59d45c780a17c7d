// What came of a call. The one distinction that everything hangs on is whether the network may have done it: only what
// surely did not happen may be tried again without looking.

package import FoundationEssentials

/// Why a network will not do it, now or ever.
package enum ActionRefusal: String, Sendable, Hashable, CaseIterable {
  /// The post is no more, or not for this account.
  case gone
  /// The network does not let this account do such a thing at all.
  case incapable
  /// The sign-in has ended.
  case signedOut = "signed_out"
  /// Anything else that will not become better by itself.
  case invalid
}

/// The outcome of one call.
package enum ActionOutcome: Sendable, Hashable {
  /// It is so now; with the network's name of the effect.
  case done(remote: String?)
  /// It was so before.
  case alreadyDone(remote: String?)
  /// Nothing was sent: the post is another by now.
  case changed(PostSight)
  /// Nothing was sent, and never will be: what the post is now speaks against it.
  case left(why: String)
  /// Nothing reached the network.
  case notSent(why: String)
  /// The network answered that it is too early.
  case throttled(until: Date?, why: String)
  /// The network answered no.
  case refused(ActionRefusal, why: String)
  /// It may have happened or not.
  case unclear(why: String)
}

/// The outcome with what the answer said about further calls.
package struct ActionAnswer: Sendable, Hashable {
  package let outcome: ActionOutcome
  package var status: Int?
  /// Calls that are left until `reset`.
  package var remaining: Int?
  package var reset: Date?

  package init(
    _ outcome: ActionOutcome, status: Int? = nil, remaining: Int? = nil, reset: Date? = nil
  ) {
    self.outcome = outcome
    self.status = status
    self.remaining = remaining
    self.reset = reset
  }
}

/// What a network says when it is asked whether the effect is there.
package enum ActionStanding: Sendable, Hashable {
  case done(remote: String?)
  case notDone
  /// The post is no more.
  case gone
  case unclear(why: String)
}
