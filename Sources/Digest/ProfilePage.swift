// The profile as one HTML file: what Gleaner believes of a person, in a form that the person can judge. No script, no
// request to anywhere, and every picture in words too.

package import Markup
import Store
import Taste

/// Renders a portrait as a page.
package enum ProfilePage {
  /// The whole page.
  package static func render(_ portrait: ProfilePortrait) -> String {
    PageFrame.page(
      title: "\(portrait.person)’s interests", sheet: ProfileStyle.sheet + "\n" + ChartStyle.sheet,
      """
      <header>
      <h1>What Gleaner believes \(portrait.person) likes</h1>
      <p class="soft">\(portrait.heading): \(portrait.profile.content.why). \(portrait.learned)</p>
      </header>
      <main>
      \(map(portrait))<section>
      <h2>Interests</h2>
      \(reading(portrait.readingWords))\(portrait.inOrder.map { interest($0, portrait) })</section>
      \(resting(portrait))\(reliability(portrait))</main>

      """
    ).html
  }

  private static func map(_ portrait: ProfilePortrait) -> Hypertext {
    guard !portrait.interests.isEmpty else { return "<p>Nothing is known yet.</p>\n" }
    return """
      <section>
      <h2>The map</h2>
      <figure>
      \(InterestDrawing.render(portrait, id: "map"))<figcaption>What is alike lies close together, as far as a plane \
      can show it. A circle is as large as its part of the evidence; dots are things of yours. Muted interests are drawn \
      with a broken line.</figcaption>
      </figure>
      </section>

      """
  }

  private static func reading(_ words: String) -> Hypertext {
    words.isEmpty ? "" : "<p class=\"soft\">\(words)</p>\n"
  }

  private static func interest(_ part: ProfilePortrait.Part, _ portrait: ProfilePortrait)
    -> Hypertext
  {
    let tag: Hypertext = part.wishWords.map { " <span class=\"tag\">\($0)</span>" } ?? ""
    let trend: Hypertext =
      part.trend == .steady ? "" : " <span class=\"tag\">\(part.trend.rawValue)</span>"
    let width = "\(Int((part.interest.weight * 100).rounded()))"
    return """
      <article>
      <h3>\(part.interest.number). \(part.name)\(tag)\(trend)</h3>
      <span class="bar" aria-hidden="true"><span style="width:\(width)%"></span></span>
      <p class="soft">\(part.sharesWords(of: portrait.reading))</p>
      <ul>\(part.interest.exemplars.map { "<li>\($0.title)</li>" as Hypertext })</ul>
      </article>

      """
  }

  /// Wishes for interests that are not among the present ones; empty where there is none.
  package static func resting(_ portrait: ProfilePortrait) -> Hypertext {
    guard !portrait.resting.isEmpty else { return "" }
    return """
      <section>
      <h2>Wishes that wait</h2>
      <p class="soft">Their interest is not among the present ones; they hold again when it comes back.</p>
      <ul>\(portrait.resting.map { "<li>\($0.words)</li>" as Hypertext })</ul>
      </section>

      """
  }

  private static func reliability(_ portrait: ProfilePortrait) -> Hypertext {
    let bins = portrait.bins
    let diagram: Hypertext =
      bins.isEmpty
      ? ""
      : """
      <div class="small">\(ReliabilityChart.chart(bins, id: "reliability").svg)</div>
      <p class="soft">Each point is as many of your answers as the others; each item was scored as if it had not been \
      answered.</p>

      """
    return """
      <section>
      <h2>How far it can be believed</h2>
      <p>\(portrait.calibration)</p>
      \(diagram)</section>

      """
  }
}
