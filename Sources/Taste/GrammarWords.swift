// Words that hold a sentence together and say nothing of what it is about. They count in the score like all others (there
// their weight is small by itself); an explanation that names them convinces nobody.

/// The commonest words without a subject, folded as `RuleWords` folds, in the languages that feeds are mostly written in.
enum GrammarWords {
  /// Whether `word` says something about what a text is about; a bare number does not.
  static func isTelling(_ word: String) -> Bool {
    !word.utf8.allSatisfy { (0x30...0x39).contains($0) } && !all.contains(word)
  }

  private static let all = Set(
    (english + german + romance).split(separator: " ").map(String.init))

  private static let english = """
    about above across actually after again against all almost along already also although always among an and another \
    any anyone anything are around as ask at away back be became because become been before began behind being below \
    best better between big both bring brings but by came can cannot come comes could day days did do does doing done \
    down during each either else end enough even ever every everyone everything far few find first five for found four \
    from full further gave get gets getting give given gives go goes going gone good got great had half has have having \
    he her here herself him himself his how however if in instead into is isn it its itself just keep kept kind knew \
    know known last later least left less let like little ll long look looks lot made make makes making many may maybe \
    me mean means might more most mostly much must my myself near need needs never new next no none nor not nothing now \
    of off often old on once one ones only onto or other others our out over own part parts people per perhaps place put \
    quite rather re really right said same saw say says see seem seems seen several she should show shows since six so \
    some someone something sometimes soon still such take taken takes than that the their them themselves then there \
    these they thing things think this those though thought three through thus time times to today together told too \
    took toward towards try turn two under until up upon us use used uses using usually ve very want wants was way ways \
    we week weeks well went were what whatever when where whether which while who whole whose why will with within \
    without won work works would year years yes yet you your yourself
    """

  private static let german = """
     aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da dabei \
    damit dann das dass dein dem den denn der des dich die dies diese diesem diesen dieser dieses doch dort du durch ein \
    eine einem einen einer eines er es etwas euch fur gegen gibt hab habe haben hat hatte hier hinter ich ihm ihn ihnen \
    ihr ihre ihrem ihren im in indem ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen konnen man mehr \
    mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinen seit selbst sich \
    sie sind so soll sondern uber um und uns unser unter viel viele vom von vor war waren was weil wenn wer werden wie \
    wieder will wir wird wo wurde wurden zu zum zur zwischen
    """

  private static let romance = """
     al algo ao aos aussi aux avec bien ce cela ces cette che chez come como con cual cuando da dans das de degli dei del \
    della delle depuis des desde deux di do donde dos du el elle elles em en entre es esa ese eso esta este esto est et etre \
    eu faire fait foi fue ha han hay ici il ils io jusqu la las le les leur lo los lui ma mais mas me meme mes mi mon muy na \
    nao ne nel nella no non nos notre nous nao os ou para par parce pas pero plus por pour porque qual quand quando que quel \
    qui quoi sa sans se selon sem ser ses si sin sobre son sont su sua sur sus ta te tes todo todos tous tout toute tras tu \
    um uma un una une uno unos vos votre vous ya
    """
}
