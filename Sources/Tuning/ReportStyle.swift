// The stylesheet of reports; colours in pairs for light and dark, text with a contrast of at least 4.5 to 1.

enum ReportStyle {
  static let sheet = """
    :root { color-scheme: light dark; --ink: #1c1b19; --paper: #fbfaf7; --soft: #5f5b54; --line: #d8d3c8; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e9e6df; --paper: #171614; --soft: #a8a297; --line: #3a3732; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem 1.1rem 3rem; max-width: 48rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; }
    h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; }
    .soft { color: var(--soft); font-size: .88rem; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
    th, td { text-align: left; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
    th[scope=row] { font-weight: 400; white-space: pre; }
    @media print { body { max-width: none; } section { break-inside: avoid; } }

    """
}
