// The digest's one stylesheet. Colours come in pairs for light and dark, each with a contrast of at least 4.5 to 1.

enum DigestStyle {
  static let sheet = """
    :root { color-scheme: light dark; --ink: #1c1b19; --paper: #fbfaf7; --soft: #5f5b54; --line: #e2ded5;
      --accent: #1f5fa8; --chance: #e8f0e4; --chance-ink: #2c5a1e; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e9e6df; --paper: #171614; --soft: #a8a297; --line: #35322d; --accent: #8ab8ee;
        --chance: #22331c; --chance-ink: #a9d49a; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem 1.1rem 3rem; max-width: 42rem; background: var(--paper);
      color: var(--ink); font: 1.05rem/1.55 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, serif; }
    header { border-bottom: 1px solid var(--line); margin-bottom: 1.6rem; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; }
    header p, footer p, .meta, .why { color: var(--soft); font-family: system-ui, sans-serif; font-size: .86rem; }
    header p { margin: 0 0 1rem; }
    ol { list-style: none; margin: 0; padding: 0; }
    article { padding: 0 0 1.3rem; margin: 0 0 1.3rem; border-bottom: 1px solid var(--line); }
    h2 { font-size: 1.18rem; line-height: 1.3; margin: 0 0 .15rem; overflow-wrap: anywhere; }
    h2 a { color: var(--accent); text-decoration: none; }
    h2 a:hover, h2 a:focus { text-decoration: underline; }
    .meta { margin: 0 0 .45rem; overflow-wrap: anywhere; }
    article p { margin: 0 0 .45rem; }
    .chance { background: var(--chance); color: var(--chance-ink); border-radius: .7em; padding: .08em .55em;
      font-variant-numeric: tabular-nums; white-space: nowrap; }
    .wild { color: var(--accent); }
    @media print { body { max-width: none; } article { break-inside: avoid; } }
    """
}
