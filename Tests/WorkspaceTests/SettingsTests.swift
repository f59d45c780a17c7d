// `gleaner.yaml`: what is read, and what is said of what cannot be.

import Feed
import Foundation
import Service
import Taste
import Testing
import Workspace

struct SettingsTests {
  private func decode(_ text: String) throws -> Settings {
    try Settings.decode(
      try SettingsFile.parse(Array(text.utf8), name: "gleaner.yaml"), file: "gleaner.yaml")
  }

  @Test func `nothing at all means the defaults`() throws {
    #expect(try decode("") == Settings())
    #expect(Settings().thresholds == .standard)
  }

  @Test func `every key is read`() throws {
    let settings = try decode(
      """
      person: Ada
      database: postgresql://db/x
      embedding: {model: tiny}
      decide: {skip: 0, keep: 1}
      prior: 0.3
      schedule: {timezone: Asia/Tokyo, digest: "*/15 7-9,18 * jan mon-fri"}
      digest: {items: 200, formats: text, per_source: all, wild_card: false}
      """)
    #expect(settings.person == "Ada")
    #expect(settings.database == "postgresql://db/x")
    #expect(settings.embedding == .folder("tiny"))
    #expect(settings.thresholds == Thresholds(skip: 0, keep: 1))
    #expect(settings.prior == 0.3)
    #expect(settings.timeZone.identifier == "Asia/Tokyo")
    #expect(settings.digestSchedule?.minutes == [0, 15, 30, 45])
    #expect(settings.digestSchedule?.hours == [7, 8, 9, 18])
    #expect(settings.digestSchedule?.months == [1])
    #expect(settings.digestSchedule?.daysOfWeek == [1, 2, 3, 4, 5])
    #expect(settings.digestItems == 200)
    #expect(settings.digestPerSource == .max && !settings.digestWildCard)
    #expect(settings.digestFormats == [.text])
  }

  @Test func `the environment's database wins`() throws {
    let folder = try WorkspaceFolder(["gleaner.yaml": "database: postgresql://file/x"])
    func database(_ environment: [String: String]) throws -> String? {
      try Settings.load(folder.location, environment: environment).database
    }
    #expect(try database(["DATABASE_URL": "postgresql://env/x"]) == "postgresql://env/x")
    #expect(try database(["DATABASE_URL": ""]) == "postgresql://file/x")
  }

  @Test(arguments: [
    ("person: [a]", "1:9: 'person' is a list, expected a text"),
    (
      "database: 5",
      "1:11: 'database' is the number 5, expected a URL such as postgresql://user@host/name"
    ),
    (
      "database: mysql://x",
      "1:11: 'database' is the text 'mysql://x', "
        + "expected a URL such as postgresql://user@host/name"
    ),
    (
      "embedding: {model: ../x}",
      "1:20: 'model' is the text '../x', expected the name of a folder in var/models"
    ),
    (
      "embedding: {dimensions: 512}",
      "1:13: 'dimensions' belongs to a model elsewhere, expected 'provider' or 'url' beside it"
    ),
    ("decide: {skip: 0.7}", "1:16: 'skip' (0.7) is above 'keep' (0.6), expected skip ≤ keep"),
    ("decide: {keep: 1.1}", "1:16: 'keep' is the number 1.1, expected a number from 0 to 1"),
    (
      "decide: {kepe: 1}",
      "1:10: unknown key 'kepe', expected one of skip, keep; did you mean 'keep'?"
    ),
    ("decide: 0.5", "1:9: the number 0.5, expected a mapping of keys to values"),
    (
      "prior: 0", "1:8: 'prior' is the number 0, expected a number between 0 and 1, without the two"
    ),
    (
      "schedule: {timezone: Mars/Base}",
      "1:22: 'timezone' is the text 'Mars/Base', expected a time zone such as Europe/Berlin"
    ),
    (
      "digest: {per_source: none}",
      "1:22: 'per_source' is the text 'none', expected a whole number from 1 to 200, or all"
    ),
    (
      "schedule: {digest: \"0 24 * * *\"}",
      "1:20: 'digest' is the text '0 24 * * *', "
        + "expected five fields of cron such as \"0 7 * * *\""
    ),
    (
      "digest: {items: 201}",
      "1:17: 'items' is the number 201, expected a whole number from 1 to 200"
    ),
    (
      "digest: {formats: [html, pdf]}",
      "1:26: 'formats' is the text 'pdf', expected html, text, md, json, atom or jsonfeed"
    ),
    (
      "digest: {formats: []}",
      "1:19: 'formats' is an empty list, expected html, text, md, json, atom or jsonfeed"
    ),
    (
      "digest:\n  email: {to: a@b.example, from: c@d.example, smtp: m.example, user: a}\n",
      "2:10: 'password' is missing, expected 'user' and 'password' together, or neither"
    ),
    (
      "actions: {matt@x.com: {like: auto}}",
      "1:30: 'like' is auto on matt@x.com, expected propose or off: X's rules demand that you start each like "
        + "yourself, so that none is ever automatic there"
    ),
    (
      "actions: {matt: {like: auto}}",
      "1:11: 'matt' is no account, expected an account such as matt@mastodon.social, matt.bsky.social or "
        + "matt@x.com, or limits"
    ),
    (
      "actions: {matt.bsky.social: {like: always}}",
      "1:36: 'like' is the text 'always', expected off, propose or auto"
    ),
    (
      "actions: {matt.bsky.social: {fave: off}}",
      "1:30: unknown key 'fave', expected one of like, repost, bookmark"
    ),
    (
      "actions: {limits: {quiet: \"22:00\"}}",
      "1:27: 'quiet' is the text '22:00', expected two times of the day such as \"22:00-07:00\", or none"
    ),
    (
      "actions: {limits: {expire: 10m}}",
      "1:28: 'expire' is the text '10m', expected a length of time from 1h to 14d"
    ),
    (
      "actions: {limits: {undo: 2h, expire: 1h}}",
      "1:26: 'undo' is not shorter than 'expire', expected a shorter time"
    ),
    (
      "persn: x",
      "1:1: unknown key 'persn', expected one of person, database, models, embedding, decide, "
        + "prior, schedule, digest, budget, judge, x, web, accounts, actions; did you mean 'person'?"
    ),
    ("- x", "1:1: a list, expected a mapping of keys to values"),
  ])
  func `what is wrong is said with what is right`(text: String, message: String) {
    let error = #expect(throws: SettingsError.self) { try decode(text) }
    #expect(error?.description == "gleaner.yaml:\(message)")
  }

