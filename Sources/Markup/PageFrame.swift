// The frame of every page that Gleaner writes. In one place, because it is what keeps a page from running or fetching
// anything, whatever found its way into a title.

/// The frame of a page.
package enum PageFrame {
  /// What all pages look like: colours in pairs for light and dark, each text with a contrast of at least 4.5 to 1 (WCAG
  /// 2.2, 1.4.3).
  private static let sheet = """
    :root { color-scheme: light dark; --ink: #1c1b19; --paper: #fbfaf7; --soft: #5f5b54; --line: #d8d3c8;
      --accent: #1f5fa8; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e9e6df; --paper: #171614; --soft: #a8a297; --line: #3a3732; --accent: #8ab8ee; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem 1.1rem 3rem; max-width: 48rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
    .soft { color: var(--soft); font-size: .88rem; }
    @media print { html body { max-width: none; } section, article { break-inside: avoid; } }
    """

  /// A whole page that runs no script and, by its own policy (W3C, Content Security Policy Level 3), loads nothing.
  ///
  /// `sheet` is what a page adds to the common stylesheet; `body` is what stands between the tags of the body.
  package static func page(title: String, sheet: String, _ body: Hypertext) -> Hypertext {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(title)</title>
    <style>\(Hypertext(trusted: Self.sheet + "\n" + sheet))</style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }
}
