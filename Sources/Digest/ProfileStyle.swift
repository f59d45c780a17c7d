// The stylesheet of the profile's page. Colours come in pairs for light and dark, each text with a contrast of at least
// 4.5 to 1, and nothing is told by colour alone.

enum ProfileStyle {
  static let sheet = """
    :root { color-scheme: light dark; --ink: #1c1b19; --paper: #fbfaf7; --soft: #5f5b54; --line: #d8d3c8;
      --accent: #1f5fa8; --fill: #cfe0f3; --muted: #8a857c; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e9e6df; --paper: #171614; --soft: #a8a297; --line: #3a3732; --accent: #8ab8ee;
        --fill: #23405f; --muted: #8a857c; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem 1.1rem 3rem; max-width: 48rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; }
    h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; }
    h3 { font-size: 1rem; margin: 1.2rem 0 .1rem; overflow-wrap: anywhere; }
    p, ul { margin: .2rem 0 .6rem; }
    .soft, figcaption { color: var(--soft); font-size: .88rem; }
    figure { margin: 0; }
    figcaption { margin-top: .5rem; }
    svg { display: block; width: 100%; height: auto; }
    .small svg { max-width: 26rem; }
    svg.map { border: 1px solid var(--line); border-radius: .5rem; }
    svg.map text { fill: var(--ink); font: 13px system-ui, sans-serif; }
    svg.map .label { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
    svg.map .interest { fill: var(--fill); fill-opacity: .75; stroke: var(--accent); stroke-width: 1.5; }
    svg.map .interest.muted { fill: none; stroke: var(--muted); stroke-dasharray: 4 3; }
    svg.map .dot { fill: var(--ink); opacity: .45; }
    .bar { display: block; height: .55rem; background: var(--line); border-radius: .3rem; overflow: hidden;
      max-width: 24rem; }
    .bar span { display: block; height: 100%; background: var(--accent); }
    .tag { border: 1px solid var(--soft); border-radius: .7em; padding: 0 .5em; font-size: .82rem; font-weight: 400; }
    li { overflow-wrap: anywhere; }
    @media print { body { max-width: none; } section { break-inside: avoid; } }
    """
}
