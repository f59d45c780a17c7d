// The names of months and days in the languages that feeds are written in. A word is compared without accents and
// may be cut short, so each name stands here once.

/// Names of months and days, found by any beginning.
enum CalendarNames {
  /// The month (1 … 12) that a folded word of three letters and more can only mean; nil when it is none or several.
  static func month(_ word: String) -> Int? { monthTable[word] }

  /// Whether a folded word begins the name of a day of the week: 0 for Sunday … 6, or nil.
  static func weekday(_ word: String) -> Int? { weekdayTable[word] }

  /// Lower case, without accents.
  static func folded(_ word: some StringProtocol) -> String {
    var result = ""
    for scalar in word.lowercased().unicodeScalars {
      if let plain = accents[scalar] {
        result.unicodeScalars.append(plain)
      } else if scalar.value != 0x0301, scalar.value != 0x0307 {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static let accents: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs = [
      ("a", "àáâãäåāăą"), ("c", "çćč"), ("e", "èéêëēęě"), ("i", "ìíîïīı"), ("n", "ñńň"),
      ("o", "òóôõöőø"), ("s", "śšşș"), ("u", "ùúûüűůū"), ("y", "ýÿ"), ("z", "źżž"), ("r", "ř"),
      ("l", "ł"), ("g", "ğ"), ("t", "ťț"), ("d", "ď"), ("α", "ά"), ("ε", "έ"), ("η", "ή"),
      ("ι", "ίϊΐ"), ("ο", "ό"), ("υ", "ύϋΰ"), ("ω", "ώ"), ("σ", "ς"), ("е", "ё"),
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (plain, variants) in pairs {
      for variant in variants.unicodeScalars { table[variant] = plain.unicodeScalars.first }
    }
    return table
  }()

  private static let monthTable = prefixes(months, shortest: 3)
  private static let weekdayTable = prefixes(weekdays, shortest: 2)

  /// Every beginning of every name; one that begins names of two different numbers is left out unless it is whole.
  private static func prefixes(_ rows: [String], shortest: Int) -> [String: Int] {
    var table: [String: Int] = [:]
    var ambiguous: Set<String> = []
    for (number, row) in rows.enumerated() {
      for name in row.split(separator: " ") {
        for length in min(shortest, name.count)...name.count {
          let beginning = String(name.prefix(length))
          if let other = table[beginning], other != number { ambiguous.insert(beginning) }
          table[beginning] = number
        }
      }
    }
    for word in ambiguous { table[word] = nil }
    for (number, row) in rows.enumerated() {
      for name in row.split(separator: " ") { table[String(name)] = number }
    }
    return table
  }

  private static let months: [String] = [
    "",
    """
    january januar januari janvier enero gennaio janeiro stycznia styczen января январь ιανουαριου \
    ιανουαριοσ ιαν ian ianuarie gener ocak leden ledna sijecanj январ січня януари tammikuuta jan
    """,
    """
    february februar februari fevrier febrero febbraio fevereiro lutego luty lut февраля февраль \
    φεβρουαριου φεβρουαριοσ φεβ februarie febrer subat unor unora лютого helmikuuta feb
    """,
    """
    march maerz marz marts mart mars maart marzo marco marca marzec марта март μαρτιου μαρτιοσ μαρ μαω \
    martie marcius brezen brezna березня maaliskuuta mrz mrt mar
    """,
    """
    april aprile avril abril kwietnia kwiecien апреля апрель απριλιου απριλιοσ απρ aprilis aprilie \
    nisan duben dubna квітня huhtikuuta apr abr
    """,
    """
    may mai maj mei mayo maggio maio maja мая май μαιου μαιοσ μαι majus maujus maig mayis kveten kvetna \
    травня toukokuuta
    """,
    """
    june juni juin junio giugno junho czerwca czerwiec июня июнь ιουνιου ιουνιοσ ιουν ιον junius iunie \
    juny haziran cerven cervna червня kesakuuta jun
    """,
    """
    july juli juillet julio luglio julho lipca lipiec июля июль ιουλιου ιουλιοσ ιουλ ιολ julius iulie \
    juliol temmuz cervenec cervence липня heinakuuta jul juil
    """,
    """
    august aout agosto sierpnia sierpien августа август αυγουστου αυγουστοσ αυγ augusztus agost \
    augusti augustus agustos srpen srpna серпня elokuuta aug ago
    """,
    """
    september septembre septiembre settembre setembro setembre wrzesnia wrzesien сентября сентябрь \
    σεπτεμβριου σεπτεμβριοσ σεπ szeptember septembrie eylul zari вересня syyskuuta sept set
    """,
    """
    october oktober octobre octubre ottobre outubro pazdziernika pazdziernik октября октябрь \
    οκτωβριου οκτωβριοσ οκτ octombrie ekim rijen rijna жовтня lokakuuta okt out
    """,
    """
    november novembre noviembre novembro listopada listopad ноября ноябрь νοεμβριου νοεμβριοσ νοε \
    noiembrie kasim листопада marraskuuta nov
    """,
    """
    december dezember decembre diciembre dicembre dezembro desembre desember grudnia grudzien \
    декабря декабрь δεκεμβριου δεκεμβριοσ δεκ decembrie aralik prosinec prosince грудня joulukuuta dec
    """,
  ]

  private static let weekdays: [String] = [
    "sunday sonntag dimanche domingo domenica zondag niedziela воскресенье вс κυριακη vasarnap "
      + "sondag pazar duminica nedele неділя 日 일 일요일 日曜日 星期日",
    "monday montag lundi lunes lunedi segunda maandag poniedzialek понедельник пн δευτερα hetfo "
      + "mandag pazartesi luni pondeli понеділок 月曜日 월요일 星期一",
    "tuesday tues dienstag mardi martes martedi terca dinsdag wtorek вторник вт τριτη kedd "
      + "tirsdag tisdag sali marti utery вівторок 火曜日 화요일 星期二 mar",
    "wednesday mittwoch mercredi miercoles mercoledi quarta woensdag sroda среда ср τεταρτη "
      + "szerda onsdag carsamba miercuri streda середа 水曜日 수요일 星期三 mer",
    "thursday thurs thur donnerstag jeudi jueves giovedi quinta donderdag czwartek четверг чт "
      + "πεμπτη csutortok torsdag persembe joi ctvrtek четвер 木曜日 목요일 星期四",
    "friday freitag vendredi viernes venerdi sexta vrijdag piatek пятница пт παρασκευη pentek "
      + "fredag cuma vineri patek п'ятниця 金曜日 금요일 星期五",
    "saturday samstag sonnabend samedi sabado sabato zaterdag sobota суббота сб σαββατο szombat "
      + "lordag cumartesi sambata субота 土曜日 토요일 星期六",
  ]
}
