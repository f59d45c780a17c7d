// The last measurement, with its date and a button for another one.

import Digest
import FoundationEssentials
import Markup
import Tuning

struct QualityView {
  let measured: Measured<FeedbackEvaluation.Outcome>?
  /// The newest version of the profile.
  let newest: Int64
  let zone: TimeZone
  let visitor: Visitor

  var body: Hypertext {
    """
    <h1>How good it is</h1>
    \(ProfilePart.links(.quality))\(figures)
    """
  }

  private var figures: Hypertext {
    guard let measured else {
      return """
        <p>Your answers say how good decisions were: each is held against what had been decided before it. Nothing was measured since
        this server was started.</p>
        \(button("Measure now"))
        """
    }
    switch measured.finding {
    case .lack(let words):
      return """
        <p>Nothing to measure yet: \(words). <a href="/review">To the review</a>.</p>
        \(button("Measure again"))
        """
    case .report(let report):
      let other =
        newest == measured.profile ? "" : " The profile is another one since; measure again."
      return """
        <p>\(report.headline). <span class="soft">Measured \(DigestDates.moment(measured.at, in: zone)) with profile \(measured.profile).\(other)</span></p>
        \(button("Measure again"))\(ReportPage.body(report))
        """
    }
  }

  private func button(_ name: String) -> Hypertext {
    """
    <form method="post" action="/profile/quality/measure">\(Layout.hidden(visitor))<button>\(name)</button> <span class="soft">The past is replayed, which takes some seconds.</span></form>

    """
  }
}
