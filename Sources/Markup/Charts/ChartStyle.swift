// The colours of pictures, in pairs for light and dark; each has a contrast of at least 3 to 1 with its paper (WCAG 2.2,
// 1.4.11), and what they tell apart is told by words too.

/// The stylesheet that pictures need; pages add it to their own.
package enum ChartStyle {
  /// Expects `--ink`, `--soft` and `--line` of the page.
  package static let sheet = """
    :root { --first: #1f5fa8; --second: #b3541e; --third: #3f7d2c; }
    @media (prefers-color-scheme: dark) { :root { --first: #8ab8ee; --second: #f0a878; --third: #9ccf86; } }
    figure.chart { margin: 1rem 0 1.6rem; }
    figure.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
    figure.chart text { font: 12px system-ui, sans-serif; fill: var(--soft); }
    figure.chart .axis-name { fill: var(--ink); }
    figure.chart .label { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
    figure.chart .grid { stroke: var(--line); stroke-width: 1; }
    figure.chart .axis { stroke: var(--soft); stroke-width: 1; }
    figure.chart .first { --tone: var(--first); } figure.chart .second { --tone: var(--second); }
    figure.chart .third { --tone: var(--third); } figure.chart .soft { --tone: var(--soft); }
    figure.chart .line { fill: none; stroke: var(--tone); stroke-width: 2; }
    figure.chart .line.soft { stroke-dasharray: 5 4; }
    figure.chart .band { fill: var(--tone); opacity: .16; }
    figure.chart .whisker { stroke: var(--tone); stroke-width: 1.5; }
    figure.chart .dot, figure.chart .column { fill: var(--tone); }
    figure.chart .column { opacity: .45; }
    figure.chart figcaption { color: var(--soft); font: .86rem system-ui, sans-serif; }
    figure.chart .key { margin-left: 1em; white-space: nowrap; }
    figure.chart .key::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .35em;
      background: var(--tone); }
    figure.chart .disc::before { border-radius: 50%; }
    figure.chart .block::before { opacity: .45; }
    figure.chart .stroke::before { height: .18em; vertical-align: .25em; }
    @media (max-width: 34rem) { figure.chart text { font-size: 18px; } }
    """
}
