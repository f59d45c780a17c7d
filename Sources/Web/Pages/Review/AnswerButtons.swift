// The buttons of an answer: the same on a card and on the page of an item, each with its key.

import Feed
import Markup
import Store

enum AnswerButtons {
  /// Two rows: keep, skip, like or approve, save, later; and below, less of this and what the page adds.
  static func rows(proposal: ActionRow?, also: Hypertext) -> Hypertext {
    let like: Hypertext =
      proposal.map { row in
        """
        <button name="answer" value="approve" data-key="a">Approve: \(row.kind.rawValue) <kbd>a</kbd></button>

        """
      } ?? "<button name=\"answer\" value=\"like\" data-key=\"a\">Like <kbd>a</kbd></button>\n"
    return """
      <div class="row">
      <button name="answer" value="keep" data-key="k" class="main">Keep <kbd>k</kbd></button>
      <button name="answer" value="skip" data-key="s">Skip <kbd>s</kbd></button>
      \(like)<button name="answer" value="save" data-key="b">Save <kbd>b</kbd></button>
      <button name="answer" value="later" data-key="l">Later <kbd>l</kbd></button>
      </div>
      <div class="row lesser">
      <button name="answer" value="less-source" data-key="x" class="quiet">Less of this source <kbd>x</kbd></button>
      <button name="answer" value="less-topic" data-key="t" class="quiet">Less of this topic <kbd>t</kbd></button>
      \(also)</div>

      """
  }
}
