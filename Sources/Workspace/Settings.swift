// What `gleaner.yaml` says, as values with defaults. Every key that this release uses is here, and nothing else: a key
// that would do nothing is refused, since silence would be taken for consent.

package import Feed
package import Formats
package import Foundation
package import Models
package import Service
package import Taste

/// The formats that a digest can be written in.
package enum DigestFormat: String, Sendable, Hashable, CaseIterable {
  case html, text, md, json, atom, jsonfeed
}

/// The settings of a workspace.
package struct Settings: Sendable, Hashable {
  /// Whose taste this is.
  package var person = "Matt"
  /// A PostgreSQL URL or connection string; nil for the private cluster.
  package var database: String?
  package var embedding = EmbeddingChoice.standard
  package var thresholds = Thresholds.standard
  /// The expected share of wanted items, until enough answers exist to learn it.
  package var prior = 0.1
  /// For times on the terminal, in digests, and for cron.
  package var timeZone: TimeZone
  /// When a digest is due; nil when only the command makes one.
  package var digestSchedule: CronSchedule?
  /// The most items in one digest.
  package var digestItems = 20
  /// The most of one source or author in a digest, as long as there are others.
  package var digestPerSource = 2
  /// Whether a digest shows one item a day that was not kept.
  package var digestWildCard = true
  package var digestFormats: [DigestFormat] = [.html, .text]
  /// Where digests go besides the files; nil for nowhere.
  package var mail: MailSettings?
  package var webhook: WebhookSettings?
  /// The language models that may be asked, in their order.
  package var models: [ModelProvider] = []
  package var budget = Budget.standard
  package var judge = JudgeSettings()
  /// What reading X costs, and how much of it is wanted.
  package var x = XTerms()
  /// Where the pages are served.
  package var web = WebSettings()
  /// What is said of accounts, by their names; of most nothing is.
  package var accounts: [AccountName: AccountSettings] = [:]
  /// What may be done in the person's name, and how much of it.
  package var actions = ActionRules()

  /// The defaults, with the time zone of the machine.
  package init(timeZone: TimeZone = .current) {
    self.timeZone = timeZone
  }

  /// Reads a workspace's `gleaner.yaml`; `DATABASE_URL` in `environment` wins over the file's `database`.
  package static func load(
    _ location: WorkspaceLocation, environment: [String: String]
  ) throws(SettingsError) -> Settings {
    let node = try SettingsFile.read(location.settingsFile, name: "gleaner.yaml")
    var settings = try decode(node, file: "gleaner.yaml")
    if let url = environment["DATABASE_URL"], !url.isEmpty { settings.database = url }
    return settings
  }

  /// Decodes the settings, or throws everything that is wrong with them.
  package static func decode(_ node: YAMLNode, file: String) throws(SettingsError) -> Settings {
    var problems: [Problem] = []
    let settings = SettingsMap.decode(node, file: file, into: &problems) { map in
      SettingsDecoder.settings(&map)
    }
    guard problems.isEmpty, let settings else { throw SettingsError(problems.inFileOrder) }
    return settings
  }
}

extension [Problem] {
  /// Grouped by file, in the order of their first problem, and sorted by place, as somebody who mends them meets them.
  var inFileOrder: [Problem] {
    let start = YAMLPosition(line: 0, column: 0)
    var files: [String: Int] = [:]
    for problem in self where files[problem.file] == nil { files[problem.file] = files.count }
    func key(_ problem: Problem) -> (Int, YAMLPosition) {
      (files[problem.file] ?? 0, problem.position ?? start)
    }
    return sorted { key($0) < key($1) }
  }
}
