// What is done without asking, what is asked about, and what is left alone.

import Feed
import Taste
import Testing

struct ActionWishTests {
  let good = Certificate(right: 60, of: 60)
  let poor = Certificate(right: 20, of: 20)
  var post: ActionCandidate {
    ActionCandidate(network: .mastodon, stage: .score, probability: 0.9)
  }

  @Test func `a certificate, leave and a score make an action`() {
    #expect(wish(.like, post) == .act(reason: good.words))
  }

  @Test func `without a certificate it is asked about, and the reason says so`() {
    #expect(
      ActionWish.wish(.like, on: post, policy: .auto, certificate: poor)
        == .ask(reason: poor.words))
  }

  @Test(arguments: [DecisionStage.judge, .rule, .person])
  func `only what the score decided is done without asking`(stage: DecisionStage) {
    let other = changed { $0.stage = stage }
    guard case .ask = wish(.like, other) else {
      Issue.record("\(stage) acted")
      return
    }
  }

  @Test func `a like on X is never done without asking, whatever is said`() {
    let other = changed { $0.network = .x }
    guard case .ask(let reason) = wish(.like, other) else {
      Issue.record("it acted")
      return
    }
    #expect(reason.contains("X's rules"))
    #expect(wish(.bookmark, other) == .act(reason: good.words))
  }

  @Test func `settings that say otherwise change nothing about that`() throws {
    let account = try #require(AccountName("matt@x.com"))
    let rules = ActionRules(policies: [account: [.like: .auto, .repost: .auto]])
    #expect(rules.policy(account, .like) == .propose)
    #expect(rules.policy(account, .repost) == .auto)
    #expect(rules.policy(account, .bookmark) == .off)
  }

  @Test(arguments: [ActionPolicy.propose, .auto])
  func `what stands in the way stands in every way`(policy: ActionPolicy) {
    let cases: [(ActionObstacle, ActionCandidate)] = [
      (.own, changed { $0.isOwn = true }), (.bot, changed { $0.isFromBot = true }),
      (.declined, changed { $0.declinesPrograms = true }),
      (.done, changed { $0.done = [.repost] }), (.notPublic, changed { $0.isPublic = false }),
    ]
    for (obstacle, post) in cases {
      #expect(
        ActionWish.wish(.repost, on: post, policy: policy, certificate: good)
          == .leave(obstacle))
    }
    #expect(
      ActionWish.wish(.like, on: post, policy: .off, certificate: good) == .leave(.off))
  }

  @Test func `what others are warned of is asked about`() {
    guard case .ask = wish(.like, changed { $0.isSensitive = true }) else {
      Issue.record("it acted")
      return
    }
  }

  private func wish(_ kind: ActionKind, _ post: ActionCandidate) -> ActionWish {
    ActionWish.wish(kind, on: post, policy: .auto, certificate: good)
  }

  private func changed(_ change: (inout ActionCandidate) -> Void) -> ActionCandidate {
    var other = post
    change(&other)
    return other
  }
}
