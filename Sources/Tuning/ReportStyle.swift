// What reports add to the stylesheet of all pages.

enum ReportStyle {
  static let sheet = """
    h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
    th, td { text-align: left; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
    th[scope=row] { font-weight: 400; white-space: pre; }
    @media (max-width: 34rem) {
      table { font-size: .82rem; }
      th, td { padding-right: .6rem; }
      th[scope=row] { white-space: pre-wrap; }
    }

    """
}
