// Zones by name: abbreviations as mail and feeds use them, and the larger cities of the tz database with the rule
// by which they save daylight. A table, not the system's database, because the mind reads no files.

/// Names of time zones.
enum ZoneName {
  /// Seconds east of UTC on the local day given, or nil for an unknown name.
  ///
  /// Where one abbreviation has several readings, the one of RFC 822 or of the larger share of feeds is taken.
  static func offset(_ name: String, on day: CalendarDate) -> Int? {
    let word = name.lowercased()
    if let minutes = abbreviations[word] { return minutes * 60 }
    if word.hasPrefix("etc/") { return offset(String(word.dropFirst(4)), on: day) }
    if let (minutes, rule) = cities[word] {
      return (minutes + (rule.saves(on: day) ? 60 : 0)) * 60
    }
    return nil
  }

  /// Seconds east of UTC of a military letter, in the sense of RFC 822, 5.1; nil for `j` and for longer words.
  static func military(_ letter: String) -> Int? {
    guard let byte = letter.utf8.first, letter.utf8.count == 1 else { return nil }
    switch byte {
    case 0x61...0x69: return -Int(byte - 0x60) * 3600
    case 0x6B...0x6D: return -Int(byte - 0x61) * 3600
    case 0x6E...0x79: return Int(byte - 0x6D) * 3600
    default: return nil
    }
  }

  private static let abbreviations: [String: Int] = [
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "uct": 0, "wet": 0, "west": 60, "bst": 60, "ist": 120,
    "cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120, "mewt": 60,
    "eet": 120, "eest": 180, "cat": 120, "sast": 120, "eat": 180, "wat": 60, "msk": 180,
    "msd": 240, "trt": 180, "idt": 180, "irst": 210, "gst": 240, "pkt": 300, "npt": 345,
    "ict": 420, "wib": 420, "sgt": 480, "hkt": 480, "pht": 480, "awst": 480, "jst": 540,
    "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzt": 720,
    "nzdt": 780, "nst": -210, "ndt": -150, "ast": -240, "adt": -180, "est": -300, "edt": -240,
    "et": -300, "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420,
    "pst": -480, "pdt": -420, "pt": -480, "akst": -540, "akdt": -480, "hst": -600, "hast": -600,
    "art": -180, "brt": -180, "brst": -120, "clt": -240, "clst": -180, "cot": -300, "pet": -300,
    "vet": -240, "uyt": -180,
  ]

  /// When a place sets its clocks forward.
  enum Rule {
    case never, america, europe, south

    func saves(on day: CalendarDate) -> Bool {
      switch self {
      case .never: false
      case .america: after(day, month: 3, sunday: 2) && !after(day, month: 11, sunday: 1)
      case .europe: after(day, month: 3, sunday: 5) && !after(day, month: 10, sunday: 5)
      case .south: !(after(day, month: 4, sunday: 1) && !after(day, month: 10, sunday: 1))
      }
    }

    /// Whether `day` is on or after the nth Sunday of a month (5: the last); counted by days, not hours.
    private func after(_ day: CalendarDate, month: Int, sunday: Int) -> Bool {
      guard day.month == month else { return day.month > month }
      var first = day
      first.day = 1
      var target = 1 + (7 - first.weekday) % 7 + (sunday - 1) * 7
      while target > CalendarDate.days(in: month, of: day.year) { target -= 7 }
      return day.day >= target
    }
  }

  private static let cities: [String: (Int, Rule)] = {
    var table: [String: (Int, Rule)] = [:]
    for (minutes, rule, names) in places {
      for name in names.split(separator: " ") { table[String(name)] = (minutes, rule) }
    }
    return table
  }()

  private static let places: [(Int, Rule, String)] = [
    (-600, .never, "pacific/honolulu us/hawaii"), (-540, .america, "america/anchorage us/alaska"),
    (
      -480, .america,
      "america/los_angeles america/vancouver america/tijuana us/pacific canada/pacific"
    ),
    (-420, .america, "america/denver america/edmonton america/boise us/mountain"),
    (-420, .never, "america/phoenix us/arizona"),
    (-360, .america, "america/chicago america/winnipeg us/central"),
    (-360, .never, "america/mexico_city america/costa_rica america/guatemala america/regina"),
    (
      -300, .america,
      "america/new_york america/toronto america/detroit america/montreal us/eastern canada/eastern"
    ),
    (-300, .never, "america/bogota america/lima america/panama america/jamaica"),
    (-240, .america, "america/halifax atlantic/bermuda"), (-210, .america, "america/st_johns"),
    (-240, .never, "america/caracas america/la_paz america/puerto_rico america/manaus"),
    (-240, .south, "america/santiago"),
    (
      -180, .never,
      "america/sao_paulo america/buenos_aires america/argentina/buenos_aires america/montevideo"
    ),
    (0, .europe, "europe/london europe/dublin europe/lisbon wet"),
    (0, .never, "atlantic/reykjavik africa/abidjan africa/accra universal zulu greenwich"),
    (60, .never, "africa/lagos africa/algiers africa/tunis africa/casablanca"),
    (
      60, .europe,
      """
      europe/paris europe/berlin europe/madrid europe/rome europe/amsterdam europe/brussels \
      europe/vienna europe/zurich europe/prague europe/warsaw europe/budapest europe/stockholm \
      europe/oslo europe/copenhagen europe/belgrade europe/zagreb europe/ljubljana \
      europe/bratislava europe/luxembourg europe/monaco europe/malta europe/sarajevo
      """
    ),
    (
      120, .europe,
      """
      europe/helsinki europe/athens europe/kiev europe/kyiv europe/bucharest europe/sofia \
      europe/vilnius europe/riga europe/tallinn asia/nicosia
      """
    ),
    (120, .never, "africa/johannesburg africa/cairo africa/tripoli europe/kaliningrad"),
    (120, .europe, "asia/jerusalem asia/tel_aviv asia/beirut"),
    (
      180, .never,
      "europe/moscow europe/istanbul europe/minsk asia/riyadh asia/baghdad asia/kuwait africa/nairobi"
    ),
    (210, .never, "asia/tehran"), (240, .never, "asia/dubai asia/baku asia/tbilisi europe/samara"),
    (300, .never, "asia/karachi asia/tashkent asia/yekaterinburg"),
    (330, .never, "asia/kolkata asia/calcutta asia/colombo"), (345, .never, "asia/kathmandu"),
    (360, .never, "asia/dhaka asia/almaty"),
    (420, .never, "asia/bangkok asia/jakarta asia/ho_chi_minh asia/saigon asia/novosibirsk"),
    (
      480, .never,
      """
      asia/shanghai asia/hong_kong asia/singapore asia/taipei asia/manila asia/kuala_lumpur \
      australia/perth prc
      """
    ),
    (540, .never, "asia/tokyo asia/seoul japan rok"), (570, .south, "australia/adelaide"),
    (570, .never, "australia/darwin"), (600, .never, "australia/brisbane asia/vladivostok"),
    (600, .south, "australia/sydney australia/melbourne australia/hobart australia/canberra"),
    (720, .south, "pacific/auckland nz"),
  ]
}
