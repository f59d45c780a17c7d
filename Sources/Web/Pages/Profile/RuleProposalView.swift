// What "less of this" would be as a rule: as it would stand in a file, what it would have changed, and two buttons.

import Markup
import Pipeline
import Service
import Store
import Taste

struct RuleProposalView {
  let proposal: RuleProposal
  /// What it would do beside the rules in force; nil where it is in force already.
  let finding: RuleTrial.Finding?
  let visitor: Visitor

  var body: Hypertext {
    """
    <article class="card">
    <h3>Less of \(proposal.name)</h3>
    <p>\(effect) Because of <a href="/items/\(proposal.item)">\(proposal.title)</a>.</p>
    <pre class="scroll" tabindex="0"><code>\(proposal.rule)</code></pre>
    <form method="post" action="/profile/rules/adopt" class="row">\(Layout.hidden(visitor))
    <input type="hidden" name="label" value="\(proposal.label)">
    <button class="main">Adopt</button>
    <button formaction="/profile/rules/dismiss">Put away</button>
    </form>
    </article>

    """
  }

  private var effect: String {
    let came =
      if let came = proposal.came, let kept = proposal.kept {
        "In 30 days \(Count.of(came, "item")) came from there, \(kept) of them kept."
      } else {
        "It would make everything of that interest less likely."
      }
    guard let finding else { return "\(came) A rule of that name is in force." }
    guard finding.changed > 0 else { return "\(came) It would have changed no decision." }
    return "\(came) It would have changed \(Count.of(finding.changed, "decision")): "
      + "\(RuleTrialStory.words(finding.changes))."
  }
}
