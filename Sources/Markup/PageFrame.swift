// The frame of every page that Gleaner writes. In one place, because it is what keeps a page from running or fetching
// anything, whatever found its way into a title.

/// The frame of a page.
package enum PageFrame {
  /// A whole page that runs no script and, by its own policy (W3C, Content Security Policy Level 3), loads nothing.
  ///
  /// `sheet` is a stylesheet of ours; `body` is what stands between the tags of the body.
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
    <style>\(Hypertext(trusted: sheet))</style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }
}
