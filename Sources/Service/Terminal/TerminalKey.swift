// A key as a terminal sends it: one or several bytes, which may arrive apart.

/// One key, or one text that was pasted.
package enum TerminalKey: Sendable, Hashable {
  case character(Character)
  /// A letter with the control key.
  case control(Character)
  case enter, backspace, escape
  case up, down, left, right, pageUp, pageDown, home, end
  /// What a paste brought, which is no key: whoever pastes a word does not mean its letters.
  case pasted(String)
}
