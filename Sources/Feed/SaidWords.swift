// What a text says, without what a page counts while it says it. Feeds come back with new view counts, "3 hours ago",
// or the number of an advertisement; none of this makes a text another one.

/// The words of a text that would change if it said something else.
package enum SaidWords {
  /// The words of `text`, at most `limit`, in lower case, without counters, relative times and opaque tokens.
  package static func of(_ text: String, limit: Int = .max) -> [String] {
    var kept: [String] = []
    let words = WordScanner.words(of: text, limit: limit)
    kept.reserveCapacity(words.count)
    var place = 0
    var wasOpaque = false
    while place < words.count {
      let passing = passingCount(words[place...])
      let isOpaque = passing == 0 && isOpaque(words[place], afterOpaque: wasOpaque)
      if passing == 0 && !isOpaque { kept.append(words[place]) }
      place += max(passing, 1)
      wasOpaque = isOpaque
    }
    return kept
  }

  /// Stands for what a title and a text say.
  ///
  /// What has no words stands for itself.
  package static func hash(title: String, text: String) -> Fingerprint {
    Fingerprint(
      of: [title, text].map { field in
        let words = of(field)
        if words.isEmpty && WordScanner.words(of: field, limit: 1).isEmpty { return field }
        return words.joined(separator: " ")
      })
  }

  private static let counted: Set<String> = [
    "views", "view", "comments", "comment", "likes", "like", "shares", "share", "replies", "reply",
    "points", "point", "upvotes", "upvote", "votes", "vote", "retweets", "reposts", "boosts",
    "claps",
    "reads", "followers", "subscribers", "downloads", "favorites", "favourites", "reactions",
    "plays",
    "kommentare", "kommentar", "aufrufe", "commentaires", "commentaire", "vues", "comentarios",
    "comentario", "visitas",
  ]

  private static let units: Set<String> = [
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr",
    "hrs",
    "day", "days", "week", "weeks", "month", "months", "year", "years",
    "sekunden", "minuten", "stunde", "stunden", "tag", "tagen", "woche", "wochen", "monat",
    "monaten",
    "jahr", "jahren", "heure", "heures", "jour", "jours", "semaine", "semaines", "mois", "an",
    "ans",
    "segundos", "minutos", "hora", "horas", "día", "días", "semana", "semanas", "mes", "meses",
    "año",
    "años",
  ]

  private static let few: Set<String> = ["a", "an", "one", "einer", "einem", "une", "un", "una"]

  /// How many of the first words are a counter or a relative time; 0 for none.
  private static func passingCount(_ words: ArraySlice<String>) -> Int {
    let first = words[words.startIndex]
    guard words.count > 1 else { return 0 }
    let second = words[words.startIndex + 1]
    let isAmount = isNumber(first)
    if isAmount && counted.contains(second) || isNumber(second) && counted.contains(first) {
      return 2
    }
    guard words.count > 2 else { return 0 }
    let third = words[words.startIndex + 2]
    if third == "ago", isAmount || few.contains(first), units.contains(second) { return 3 }
    if first == "vor" || first == "hace", isNumber(second) || few.contains(second),
      units.contains(third)
    {
      return 3
    }
    guard words.count > 4, first == "il", second == "y", third == "a" else { return 0 }
    let amount = words[words.startIndex + 3]
    return (isNumber(amount) || few.contains(amount)) && units.contains(words[words.startIndex + 4])
      ? 5 : 0
  }

  /// A session, a hash, a key: eight or more hexadecimal digits with letters among them, or sixteen and more letters
  /// and digits mixed; and the groups of a UUID after its first.
  private static func isOpaque(_ word: String, afterOpaque: Bool) -> Bool {
    let bytes = word.utf8
    guard bytes.count >= 8 || afterOpaque && bytes.count == 4 else { return false }
    let digits = bytes.count { $0 >= 0x30 && $0 <= 0x39 }
    let isHex = bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }
    if afterOpaque && isHex { return true }
    let isMixed = digits > 0 && digits < bytes.count
    return isMixed && (isHex || bytes.count >= 16 && digits >= 4)
  }

  private static func isNumber(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return false }
    return first >= 0x30 && first <= 0x39
  }
}
