// The filters of `gleaner recall`, as they are typed: names and places are looked up, so that a wrong one is told and
// not answered with silence.

import Foundation
import Service
import Store

struct RecallFilter {
  /// What `--kind` calls them.
  private enum Kind: String, CaseIterable {
    case documents, messages, likes

    var stored: DocumentKind {
      switch self {
      case .documents: .document
      case .messages: .conversation
      case .likes: .like
      }
    }
  }

  private var typed = RecollectionFilter()
  private let speaker: String?

  init(_ invocation: Invocation, now: Date) throws {
    typed.kinds = try invocation.choices("--kind", of: Kind.self)?.map(\.stored)
    typed.origins = invocation.value("--origin")?.split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces).lowercased()
    }
    typed.tags = invocation.value("--tag")?.split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    typed.since = try invocation.value("--since").map { try Moment.since($0, now: now) }
    typed.until = try invocation.value("--until").map { try Moment.since($0, now: now) }
    speaker = invocation.value("--by")
    guard let since = typed.since, let until = typed.until, since >= until else { return }
    throw UsageError("--since is not before --until, so nothing can lie between them")
  }

  /// The filter with the names that memory knows.
  func filter(in database: Database) async throws -> RecollectionFilter {
    var filter = typed
    if let wanted = filter.origins { try await check(wanted, in: database) }
    if let wanted = filter.tags { try await check(tags: wanted, in: database) }
    guard let speaker else { return filter }
    filter.isOwn = speaker.lowercased() == "me"
    filter.speakers = try await database.speakers(called: speaker)
    if filter.speakers?.isEmpty == true, !filter.isOwn {
      let hint = Nearest.hint(speaker, among: try await database.speakers())
      throw UsageError("nobody called '\(shown(speaker))' says anything in memory\(hint)")
    }
    return filter
  }

  private func check(_ wanted: [String], in database: Database) async throws {
    let known = try await database.origins()
    guard let wrong = wanted.first(where: { !known.contains($0) }) else { return }
    throw UsageError(
      "nothing was remembered from '\(shown(wrong))'; there is \(known.joined(separator: ", "))")
  }

  private func check(tags wanted: [String], in database: Database) async throws {
    let known = try await database.likeTags()
    let folded = Set(known.map { $0.lowercased() })
    guard let wrong = wanted.first(where: { !folded.contains($0.lowercased()) }) else { return }
    throw UsageError("no like is tagged '\(shown(wrong))'\(Nearest.hint(wrong, among: known))")
  }

  private func shown(_ text: String) -> String { TerminalText.excerpt(text, limit: 60) }
}
