// The buttons of an answer: the same on a card and on the page of an item, each with its key.

import Feed
import Markup
import Store

enum AnswerButtons {
  /// Keep, skip, like or approve, save, and less of this.
  static func all(proposal: ActionRow?) -> Hypertext {
    let like: Hypertext =
      proposal.map { row in
        """
        <button name="answer" value="approve" data-key="a">Approve: \(row.kind.rawValue) <kbd>a</kbd></button>

        """
      } ?? "<button name=\"answer\" value=\"like\" data-key=\"a\">Like <kbd>a</kbd></button>\n"
    return """
      <button name="answer" value="keep" data-key="k" class="main">Keep <kbd>k</kbd></button>
      <button name="answer" value="skip" data-key="s">Skip <kbd>s</kbd></button>
      \(like)<button name="answer" value="save" data-key="b">Save <kbd>b</kbd></button>
      <button name="answer" value="less-source" data-key="x">Less of this source <kbd>x</kbd></button>
      <button name="answer" value="less-topic" data-key="t">Less of this topic <kbd>t</kbd></button>

      """
  }
}