  @Test func `what may be done is read, account by account`() throws {
    let settings = try decode(
      """
      actions:
        Matt@Mastodon.Social: {like: auto, repost: propose}
        matt@x.com: {bookmark: auto}
        limits: {per_hour: 3, per_author: 4, per_thread: 0, gap: 90s, quiet: none, undo: 5m, expire: 24h, spend: 1}
      """)
    let mastodon = try #require(AccountName("matt@mastodon.social"))
    let x = try #require(AccountName("matt@x.com"))
    let rules = settings.actions
    #expect(rules.automatic(of: mastodon) == [.like])
    #expect(rules.kinds(of: mastodon) == [.like, .repost])
    #expect(rules.policy(x, .like) == .propose && rules.policy(x, .bookmark) == .auto)
    #expect(rules.limits.perHour == 3 && rules.limits.perDay == 30 && rules.limits.quiet == nil)
    #expect(rules.limits.perAuthor == 4 && rules.limits.perThread == 0)
    #expect(rules.limits.gap == 90 && rules.limits.undo == 300 && rules.limits.expiry == 86_400)
  }

  @Test func `a password in the file is refused`() {
    for text in ["postgresql://me:s3cret@db/x", "host=db password=s3cret"] {
      let error = #expect(throws: SettingsError.self) { try decode("database: \"\(text)\"") }
      #expect(
        error?.description == "gleaner.yaml:1:11: 'database' holds a password, expected it in "
          + "DATABASE_URL, PGPASSWORD or ~/.pgpass")
    }
  }

  @Test func `all problems come at once and in their order`() {
    let error = #expect(throws: SettingsError.self) {
      try decode("prson: x\nprior: 2\nperson: 1\n")
    }
    #expect(error?.problems.map(\.line) == [1, 2, 3])
  }

  @Test(arguments: [
    "0 7 * * *", "*/5 * * * *", "0 0 1,15 * *", "30 6 * * MON-FRI", "0 7 * * 7", "0-30/10 1 1 1 0",
    "5/20 * * * *", "0\t7 *  * *",
  ])
  func `lines of cron`(text: String) {
    #expect(CronSchedule(text) != nil)
  }

  @Test(arguments: [
    "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *",
    "* * * * 8", "a * * * *", "5-1 * * * *", "*/0 * * * *", "1,,2 * * * *", "1- * * * *",
    "-1 * * * *", "+1 * * * *", "*/x * * * *", "1/2/3 * * * *", "@daily", "* * * * mo",
  ])
  func `what is no line of cron`(text: String) {
    #expect(CronSchedule(text) == nil)
  }
}
