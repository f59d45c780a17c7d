// A process that dispatches and is killed: what tests of `kill -9` run. Arguments: the database, the address of the tests'
// network, the account, and the present in seconds since 1970.

import Feed
import Foundation
import Pipeline
import Postgres
import Store
import Taste

let words = CommandLine.arguments
guard words.count == 5, let account = AccountName(words[3]), let seconds = Double(words[4]) else {
  exit(2)
}
var limits = ActionLimits()
(limits.perHour, limits.perDay, limits.gap, limits.quiet) = (1_000, 1_000, 0, nil)
var settings = DispatchSettings(
  rules: ActionRules(policies: [account: [.like: .propose]], limits: limits), zone: .gmt, keep: 0.6,
  model: "all-MiniLM-L6-v2", holder: "\(ProcessInfo.processInfo.processIdentifier)")
settings.patience = 0
settings.isGone = { holder in
  Int32(holder).map { kill($0, 0) != 0 } ?? true
}
let now = Date(timeIntervalSince1970: seconds)
let client = LikeClient(words[2])
let pool = Pool(ConnectionSettings(words[1]), maxConnections: 2)
let report = try await Dispatcher(
  database: Database(pool: pool), settings: settings, transports: { _ in client },
  makeClock: { PlainClock { now } }
).run()
await pool.close()
print(report.events.count)
