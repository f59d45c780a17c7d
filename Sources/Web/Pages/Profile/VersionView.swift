// Versions of the profile: their list, and one of them with what it changed.

import Digest
import FoundationEssentials
import Markup
import Pipeline
import Service
import Store
import Taste

/// The list, newest first.
struct VersionListView {
  let rows: [ProfileRow]
  let hasMore: Bool
  /// Whether it begins with the newest.
  let isFirst: Bool
  let zone: TimeZone

  var body: Hypertext {
    """
    <h1>Versions of the profile</h1>
    \(ProfilePart.links(.versions))\(list)
    """
  }

  private var list: Hypertext {
    guard let last = rows.last else {
      return
        "<p>There is none yet: the first <code>gleaner run</code> that knows something of yours makes one.</p>\n"
    }
    let lines = rows.enumerated().map { place, row -> Hypertext in
      let tag: Hypertext =
        isFirst && place == 0 ? " <span class=\"tag\">holds now</span>" : ""
      return """
        <li><a href="/profile/versions/\(row.id)">Profile \(row.id)</a>\(tag) <span class="soft">\(DigestDates.day(row.builtAt, in: zone))</span><br>\(row.content.why)</li>

        """
    }
    let more: Hypertext =
      hasMore
      ? "<p><a href=\"/profile/versions?before=\(last.id)\" rel=\"next\">Earlier ones</a></p>\n"
      : ""
    return """
      <p>Whatever changes what Gleaner believes makes a new version: likes and notes, answers, wishes, tuning. None is lost.</p>
      <ul class="plain versions">
      \(lines)</ul>
      \(more)
      """
  }
}

/// One version.
struct VersionView {
  /// Items named whose place has changed.
  private static let movedMax = 10

  let profile: ProfileRow
  let newest: Int64
  /// What it is held against; nil for the first.
  let other: Int64?
  /// Nil where nothing is left of what one of the two knew.
  let comparison: ProfileComparison?
  let canGoBack: Bool
  let zone: TimeZone
  let visitor: Visitor

  var body: Hypertext {
    """
    <h1>Profile \(profile.id)</h1>
    \(ProfilePart.links(.versions))<p class="soft">\(DigestDates.day(profile.builtAt, in: zone))\(profile.id == newest ? ", holds now" : "")</p>
    <p>Because of: \(profile.content.why).</p>
    \(goBack)\(wants)\(changes)\(compare)
    """
  }

  private var goBack: Hypertext {
    guard canGoBack else {
      return profile.id == newest
        ? "" : "<p class=\"soft\">Its settings and wishes are those that hold now.</p>\n"
    }
    return """
      <form method="post" action="/profile/versions/\(profile.id)/preview" class="row">\(Layout.hidden(visitor))
      <button>Go back to its settings and wishes</button>
      <span class="soft">You see first what that does; what was learned since stays.</span>
      </form>

      """
  }

  private var wants: Hypertext {
    let settings = profile.settings.values.sorted { $0.key < $1.key }.map {
      "\($0.key): \($0.value)"
    }
    let lines = profile.wishes.map(\.words) + settings
    guard !lines.isEmpty else {
      return
        "<p class=\"soft\">Without wishes, and with the settings of <code>gleaner.yaml</code>.</p>\n"
    }
    return """
      <section>
      <h2>Wishes and settings</h2>
      <ul>\(lines.map { "<li>\($0)</li>" as Hypertext })</ul>
      </section>

      """
  }

  private var changes: Hypertext {
    guard let other else { return "<p>It is the first: there is nothing to hold it against.</p>\n" }
    guard let comparison else {
      return
        "<p>Of profile \(other) or \(profile.id) nothing is left that it was learned from.</p>\n"
    }
    let words =
      comparison.words.isEmpty ? ["nothing that was learned or wished"] : comparison.words
    return """
      <section>
      <h2>Changed since profile \(other)</h2>
      <ul>\(words.map { "<li>\($0)</li>" as Hypertext })</ul>
      \(moved(comparison))</section>

      """
  }

  private func moved(_ comparison: ProfileComparison) -> Hypertext {
    let moved = comparison.moved(Self.movedMax)
    guard !moved.isEmpty else {
      return "<p>No item of the last thirty days changes its place.</p>\n"
    }
    let rows = moved.map { move -> Hypertext in
      """
      <tr><td class="number">\(move.rankBefore)</td><td class="number">\(move.rankAfter)</td><td><a href="/items/\(move.item)">\(TerminalText.excerpt(move.title, limit: 200))</a></td></tr>

      """
    }
    return """
      <h3>Places among \(Count.of(comparison.moves.count, "item")) of the last thirty days</h3>
      <table>
      <tr><th scope="col" class="number">before</th><th scope="col" class="number">now</th><th scope="col">item</th></tr>
      \(rows)</table>

      """
  }

  private var compare: Hypertext {
    guard other != nil else { return "" }
    return """
      <form method="get" action="/profile/versions/\(profile.id)" class="row">
      <label>Hold it against profile <input type="number" name="with" min="1" max="\(newest)" required></label>
      <button>Compare</button>
      </form>

      """
  }
}
