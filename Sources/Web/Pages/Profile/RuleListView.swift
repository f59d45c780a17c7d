// The rules in force with what each of them did lately, and the proposed ones below.

import Foundation
import Markup
import Pipeline
import Service
import Store
import Taste
import Workspace

struct RuleListView {
  let trials: RuleDesk.Trials
  let zone: TimeZone
  let visitor: Visitor

  var body: Hypertext {
    """
    <h1>Rules</h1>
    \(ProfilePart.links(.rules))\(inForce)<section id="proposed">
    <h2>Proposed</h2>
    \(proposed)</section>

    """
  }

  private var inForce: Hypertext {
    switch trials.rules {
    case .failure(let error): problems(error)
    case .success(let rules) where rules.isEmpty: Self.none
    case .success(let rules): list(rules)
    }
  }

  private func problems(_ error: SettingsError) -> Hypertext {
    let lines = error.description.split(separator: "\n").map {
      "<li>\(String($0))</li>\n" as Hypertext
    }
    return """
      <p class="fault" role="alert">The rules cannot be read, and nothing is decided until they can:</p>
      <ul>
      \(lines)</ul>

      """
  }

  private static let none: Hypertext = """
    <p>There is none. A rule says in so many words what you want, whatever the score is: write one into a file of
    <code>rules/</code>, such as</p>
    <pre class="scroll" tabindex="0"><code>- {name: no coins, when: {term: [bitcoin, NFT]}, then: mute}</code></pre>

    """

  private func list(_ rules: [DeclaredRule]) -> Hypertext {
    let trial = trials.trial
    let found = Dictionary(
      trial.findings.map { ($0.rule.name, $0) }, uniquingKeysWith: { first, _ in first })
    let disagreements: Hypertext =
      trial.disagreements.isEmpty
      ? ""
      : """
      <p>Rules that disagree, the first has its way:</p>
      <ul>\(trial.disagreements.map { "<li>\(RuleTrialStory.words($0))</li>\n" as Hypertext })</ul>

      """
    return """
      <p>They come first and last, whatever the score is. Here is what they did to \(Count.of(trial.items, "item")) since
      \(Figures.day(trials.since, in: zone)); \(RuleTrialStory.together(trial)).</p>
      \(rules.map { rule($0, found[$0.rule.name]) })\(disagreements)
      """
  }

  private func rule(_ declared: DeclaredRule, _ finding: RuleTrial.Finding?) -> Hypertext {
    let state = finding.map(RuleTrialStory.state) ?? "was not tried"
    let examples = (finding?.examples ?? []).map { example -> Hypertext in
      """
      <li>\(RuleTrialStory.words(example.change)) <a href="/items/\(example.id)">\(TerminalText.excerpt(example.title, limit: 160))</a></li>

      """
    }
    let notes = finding.map(RuleTrialStory.notes) ?? []
    let lines = examples + notes.map { "<li class=\"soft\">\($0)</li>\n" as Hypertext }
    let list: Hypertext = lines.isEmpty ? "" : "<ul class=\"plain\">\n\(lines)</ul>\n"
    return """
      <article class="card">
      <h2>\(declared.rule.name) <span class="tag">\(declared.rule.effect.name)</span></h2>
      <p>It \(state).</p>
      \(list)<p class="soft">\(declared.file):\(declared.position.line)</p>
      </article>

      """
  }

  private var proposed: Hypertext {
    guard !trials.proposals.isEmpty else {
      return
        "<p>None. “Less of this source” and “less of this topic” in <a href=\"/review\">a review</a> suggest some.</p>\n"
    }
    let cards = trials.proposals.map { proposal in
      RuleProposalView(
        proposal: proposal, finding: trials.proposed[proposal.ruleName], visitor: visitor
      ).body
    }
    return """
      <p>What you said counts already, as an answer about that item. A rule goes further. None of these is in force: a button
      writes one down in <code>\(RuleFiles.standard)</code>, where you can change it as any other.</p>
      \(cards)
      """
  }
}
