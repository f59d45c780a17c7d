// The pages below the profile, and the way between them.

import Markup

/// One of the pages below the profile.
enum ProfilePart: String, CaseIterable {
  case interests, quality, rules, versions, tuning, judge

  var name: String {
    switch self {
    case .interests: "Interests"
    case .quality: "How good it is"
    case .rules: "Rules"
    case .versions: "Versions"
    case .tuning: "Tuning"
    case .judge: "The judge"
    }
  }

  var path: String { self == .interests ? "/profile" : "/profile/\(rawValue)" }

  /// The links to all of them; `here` is marked.
  static func links(_ here: ProfilePart?) -> Hypertext {
    let links = allCases.map { part -> Hypertext in
      let mark: Hypertext = part == here ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(part.path)\"\(mark)>\(part.name)</a></li>\n"
    }
    return "<nav aria-label=\"Profile\" class=\"parts\"><ul>\n\(links)</ul></nav>\n"
  }
}
