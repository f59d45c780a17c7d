// What the digest's page adds to the stylesheet of all pages: it is read, so it has the letters of a book.

enum DigestStyle {
  static let sheet = """
    :root { --chance: #e8f0e4; --chance-ink: #2c5a1e; }
    @media (prefers-color-scheme: dark) { :root { --chance: #22331c; --chance-ink: #a9d49a; } }
    body { max-width: 42rem; font: 1.05rem/1.55 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, serif; }
    header { border-bottom: 1px solid var(--line); margin-bottom: 1.6rem; }
    header p, footer p, .meta, .why { color: var(--soft); font-family: system-ui, sans-serif; font-size: .86rem; }
    header p { margin: 0 0 1rem; }
    ol { list-style: none; margin: 0; padding: 0; }
    article { padding: 0 0 1.3rem; margin: 0 0 1.3rem; border-bottom: 1px solid var(--line); }
    article > :first-child { font-size: 1.18rem; line-height: 1.3; margin: 0 0 .15rem; overflow-wrap: anywhere; }
    article > :first-child a { color: var(--accent); text-decoration: none; }
    article > :first-child a:hover, article > :first-child a:focus { text-decoration: underline; }
    .section { font: 600 .95rem/1.3 system-ui, sans-serif; color: var(--soft); margin: 0 0 .9rem; overflow-wrap: anywhere; }
    .meta { margin: 0 0 .45rem; overflow-wrap: anywhere; }
    article p { margin: 0 0 .45rem; }
    .chance { background: var(--chance); color: var(--chance-ink); border-radius: .7em; padding: .08em .55em;
      font-variant-numeric: tabular-nums; white-space: nowrap; }
    .wild { color: var(--accent); }
    """
}
