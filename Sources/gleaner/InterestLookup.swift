// An interest as a person names it: by its number, its name, or enough of it to know which one is meant.

import Service
import Taste

enum InterestLookup {
  /// The interest called so; where there is none or more than one, an error that names those that come near.
  static func find(_ wanted: String, in wishes: WishBook) throws -> Interest {
    let all = wishes.interests.all
    if let number = Int(wanted), let interest = wishes.interests.interest(number) {
      return interest
    }
    let name = wanted.lowercased()
    let names = all.map { wishes.name(of: $0).lowercased() }
    if let place = names.firstIndex(of: name) { return all[place] }
    let near = all.indices.filter { place in
      !name.isEmpty && (names[place].contains(name) || all[place].words.contains(name))
    }
    if let place = near.first, near.count == 1 { return all[place] }
    let shown = TerminalText.excerpt(wanted, limit: 60)
    guard near.isEmpty else {
      let several = near.map { "\(all[$0].number) (\(wishes.name(of: all[$0])))" }
      throw UsageError("'\(shown)' could be \(several.joined(separator: " or "))")
    }
    throw UsageError(
      "no interest '\(shown)'\(hint(name, names)); 'gleaner profile show' lists them with their numbers"
    )
  }

  private static func hint(_ wanted: String, _ names: [String]) -> String {
    if let word = Nearest.word(wanted, among: names) { return "; did you mean '\(word)'?" }
    let words = names.flatMap { $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) }
    return Nearest.hint(wanted, among: words)
  }
}
