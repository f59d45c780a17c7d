// What the gate of actions is asked, and what it is told of the past: times, money, and whom it was about.

package import Feed
package import FoundationEssentials

/// Whom a send is about; what is not known is counted with nobody.
package struct SendSubject: Sendable, Hashable {
  /// The number of the action: what it has tried before is one deed with what it tries now.
  package var action: Int64?
  package var kind: ActionKind?
  package var author: String?
  package var thread: String?

  package init(
    action: Int64? = nil, kind: ActionKind? = nil, author: String? = nil, thread: String? = nil
  ) {
    (self.action, self.kind, self.author, self.thread) = (action, kind, author, thread)
  }

  /// Whether both are tries of one action.
  func isDeed(of other: SendSubject) -> Bool { action != nil && action == other.action }
}

/// One call of the past: anything that may have reached the network, or has cost something.
package struct PastSend: Sendable, Hashable {
  package let at: Date
  package let cost: Double
  package let subject: SendSubject
  /// By how much of the gap the next one comes later than it could, 0 … 1.
  package let sway: Double
  /// Whether more was done than to look.
  package let isSent: Bool

  package init(
    at: Date, cost: Double = 0, subject: SendSubject = SendSubject(), sway: Double = 0,
    isSent: Bool = true
  ) {
    (self.at, self.cost, self.subject, self.sway) = (at, cost, subject, sway)
    self.isSent = isSent
  }
}

/// What is asked for.
package struct SendWish: Sendable, Hashable {
  /// Not before this; nil for at once.
  package let notBefore: Date?
  /// Not at or after this.
  package let expires: Date
  package let cost: Double
  package let subject: SendSubject

  package init(
    notBefore: Date?, expires: Date, cost: Double = 0, subject: SendSubject = SendSubject()
  ) {
    (self.notBefore, self.expires, self.cost, self.subject) = (notBefore, expires, cost, subject)
  }
}
