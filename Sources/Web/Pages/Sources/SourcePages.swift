// Sources: how they fare, and the words that change the lists in `feeds/`. Whatever goes out to look at an address is asked
// for by a form, never by following a link.

import Feed
import FoundationEssentials
import HTTP
import Markup
import Pipeline
import Service
import Store
import Workspace

/// Shows sources, and changes them.
package struct SourcePages: Sendable {
  private static let pageSize = 30
  private static let itemsShown = 20
  /// More than anybody lists.
  private static let sourcesMax = 50_000

  private let ground: WebGround

  package init(_ ground: WebGround) {
    self.ground = ground
  }

  package var routes: [Route] {
    [
      Route("GET", "/sources") { try await list($0, SourceWish(), nil) },
      Route("GET", "/sources/source") { visit in
        let address = visit.request.query["address"] ?? ""
        let isNew = visit.request.query["added"] == "yes"
        return try await source(
          visit, address, notice: isNew ? "Added. Its items wait for the next run." : nil)
      },
      Route("POST", "/sources/add") { try await add($0) },
      Route("POST", "/sources/import") { try await take($0) },
      Route("POST", "/sources/check") { visit in
        let address = try visit.field("address")
        let checked = try await ground.sourceDesk(at: visit.now).refusing {
          try await $0.check(address)
        }
        return try await source(visit, address, checked: checked.lines)
      },
      change("pause") { try $0.pause($1, true, ground.lists) },
      change("resume") { try $0.pause($1, false, ground.lists) },
      Route("POST", "/sources/remove") { visit in
        let address = try visit.field("address")
        _ = try await ground.sourceDesk(at: visit.now).refusing {
          try $0.remove(address, ground.lists)
        }
        return .redirect(to: "/sources")
      },
    ]
  }

  private func change(
    _ word: String, _ body: @escaping @Sendable (SourceDesk, String) throws -> Void
  ) -> Route {
    Route("POST", "/sources/\(word)") { visit in
      let address = try visit.field("address")
      try await ground.sourceDesk(at: visit.now).refusing { try body($0, address) }
      return .redirect(to: SourceOverview.path(address))
    }
  }

  private func page(
    _ visit: Visit, _ body: Hypertext, keys: [KeyHint] = [], status: Int = 200
  ) -> ServerResponse {
    .page(
      Layout.page("Sources", at: .sources, for: visit.visitor, keys: keys, body), status: status)
  }

  /// The lists as they are; throws what is wrong with them as a person can mend it.
  private func entries() throws(Refusal) -> [DeclaredSource] {
    do {
      return try ground.listed.load(ground.location).entries
    } catch {
      throw Refusal(.unavailable, "the lists in feeds/ have a mistake: \(error); mend the file")
    }
  }

  // MARK: The list

  private func list(
    _ visit: Visit, _ wish: SourceWish, _ complaint: String?
  ) async throws -> ServerResponse {
    let filter = try SourceFilter(visit.request.query)
    let entries = try entries()
    let failing = try await ground.database.failingSources(limit: Self.sourcesMax)
    let titles =
      filter.words.isEmpty
      ? [:] : try await ground.database.sourceTitles(limit: Self.sourcesMax)
    let found = filter.matching(entries, failing: failing, titles: titles)
    let view = SourceListView(
      filter: filter,
      sources: try await overviews(Array(found.prefix(Self.pageSize)), at: visit.now),
      hasMore: found.count > Self.pageSize,
      counts: [
        .all: entries.count, .paused: entries.count(where: \.source.isPaused),
        .failing: entries.count { failing.contains($0.source.address) && !$0.source.isPaused },
      ], adding: SourceAdding(wish: wish, complaint: complaint, visitor: visit.visitor),
      now: visit.now)
    return page(visit, view.body, status: complaint == nil ? 200 : 422)
  }

  private func overviews(
    _ entries: [DeclaredSource], at now: Date
  ) async throws -> [SourceOverview] {
    let health = try await ground.database.health(
      ofSources: entries.map(\.source.address), newest: SourceOverview.counted)
    let times = try await SourceTimes.load(entries.map(\.source), ground.database, now: now)
    return entries.map { entry in
      let address = entry.source.address
      return SourceOverview(entry: entry, health: health[address], times: times[address])
    }
  }

  // MARK: One source

  private func source(
    _ visit: Visit, _ address: String, notice: String? = nil, checked: [String]? = nil
  ) async throws -> ServerResponse {
    guard let entry = try entries().first(where: { $0.source.address == address }) else {
      throw Refusal(.notFound, "there is no such source in the lists")
    }
    guard let overview = try await overviews([entry], at: visit.now).first else {
      throw Refusal(.notFound, "there is no such source in the lists")
    }
    var items: [DecidedItem] = []
    if let id = overview.health?.id {
      items = try await ground.database.items(ofSource: id, limit: Self.itemsShown)
    }
    let view = SourceView(
      source: overview, items: items, checked: checked, notice: notice, now: visit.now,
      zone: ground.settings.timeZone, visitor: visit.visitor)
    return page(visit, view.body, keys: SourceView.keys)
  }

  // MARK: Adding

  private func add(_ visit: Visit) async throws -> ServerResponse {
    let wish = try SourceWish(visit.request.form)
    let desk = try ground.sourceDesk(at: visit.now)
    do {
      guard let draft = wish.draft(in: ground.location) else {
        throw SourceDesk.Obstacle.noAddress
      }
      let find = try await desk.look(draft)
      guard find.result.others(than: find.best).isEmpty else {
        let view = SourceChoiceView(find: find, wish: wish, now: visit.now, visitor: visit.visitor)
        return page(visit, view.body)
      }
      let added = try await desk.list(find, ground.lists)
      return .redirect(to: SourceOverview.path(added.source.address) + "&added=yes")
    } catch let obstacle as SourceDesk.Obstacle {
      return try await list(visit, wish, Self.complaint(obstacle))
    }
  }

  private static func complaint(_ obstacle: SourceDesk.Obstacle) -> String {
    switch obstacle {
    case .noAddress:
      "That is no address of the web: it begins with https://, or is a name such as example.org."
    case .unreadable(let why, isPrivate: true):
      "\(why). If it is in your own network, mark that, and try again."
    default: "\(Refusal(obstacle).detail.firstUppercased). Nothing was added."
    }
  }

  private func take(_ visit: Visit) async throws -> ServerResponse {
    let form = visit.request.form
    let file = visit.request.uploads.first { $0.field == "file" && !$0.bytes.isEmpty }
    let opml = file?.bytes ?? Array((form["opml"] ?? "").utf8)
    let wish = try SourceWish(form)
    guard !opml.isEmpty else {
      return try await list(visit, SourceWish(), "Choose an OPML file, or paste what is in it.")
    }
    do {
      let taken = try ground.sourceDesk(at: visit.now).take(
        opml, tags: wish.tagList, ground.lists)
      let lines = taken.result.lines(taken.place) + taken.defects
      return page(visit, SourceImportView(lines: lines).body)
    } catch let obstacle as SourceDesk.Obstacle {
      return try await list(visit, SourceWish(), Self.complaint(obstacle))
    }
  }
}

/// What became of a list that was taken over.
struct SourceImportView {
  let lines: [String]

  var body: Hypertext {
    let rows = lines.prefix(50).map { line -> Hypertext in
      "<li>\(TerminalText.excerpt(line, limit: 500).firstUppercased)</li>\n"
    }
    return """
      <h1>Taken over</h1>
      <ul class="plain">
      \(rows)</ul>
      <p>The next run asks them. <a href="/sources">All sources</a></p>

      """
  }
}

extension SourceDesk {
  /// What `body` does at the desk; throws what it could not do as an answer.
  func refusing<Value: Sendable>(
    _ body: (SourceDesk) async throws -> Value
  ) async throws -> Value {
    do {
      return try await body(self)
    } catch let obstacle as Obstacle {
      throw Refusal(obstacle)
    }
  }
}
