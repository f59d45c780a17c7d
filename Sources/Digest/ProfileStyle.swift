// What the profile's page adds to the stylesheet of all pages; nothing is told by colour alone.

enum ProfileStyle {
  static let sheet = """
    \(InterestDrawing.sheet)
    h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; }
    h3 { font-size: 1rem; margin: 1.2rem 0 .1rem; overflow-wrap: anywhere; }
    p, ul { margin: .2rem 0 .6rem; }
    figcaption { color: var(--soft); font-size: .88rem; }
    figure { margin: 0; }
    figure:not(.chart) { overflow-x: auto; }
    figcaption { margin-top: .5rem; }
    svg { display: block; width: 100%; height: auto; }
    .small svg { max-width: 26rem; }
    .bar { display: block; height: .55rem; background: var(--line); border-radius: .3rem; overflow: hidden;
      max-width: 24rem; }
    .bar span { display: block; height: 100%; background: var(--accent); }
    .tag { border: 1px solid var(--soft); border-radius: .7em; padding: 0 .5em; font-size: .82rem; font-weight: 400; }
    li { overflow-wrap: anywhere; }
    """
}
