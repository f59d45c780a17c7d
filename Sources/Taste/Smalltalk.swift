// Most of what people write to each other is not about anything: greetings, thanks, laughter, "on my way". As evidence
// such lines are worse than none, for they are near to every short text and to each other. What counts is how many
// different words a message has that say what it is about; in chats on a subject four tell a statement from a nod.

/// Tells messages that say something from those that only keep a conversation going.
package enum Smalltalk {
  /// What says less than this is not about anything: four different telling words.
  private static let least = 4 * word
  private static let word = 2
  /// No more words than this are looked at.
  private static let mostWords = 400

  /// Whether a message says too little to learn from: greetings, thanks, laughter, appointments, bare links.
  package static func isMere(_ text: String) -> Bool {
    var seen: Set<String> = []
    var weight = 0
    for word in RuleWords.words(withoutLinks(text)).prefix(mostWords)
    where seen.insert(word).inserted {
      weight += Self.weight(word)
      if weight >= least { return false }
    }
    return true
  }

  /// How much a folded word tells: two for a word, one for a character of a script that writes no spaces.
  private static func weight(_ text: String) -> Int {
    let first = text.unicodeScalars.first?.value ?? 0
    // Hiragana holds a sentence together; Han and katakana say what it is about.
    if (0x0E01...0x0EDF).contains(first) || (0x3041...0x309F).contains(first) { return 0 }
    if text.unicodeScalars.count == 1 { return first > 0x1000 ? 1 : 0 }
    let tells =
      text.utf8.count > 2 && GrammarWords.isTelling(text) && !phrases.contains(text)
      && !isLaughter(text)
    return tells ? word : 0
  }

  /// `haha`, `hehehe`, `jajaja`, `lololol`, `hmmm`: two letters at most, over and over.
  private static func isLaughter(_ word: String) -> Bool {
    Set(word.utf8).count <= 2
  }

  /// An address says where something is; what it is, the words around it say.
  private static func withoutLinks(_ text: String) -> String {
    guard text.utf8.contains(0x2F) || text.utf8.contains(0x40) else { return text }
    return text.split(whereSeparator: \.isWhitespace).filter { word in
      !word.contains("://") && !word.hasPrefix("www.") && !word.contains("@")
    }.joined(separator: " ")
  }

  private static let phrases = Set(
    (english + german + romance).split(separator: " ").map(String.init))

  private static let english = """
    afternoon agree agreed ahead ain aint alright amazing anyway aren asap awesome awww bet birthday bro btw bye cheers \
    chill congrats congratulations cool couldn cya damn dear didn doesn dont dude dunno enjoy evening exactly fine \
    friday glad gonna goodbye goodnight gotcha gotta great guess guys haha happy haven heh hello hey heya hiya home \
    hope hoping hour hours ill im imo isnt ive joined kinda let lets lmao lmk lol lovely luck lunch maybe meet meeting \
    message minute minutes monday month months morning nah naw nice night nope omg oops ouch perfect pic picture please \
    pls plz ppl pretty probably rofl saturday sec see shit shouldn sorry stuff sunday sup super sure tbh tell thank \
    thanks thanx thats thursday thx tmrw tomorrow tonight totally true tuesday ugh umm wait wanna wasn wednesday week \
    weekend welcome whats whoa won wont wouldn wow xoxo yay yea yeah yep yesterday yikes yup
    """

  private static let german = """
    abend alles bisschen bitte bravo cool danke dankeschon donnerstag echt ehrlich einfach ende entschuldigung \
    freitag freu freue froh gell genau gern gerne gestern gleich gluck gruss grusse gut gute guten gutes hallo heute \
    hoffe juhu kein klar klasse leider lieb liebe lieber machen mal meld melde minuten mittwoch moin montag morgen \
    nacht naja nee nein okay passt prima samstag schade schatz schon schone schonen schreib servus sonntag sorry spater \
    stimmt stunde stunden super supi tag toll treffen tschuss uhr vielen vielleicht wann warte wochenende wohl
    """

  private static let romance = """
    abrazo accord adios ahi ahora allez amor aqui arrive beijo beijos bem bene besos bien bisous bom bon bonjour bonne \
    bonsoir buenas bueno buenos ciao claro combien coucou cuenta demain desculpa dia dias dimanche domani domingo gracias \
    grazie heure hola hora hoy jeudi jour jueves lundi lunes maintenant manana mardi martes merci mercredi mierda moi \
    noche nuit obrigada obrigado oggi oui oye pas perdon perdona perfecto pronto quiero sabado sais salut samedi seguro \
    semana sera soir super tarde tardes toi vai vale vamos vendredi venga viernes vou
    """
}
