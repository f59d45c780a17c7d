// What "less of this" would be as rules: shown with what they would touch, and in force only once they are written down.

import Markup
import Pipeline
import Service
import Store

struct RuleProposalView {
  let proposals: [RuleProposal]
  let visitor: Visitor

  var body: Hypertext {
    let list = proposals.map(proposal)
    let none: Hypertext =
      "<p>None. “Less of this source” and “less of this topic” in a review suggest some.</p>\n"
    return """
      <h1>Proposed rules</h1>
      <p>What you said counts already, as an answer about that item. A rule would go further. None of these is in force: put
      a line into a file below <code>rules/</code> to make it so, and <code>gleaner rules test</code> says what it changes.</p>
      \(proposals.isEmpty ? none : Hypertext(list))
      """
  }

  private func proposal(_ proposal: RuleProposal) -> Hypertext {
    """
    <article class="card">
    <h2>Less of \(proposal.name)</h2>
    <p>\(effect(proposal)) Because of <a href="/items/\(proposal.item)">\(proposal.title)</a>.</p>
    <pre class="scroll" tabindex="0"><code>\(proposal.rule)</code></pre>
    <form method="post" action="/review/rules/dismiss">\(Layout.hidden(visitor))
    <input type="hidden" name="label" value="\(proposal.label)">
    <button>Put away</button>
    </form>
    </article>

    """
  }

  private func effect(_ proposal: RuleProposal) -> String {
    guard let came = proposal.came, let kept = proposal.kept else {
      return "It would make everything of that interest less likely."
    }
    return "In 30 days \(Count.of(came, "item")) came from there, \(kept) of them kept."
  }
}
