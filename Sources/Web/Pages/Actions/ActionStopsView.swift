// What holds actions back and why, and the switch.

import Feed
import FoundationEssentials
import Markup
import Pipeline
import Store

struct ActionStopsView {
  let stops: [ActionStop]
  /// Those that could be stopped alone.
  let accounts: [AccountName]
  let now: Date
  let visitor: Visitor

  var body: Hypertext {
    "\(standing)\(stops.contains { $0.account == nil && $0.isPersons } ? "" : form)"
  }

  private var standing: Hypertext {
    guard !stops.isEmpty else { return "" }
    let lines = stops.map { stop -> Hypertext in
      let whose = stop.isPersons ? "by you" : "by Gleaner, because a network said no"
      let words = ActionWords.stopped(stop).firstUppercased
      return
        "<li>\(words) <span class=\"soft\">\(whose), \(TimeMark.ago(stop.at, now: now))</span></li>\n"
    }
    let held = Set(stops.compactMap(\.account)).sorted { $0.text < $1.text }
    let single = held.count > 1 || stops.contains { $0.account == nil } ? held : []
    return """
      <section class="card stopped" aria-labelledby="stopped">
      <h2 id="stopped">Stopped</h2>
      <ul class="plain">
      \(lines)</ul>
      <div class="row">
      \(resume(nil))\(Hypertext(single.map(resume)))</div>
      </section>

      """
  }

  private func resume(_ account: AccountName?) -> Hypertext {
    let name = account.map { "Go on as \($0.text)" } ?? "Lift every stop"
    return """
      <form method="post" action="/actions/resume">\(Layout.hidden(visitor))<input type="hidden" name="account" value="\(account?.text ?? "")"><button>\(name)</button></form>

      """
  }

  private var form: Hypertext {
    let options = accounts.map { account -> Hypertext in
      "<option value=\"\(account.text)\">\(account.text)</option>"
    }
    return """
      <details>
      <summary>Stop</summary>
      <form method="post" action="/actions/stop" class="row filters">\(Layout.hidden(visitor))
      <label>What is sent from <select name="account"><option value="">every account</option>\(options)</select></label>
      <label>Why, for your own record <input name="why" maxlength="500"></label>
      <button class="main">Stop it</button>
      </form>
      <p class="soft">Holds from the next call on. What you take back yourself still goes.</p>
      </details>

      """
  }
}
