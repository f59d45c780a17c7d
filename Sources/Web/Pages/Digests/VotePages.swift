// Where links of mails and feeds lead. They are followed by those who look at mail before its reader does, so a GET only
// ever shows what could be done; a button does it.

private import Digest
private import FoundationEssentials
private import HTTP
private import Markup
private import Store
private import Workspace

/// Takes votes and the end of mail from outside.
package struct VotePages: Sendable {
  private let ground: WebGround

  package init(_ ground: WebGround) {
    self.ground = ground
  }

  package var routes: [Route] {
    [
      Route("GET", "/vote/{digest}/{item}/{vote}/{proof}", .open) { try await ask($0) },
      Route("POST", "/vote/{digest}/{item}/{vote}/{proof}", .open) { try await vote($0) },
      Route("GET", "/mail/off/{proof}", .open) { try await askOff($0) },
      Route("POST", "/mail/off/{proof}", .open) { try await off($0) },
    ]
  }

  /// A vote as a link says it.
  private struct Ballot {
    let digest: Int64
    let item: Int64
    let vote: Vote
    let title: String
  }

  /// What a link is good for; throws why not.
  private func ballot(_ visit: Visit) async throws -> Ballot {
    let (digest, item) = (try visit.number("digest"), try visit.number("item"))
    let key = try await ground.linkKey()
    guard let vote = visit.values["vote"].flatMap(Vote.init),
      key.isGood(visit.values["proof"] ?? "", key.vote(digest, item, vote)),
      let row = try await ground.database.digest(digest),
      let story = try await ground.database.stories(ofDigest: digest)
        .first(where: { $0.item.id == item })
    else { throw Refusal(.notFound, "this link is not one of ours; the address may be cut") }
    guard visit.now.timeIntervalSince(row.until) < VoteLinks.age else {
      throw Refusal(.gone, "this link has ended; the digest's page still takes votes")
    }
    return Ballot(digest: digest, item: item, vote: vote, title: story.heading)
  }

  private func ask(_ visit: Visit) async throws -> ServerResponse {
    let ballot = try await ballot(visit)
    let words = ballot.vote == .up ? "More like this" : "Less like this"
    return .page(
      Layout.page(
        words, for: visit.visitor,
        """
        <h1>\(words)?</h1>
        <p>\(ballot.title)</p>
        \(Self.button(words, visit))
        """))
  }

  private func vote(_ visit: Visit) async throws -> ServerResponse {
    let ballot = try await ballot(visit)
    let isUndone = visit.request.form["undo"] != nil
    _ = try await VoteDesk(ground.database).vote(
      isUndone ? nil : ballot.vote, on: ballot.item, inDigest: ballot.digest, at: visit.now)
    guard !isUndone else {
      return .page(
        Layout.page(
          "Taken back", for: visit.visitor, "<h1>Taken back</h1>\n<p>\(ballot.title)</p>\n"))
    }
    return .page(
      Layout.page(
        "Noted", for: visit.visitor,
        """
        <h1>Noted</h1>
        <p>\(ballot.vote == .up ? "More" : "Less") like this: \(ballot.title)</p>
        \(Self.button("Take it back", visit, name: "undo"))
        """))
  }

  private func askOff(_ visit: Visit) async throws -> ServerResponse {
    try await checkOff(visit)
    return .page(
      Layout.page(
        "No more mail", for: visit.visitor,
        """
        <h1>No more mail with digests?</h1>
        \(Self.button("No more mail", visit))
        """))
  }

  /// A button of the page, or one call by the reader's mail program (RFC 8058).
  private func off(_ visit: Visit) async throws -> ServerResponse {
    try await checkOff(visit)
    try await ground.database.setDelivery(.mail, isOn: false, at: visit.now)
    return .page(
      Layout.page(
        "No more mail", for: visit.visitor,
        """
        <h1>No more mail</h1>
        <p>Digests are not mailed any more. <code>gleaner digest mail on</code> takes that back.</p>

        """))
  }

  private func checkOff(_ visit: Visit) async throws {
    let key = try await ground.linkKey()
    guard let mail = ground.settings.mail,
      key.isGood(visit.values["proof"] ?? "", key.unsubscribe(mail.to))
    else { throw Refusal(.notFound, "this link is not one of ours; the address may be cut") }
  }

  private static func button(_ words: String, _ visit: Visit, name: String = "yes") -> Hypertext {
    """
    <form method="post" action="\(visit.request.rawPath)">
    \(Layout.hidden(visit.visitor))<button class="main" name="\(name)" value="1">\(words)</button>
    </form>

    """
  }
}
