// An account as lists and JSON show it. Of its tokens they say when they end, and nothing else.

import Crypto
import Feed
import Foundation
import Pipeline
import Service
import Social
import Store
import Workspace

/// What is shown of one account.
struct AccountRow: Sendable {
  let account: StoredAccount
  let settings: AccountSettings
  /// Why the person has to do something; nil when all is well.
  var problem: String?
  /// What was learned from it; nil as long as nobody has looked.
  var lessons: AccountLessons?
  /// The present, for lines that say how long ago something was.
  var now = Date()

  private var learns: Bool { settings.learns(on: account.name.network) }

  /// A sentence on learning, where there is something to say.
  var learning: String? {
    guard account.name.network == .x else { return nil }
    return learns
      ? "learned from, as you have set: \(AccountSettings.whyNotX)"
      : "not learned from: \(AccountSettings.whyNotX); 'learn: true' in gleaner.yaml turns it on"
  }

  /// Lines for people.
  var lines: [String] {
    let state = problem.map { "  ✗ \($0)" } ?? "  ✓ signed in"
    let learned = learning ?? (learns ? nil : "not learned from, as you have set")
    let absent = account.absences.map { "  \($0.capability) is off: \($0.why)" }
    return ["\(account.name.text) (\(account.name.network.name) at \(account.server))", state]
      + [learned, lessonWords].compactMap { $0.map { "  \($0)" } } + absent
  }

  /// Says `12 labels from what you like there, the newest 2 days ago; last read 5 minutes ago`.
  private var lessonWords: String? {
    guard let lessons, learns || lessons.labels > 0 else { return nil }
    let newest = lessons.newest.map { ", the newest \(Ago.words($0, now: now))" } ?? ""
    let read =
      lessons.syncedAt.map {
        "last read \(Ago.words($0, now: now))\(lessons.isWhole ? "" : ", older ones follow")"
      } ?? "not read yet"
    return "\(Count.of(lessons.labels, "label")) from what you like there\(newest); \(read)"
  }

  private var lessonJSON: JSONValue {
    guard let lessons else { return .null }
    return [
      "labels": .int(lessons.labels), "newest": .optional(lessons.newest, JSONValue.time),
      "synced_at": .optional(lessons.syncedAt, JSONValue.time), "whole": .bool(lessons.isWhole),
    ]
  }

  var json: JSONValue {
    [
      "name": .string(account.name.text), "network": .string(account.name.network.rawValue),
      "server": .string(account.server), "who": .string(account.who),
      "ok": .bool(problem == nil), "problem": .text(problem), "learn": .bool(learns),
      "learn_note": .text(learning), "learned": lessonJSON,
      "expires_at": .optional(account.expiresAt, JSONValue.time),
      "added_at": .time(account.addedAt),
      "absent": .array(
        account.absences.map {
          [
            "capability": .string($0.capability), "why": .string($0.why), "since": .time($0.since),
          ]
        }),
    ]
  }
}

extension OpenWorkspace {
  /// The row of an account, with what is wrong as far as can be seen from here; the network is not asked.
  func row(_ account: StoredAccount, _ vault: TokenVault?) -> AccountRow {
    var row = AccountRow(account: account, settings: settings.account(account.name))
    row.problem = account.fault
    do throws(SocialError) {
      _ = try vault?.open(account)
    } catch { row.problem = error.message }
    return row
  }

  /// Writes rows, or lines for people.
  func write(_ rows: [AccountRow], isJSON: Bool) async throws {
    try await StandardOutput.write { output in
      for row in rows {
        if isJSON {
          try output.row(row.json)
        } else {
          try output.lines(row.lines, for: .output)
        }
      }
    }
  }
}
