// The questions in their order, kept between two cards. Putting thousands of questions in order takes longer than a person
// waits for the next one, and nothing but a run changes it much: so it is done now and then, and a card is one look-up.

package import FoundationEssentials
package import Store
package import Taste

/// Hands out the next question; one for all who sit before the pages of a server.
package actor ReviewLine {
  /// An order is as good as new for so long; freshness moves it by a thousandth in that time.
  private static let orderAge: TimeInterval = 180
  /// What one browser shows is not handed to another one for so long, as long as there is something else.
  private static let shownAge: TimeInterval = 120
  /// Purposes of so many questions are remembered.
  private static let purposesMax = 20_000
  /// More browsers than this at once are not told apart.
  private static let shownMax = 200

  /// What an order was made of.
  private struct Order: Sendable {
    var places: [ReviewPlace]
    /// Of what an earlier order asked about too: its answer may be taken back yet.
    var purposes: [Int64: ReviewPurpose]
    var waiting: Set<Int64>
    let thresholds: Thresholds
    let model: String
    /// The newest decision that it knows of.
    let mark: Int64
    let madeAt: Date
  }

  private struct Shown {
    let item: Int64
    let at: Date
  }

  private let database: Database
  private let thresholds: Thresholds
  private let wantedModel: String
  private var order: Order?
  private var making: Task<Order, any Error>?
  private var shown: [[UInt8]: Shown] = [:]

  /// A line by the thresholds and the space of vectors that the settings name.
  package init(database: Database, thresholds: Thresholds, wantedModel: String) {
    self.database = database
    self.thresholds = thresholds
    self.wantedModel = wantedModel
  }

  /// Sees to it that there is an order: a new one where something was decided since, or after some minutes.
  ///
  /// With `waits` false an old one does meanwhile: whoever has just pressed a key does not wait for it.
  package func prepare(at now: Date, waits: Bool) async throws {
    guard let order else { return try await remake(at: now) }
    let isOld = abs(now.timeIntervalSince(order.madeAt)) >= Self.orderAge
    guard waits || isOld else { return }
    let hasNews = try await database.hasDecided(since: order.mark)
    guard isOld || hasNews else { return }
    if waits { try await remake(at: now) } else { begin(at: now) }
  }

  /// The desk that takes answers to what is asked here.
  package func desk(at now: Date) async throws -> ReviewDesk {
    if order == nil { try await remake(at: now) }
    return ReviewDesk(
      database: database, thresholds: order?.thresholds ?? thresholds,
      model: order?.model ?? wantedModel, now: now)
  }

  /// Why an item is asked about; nil for one that is not.
  package func purpose(of item: Int64) -> ReviewPurpose? { order?.purposes[item] }

  /// How many items wait for an answer, whether or not they are asked about in this sitting.
  package var waiting: Int { order?.waiting.count ?? 0 }

  /// How many questions there are, without those in `passed`.
  package func count(without passed: Set<Int64>) -> Int {
    guard let order else { return 0 }
    guard !passed.isEmpty else { return order.places.count }
    return order.places.count { !passed.contains($0.id) }
  }

  /// The next question for a browser, but for those in `passed`; nil where there is none.
  ///
  /// It is the one that this browser shows already, as long as that is open. What was answered elsewhere is found to be so
  /// when its turn comes, and is gone.
  package func next(
    for browser: [UInt8], without passed: Set<Int64>, at now: Date
  ) async throws -> ReviewCase? {
    for _ in 0..<ReviewDesk.questionsMax {
      guard let place = candidate(for: browser, without: passed, at: now) else { break }
      show(place.id, to: browser, at: now)
      if let item = try await database.openQuestion(place.id, at: now) {
        return ReviewCase(
          item: item, purpose: place.purpose,
          context: try await database.contexts(of: [item.id])[item.id])
      }
      remove(place.id)
    }
    shown[browser] = nil
    return nil
  }

  /// Takes a question out, once it is answered.
  package func remove(_ item: Int64) {
    order?.places.removeAll { $0.id == item }
    order?.waiting.remove(item)
  }

  /// Puts a question whose answer was taken back first, and before this browser.
  package func restore(_ item: Int64, to browser: [UInt8], at now: Date) async throws {
    // What was answered before this order was made, by a server or a command that has ended, is not in it.
    if order?.purposes[item] == nil { try await remake(at: now) }
    guard let purpose = order?.purposes[item] else { return }
    remove(item)
    order?.places.insert(ReviewPlace(id: item, purpose: purpose), at: 0)
    if purpose == .borderline { order?.waiting.insert(item) }
    show(item, to: browser, at: now)
  }

  private func show(_ item: Int64, to browser: [UInt8], at now: Date) {
    if shown[browser] == nil, shown.count >= Self.shownMax {
      shown = shown.filter { now.timeIntervalSince($0.value.at) < Self.shownAge }
      if shown.count >= Self.shownMax { shown.removeAll() }
    }
    shown[browser] = Shown(item: item, at: now)
  }

  private func candidate(
    for browser: [UInt8], without passed: Set<Int64>, at now: Date
  ) -> ReviewPlace? {
    guard let order else { return nil }
    if let own = shown[browser]?.item, !passed.contains(own),
      let place = order.places.first(where: { $0.id == own })
    {
      return place
    }
    let elsewhere = Set(
      shown.compactMap { other, shown in
        other == browser || now.timeIntervalSince(shown.at) >= Self.shownAge ? nil : shown.item
      })
    return order.places.first { !passed.contains($0.id) && !elsewhere.contains($0.id) }
      ?? order.places.first { !passed.contains($0.id) }
  }

  // MARK: The order

  private func remake(at now: Date) async throws {
    begin(at: now)
    guard let making else { return }
    _ = try await making.value
  }

  /// One at a time, however many ask for it; whoever does not wait finds it made when they ask again.
  private func begin(at now: Date) {
    guard making == nil else { return }
    let (database, thresholds, wanted) = (database, thresholds, wantedModel)
    making = Task {
      do {
        let made = try await Self.make(database, thresholds, wanted, at: now)
        self.take(made)
        return made
      } catch {
        self.making = nil
        throw error
      }
    }
  }

  private func take(_ made: Order) {
    making = nil
    var made = made
    if let before = order?.purposes, before.count < Self.purposesMax {
      made.purposes.merge(before) { new, _ in new }
    }
    order = made
  }

  @concurrent
  private static func make(
    _ database: Database, _ thresholds: Thresholds, _ wanted: String, at now: Date
  ) async throws -> Order {
    let mark = try await database.newestDecision()
    let held = try await database.thresholds(from: thresholds)
    let model = try await database.workingSpace(wanted: wanted)
    let desk = ReviewDesk(database: database, thresholds: held, model: model, now: now)
    let questions = try await desk.questions()
    let places = try await desk.places(among: questions, limit: ReviewDesk.questionsMax)
    return Order(
      places: places,
      purposes: Dictionary(places.map { ($0.id, $0.purpose) }) { first, _ in first },
      waiting: Set(questions.filter { $0.verdict == .review }.map(\.id)), thresholds: held,
      model: model, mark: mark, madeAt: now)
  }
}
