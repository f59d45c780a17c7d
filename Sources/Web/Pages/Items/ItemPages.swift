// What came in, and everything known of one of it; answers can be given here too, and changed.

import FoundationEssentials
import HTTP
import Markup
import Pipeline
import Store
import Taste
import Workspace

/// Lists, finds and shows items.
package struct ItemPages: Sendable {
  private static let pageSize = 50
  private static let judgementsMax = 10

  private let ground: WebGround
  private let sittings: Sittings

  package init(_ ground: WebGround, _ sittings: Sittings) {
    self.ground = ground
    self.sittings = sittings
  }

  package var routes: [Route] {
    [
      Route("GET", "/items") { try await list($0) },
      Route("GET", "/items/{item}") { visit in
        var view = try await view(visit, said: nil)
        view.image = try await image()
        let body = view.body
        return .page(
          Layout.page("Item", at: .items, for: visit.visitor, keys: ItemView.keys, body))
      },
      Route("GET", "/items/{item}/question") { try await question($0) },
      Route("POST", "/items/{item}/answer") { try await answer($0) },
      Route("POST", "/items/{item}/undo") { visit in
        let undone = try await sittings.of(visit).undo()
        return try await next(
          visit, said: SittingWords.undone(undone?.step, undone?.isChange))
      },
    ]
  }

  // MARK: The list

  private func list(_ visit: Visit) async throws -> ServerResponse {
    let filter = try ItemFilter(visit.request.query)
    var search = filter.search(at: visit.now)
    search.limit = Self.pageSize + 1
    let found = try await ground.database.items(search)
    let view = ItemListView(
      filter: filter, items: Array(found.prefix(Self.pageSize)),
      hasMore: found.count > Self.pageSize, now: visit.now, zone: ground.settings.timeZone)
    return .page(Layout.page("Items", at: .items, for: visit.visitor, view.body))
  }

  // MARK: One item

  private func answer(_ visit: Visit) async throws -> ServerResponse {
    guard let word = ReviewWord(rawValue: try visit.field("answer")),
      word != .begin, word != .next
    else { throw Refusal(.unprocessable, "'answer' is none that there is") }
    let item = try await item(visit)
    let original = try await ground.database.original(of: item.id) ?? item.id
    guard let meant = try await ground.database.item(original) else { throw Self.gone(item.id) }
    let done = try await sittings.of(visit).correct(word, of: meant)
    return try await next(visit, said: SittingWords.receipt(word, done))
  }

  private func next(_ visit: Visit, said: String) async throws -> ServerResponse {
    let number = try visit.number("item")
    guard visit.request.isForPart else { return .redirect(to: "/items/\(number)") }
    return .page(try await view(visit, said: said).part)
  }

  /// What a language model is asked, word for word.
  private func question(_ visit: Visit) async throws -> ServerResponse {
    let item = try await item(visit)
    guard let found = try await ground.judgement(of: item.id, at: visit.now) else {
      throw Self.gone(item.id)
    }
    let story = JudgeStory(found: found, zone: ground.settings.timeZone)
    return .page(
      Layout.page(
        "The question", at: .items, for: visit.visitor,
        """
        <h1>What a language model is asked</h1>
        <p><a href="/items/\(item.id)">Back to the item</a></p>
        <pre class="lines">\(story.lines.joined(separator: "\n"))</pre>

        """))
  }

  /// What makes paths of pictures; nil where none is shown.
  private func image() async throws -> (@Sendable (String) -> String)? {
    guard ground.settings.web.images == .proxied else { return nil }
    let key = try await ground.linkKey()
    return { ImagePages.path(of: $0, key) }
  }

  private func item(_ visit: Visit) async throws -> DecidedItem {
    let number = try visit.number("item")
    guard let item = try await ground.database.item(number) else { throw Self.gone(number) }
    return item
  }

  private static func gone(_ number: Int64) -> Refusal {
    Refusal(.notFound, "there is no item \(number)")
  }

  private func view(_ visit: Visit, said: String?) async throws -> ItemView {
    let database = ground.database
    let zone = ground.settings.timeZone
    let story = try await Hindsight(database: database, now: visit.now)
      .story(of: item(visit), zone: zone)
    let item = story.item
    let original = try await database.original(of: item.id) ?? item.id
    let actions = try await database.actions(about: item.id)
    return ItemView(
      item: item, original: original == item.id ? nil : original, story: story,
      judgements: try await database.judgements(of: item.id, limit: Self.judgementsMax),
      history: try await database.history(of: item.id),
      retellings: try await database.retellings(of: item.id), actions: actions,
      proposal: actions.last { $0.state == .proposed && $0.expires > visit.now },
      last: try await sittings.of(visit).newest(), now: visit.now,
      zone: zone, visitor: visit.visitor, said: said)
  }
}
