// How `gleaner.yaml` becomes `Settings`: one function for each section, which reads like the section.

import Formats
import Foundation
import Service
import Taste

/// Decodes the sections of `gleaner.yaml`.
enum SettingsDecoder {
  static func settings(_ map: inout SettingsMap) -> Settings {
    var settings = Settings()
    if let person = map.string("person") { settings.person = person }
    settings.database = database(&map)
    settings.models = ModelDecoder.models(&map)
    let models = settings.models
    if let choice = map.section("embedding", { EmbeddingDecoder.choice(&$0, models) }) ?? nil {
      settings.embedding = choice
    }
    _ = map.section("decide") { decide(&$0, &settings) }
    if let prior = prior(&map) { settings.prior = prior }
    _ = map.section("schedule") { schedule(&$0, &settings) }
    _ = map.section("digest") { digest(&$0, &settings) }
    if let budget = map.section("budget", ModelDecoder.budget) { settings.budget = budget }
    _ = map.section("judge") { judge(&$0, &settings) }
    _ = map.section("x") { x(&$0, &settings) }
    if let web = map.section("web", WebDecoder.web) { settings.web = web }
    settings.accounts = AccountDecoder.accounts(&map)
    if let actions = ActionDecoder.actions(&map) { settings.actions = actions }
    return settings
  }

  private static func database(_ map: inout SettingsMap) -> String? {
    let expected = "a URL such as postgresql://user@host/name"
    let text = map.value("database", expected: expected) { scalar -> String? in
      guard let text = scalar.text else { return nil }
      let isURL = text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
      return isURL || text.contains("=") ? text : nil
    }
    guard let text, let place = map.pair("database")?.value.position, holdsPassword(text) else {
      return text
    }
    map.report(
      "'database' holds a password, expected it in DATABASE_URL, PGPASSWORD or ~/.pgpass", at: place
    )
    return nil
  }

  /// `user:password@` in a URL, or `password=` in either form.
  private static func holdsPassword(_ text: String) -> Bool {
    if text.contains("password=") { return true }
    guard let scheme = text.range(of: "://") else { return false }
    let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
    guard let at = authority.lastIndex(of: "@") else { return false }
    return authority[..<at].contains(":")
  }

  private static func decide(_ map: inout SettingsMap, _ settings: inout Settings) {
    let standard = Thresholds.standard
    let skip = map.double("skip", in: 0...1)
    let keep = map.double("keep", in: 0...1)
    guard let thresholds = Thresholds(skip: skip ?? standard.skip, keep: keep ?? standard.keep)
    else {
      guard map.problems.isEmpty else { return }
      let place = map.pair("skip")?.value.position ?? map.position
      map.report(
        "'skip' (\(skip ?? standard.skip)) is above 'keep' (\(keep ?? standard.keep)), "
          + "expected skip ≤ keep", at: place)
      return
    }
    settings.thresholds = thresholds
  }

  private static func judge(_ map: inout SettingsMap, _ settings: inout Settings) {
    if let influence = map.double("influence", in: JudgeSettings.influences) {
      settings.judge.influence = influence
    }
    if let share = map.double("share", in: 0...1) { settings.judge.share = share }
  }

  private static func x(_ map: inout SettingsMap, _ settings: inout Settings) {
    let prices = 0.0...1_000.0
    if let most = map.double("per_pull", in: prices) { settings.x.perPull = most }
    if let most = map.double("check_per_day", in: prices) { settings.x.checkPerDay = most }
    if let post = map.double("post", in: prices) { settings.x.post = post }
    if let author = map.double("author", in: prices) { settings.x.author = author }
    let dialect = map.value("fields", expected: "tweet or post") { scalar in
      scalar.text.flatMap(XTimeline.Dialect.init)
    }
    if let dialect { settings.x.dialect = dialect }
    if let own = map.double("own", in: prices) { settings.x.own = own }
  }

  private static func prior(_ map: inout SettingsMap) -> Double? {
    map.value("prior", expected: "a number between 0 and 1, without the two") { scalar in
      scalar.number.flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
    }
  }

  private static func schedule(_ map: inout SettingsMap, _ settings: inout Settings) {
    let zone = map.value("timezone", expected: "a time zone such as Europe/Berlin") { scalar in
      scalar.text.flatMap { TimeZone(identifier: $0) }
    }
    if let zone { settings.timeZone = zone }
    settings.digestSchedule = map.value(
      "digest", expected: "five fields of cron such as \"0 7 * * *\""
    ) { scalar in
      scalar.text.flatMap(CronSchedule.init)
    }
  }

  private static func digest(_ map: inout SettingsMap, _ settings: inout Settings) {
    if let items = map.int("items", in: 1...200) { settings.digestItems = items }
    let perSource = map.value("per_source", expected: "a whole number from 1 to 200, or all") {
      if case .int(let number) = $0, (1...200).contains(number) { return number }
      return $0.text == "all" ? Int.max : nil
    }
    if let perSource { settings.digestPerSource = perSource }
    if let wildCard = map.bool("wild_card") { settings.digestWildCard = wildCard }
    let formats = map.strings("formats", expected: "html, text, md, json, atom or jsonfeed") {
      DigestFormat(rawValue: $0)
    }
    if let formats, !formats.isEmpty {
      settings.digestFormats = DigestFormat.allCases.filter(formats.contains)
    }
    settings.mail = map.section("email", DeliveryDecoder.mail) ?? nil
    settings.webhook = map.section("webhook", DeliveryDecoder.webhook) ?? nil
  }
}
