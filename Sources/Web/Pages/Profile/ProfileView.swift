// What Gleaner believes of a person: the map, the interests by size, and how far its probabilities can be believed.

import Digest
import Markup
import Service
import Store
import Taste

struct ProfileView {
  /// Things that an interest of the list names.
  private static let examplesMax = 2

  let portrait: ProfilePortrait

  var body: Hypertext {
    """
    <h1>What Gleaner believes \(portrait.person) likes</h1>
    \(ProfilePart.links(.interests))<p class="soft">\(portrait.heading): \(portrait.profile.content.why). \(portrait.learned)</p>
    \(map)<section>
    <h2>Interests</h2>
    \(interests)</section>
    \(ProfilePage.resting(portrait))\(belief)
    """
  }

  /// Before there is anything to show; `texts` are what was remembered.
  static func empty(texts: Int) -> Hypertext {
    let step: Hypertext =
      texts > 0
      ? """
      <p>\(Count.of(texts, "text")) of yours \(texts == 1 ? "is" : "are") remembered: the next <code>gleaner run</code> learns from
      them, or <code>gleaner profile build</code> does now.</p>

      """
      : """
      <ul>
      <li><code>gleaner remember PATH</code> reads what you wrote and liked.</li>
      <li><a href="/review">The review</a> asks what you want; some answers are enough to begin with.</li>
      </ul>

      """
    return """
      <h1>Nothing is learned yet</h1>
      \(ProfilePart.links(.interests))\(step)
      """
  }

  private var map: Hypertext {
    guard !portrait.interests.isEmpty else { return "" }
    return """
      <section>
      <h2>The map</h2>
      <figure class="scroll" tabindex="0" aria-label="Map of interests">
      \(InterestDrawing.render(portrait, id: "map"))</figure>
      <p class="soft">What is alike lies close together, as far as a plane can show it. A circle is as large as its part of the
      evidence; dots are things of yours. Muted interests are drawn with a broken line.</p>
      </section>

      """
  }

  private var interests: Hypertext {
    guard !portrait.interests.isEmpty else {
      return """
        <p>None yet: there is nothing wanted among what was learned. <a href="/review">Keep</a> what you like, or let
        <code>gleaner remember PATH</code> read it.</p>

        """
    }
    let reading = portrait.readingWords
    let lead: Hypertext = reading.isEmpty ? "" : "<p class=\"soft\">\(reading)</p>\n"
    let bySize = portrait.interests.sorted {
      ($1.interest.weight, $0.interest.number) < ($0.interest.weight, $1.interest.number)
    }
    return """
      \(lead)<ul class="interests">
      \(bySize.map(interest))</ul>

      """
  }

  private func interest(_ part: ProfilePortrait.Part) -> Hypertext {
    let examples = part.interest.exemplars.prefix(Self.examplesMax).map {
      "“\(TerminalText.excerpt($0.title, limit: 120))”"
    }
    let such: Hypertext =
      examples.isEmpty ? "" : "<p>Such as \(examples.joined(separator: " and ")).</p>\n"
    return """
      <li>
      <h3><a href="/profile/interests/\(part.interest.number)">\(part.name)</a>\(InterestView.tags(part))</h3>
      \(InterestView.bar(part))<p class="soft">\(InterestView.figures(part, portrait.reading))</p>
      \(such)</li>

      """
  }

  private var belief: Hypertext {
    let bins = portrait.bins
    let diagram: Hypertext =
      bins.isEmpty
      ? "<p><a href=\"/review\">The review</a> asks for answers, the most telling first.</p>\n"
      : """
      <div class="small">\(ReliabilityChart.chart(bins, id: "belief").svg)</div>
      <p class="soft">Each point is as many of your answers as the others; each item was scored as if it had not been answered.
      <a href="/profile/quality">How good decisions were, and what answers taught</a>.</p>

      """
    return """
      <section>
      <h2>How far it can be believed</h2>
      <p>\(portrait.calibration)</p>
      \(diagram)</section>

      """
  }
}
