// The frame of every page of the server: where one is, where one can go, and the same head everywhere.

package import Markup

/// The places that the navigation names.
package enum Place: String, Sendable, Hashable, CaseIterable {
  case review, today, items, actions, sources, profile

  /// What it is called.
  package var name: String {
    switch self {
    case .review: "Review"
    case .today: "Today"
    case .items: "Items"
    case .actions: "Actions"
    case .sources: "Sources"
    case .profile: "Profile"
    }
  }

  /// Where it is.
  package var path: String { "/\(rawValue)" }

  /// The letter that goes there, after a `g`.
  package var letter: String {
    switch self {
    case .review: "r"
    case .today: "t"
    case .items: "i"
    case .actions: "a"
    case .sources: "s"
    case .profile: "p"
    }
  }
}

/// Makes pages.
package enum Layout {
  /// A whole page; `place` is marked in the navigation, which strangers do not get.
  ///
  /// `keys` are the page's own keys, for the list that `?` opens.
  package static func page(
    _ title: String, at place: Place? = nil, for visitor: Visitor, keys: [KeyHint] = [],
    _ body: Hypertext
  ) -> Hypertext {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="gleaner-token" content="\(visitor.formToken)">
    <title>\(title) · Gleaner</title>
    <link rel="stylesheet" href="\(Assets.style.path)">
    <link rel="icon" href="\(Assets.icon.path)" type="image/svg+xml">
    <script src="\(Assets.script.path)" defer></script>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>
    \(header(at: place, for: visitor))<main id="main" tabindex="-1">
    \(body)</main>
    \(footer(for: visitor))<p id="said" role="status" aria-live="polite"></p>
    \(keyList(keys, for: visitor))</body>
    </html>

    """
  }

  private static func header(at place: Place?, for visitor: Visitor) -> Hypertext {
    guard case .person = visitor else {
      return """
        <header><p class="brand"><img src="\(Assets.icon.path)" alt="" width="28" height="28"> Gleaner</p></header>

        """
    }
    let links = Place.allCases.map { other -> Hypertext in
      let mark: Hypertext = other == place ? " aria-current=\"page\"" : ""
      return """
        <li><a href="\(other.path)" data-go="\(other.letter)"\(mark)>\(other.name)</a></li>

        """
    }
    return """
      <header>
      <nav aria-label="Pages"><ul>
      \(links)</ul></nav>
      </header>

      """
  }

  private static func footer(for visitor: Visitor) -> Hypertext {
    guard case .person = visitor else { return "" }
    return """
      <footer>
      <span class="hint"><kbd>?</kbd> shows the keys</span>
      <form method="post" action="/sign-out">\(hidden(visitor))<button class="quiet">Sign out</button></form>
      </footer>

      """
  }

  private static func keyList(_ keys: [KeyHint], for visitor: Visitor) -> Hypertext {
    guard case .person = visitor else { return "" }
    let own = keys.map { hint -> Hypertext in
      "<dt><kbd>\(hint.key)</kbd></dt><dd>\(hint.does)</dd>\n"
    }
    let places = Place.allCases.map { place -> Hypertext in
      "<dt><kbd>g</kbd> <kbd>\(place.letter)</kbd></dt><dd>\(place.name)</dd>\n"
    }
    return """
      <dialog id="keys" aria-label="Keys">
      <h2>Keys</h2>
      <dl class="keys">
      \(own)\(places)<dt><kbd>?</kbd></dt><dd>this list</dd>
      </dl>
      <form method="dialog"><button>Close</button></form>
      </dialog>

      """
  }

  /// What every form of a page has to carry.
  package static func hidden(_ visitor: Visitor) -> Hypertext {
    "<input type=\"hidden\" name=\"token\" value=\"\(visitor.formToken)\">"
  }
}

/// A key and what it does.
package struct KeyHint: Sendable, Hashable {
  package let key: String
  package let does: String

  package init(_ key: String, _ does: String) {
    self.key = key
    self.does = does
  }
}
