// Who is who when a feed changes its keys.

import Feed
import Foundation
import Testing

struct IdentificationTests {
  /// A store in memory: what an admission would have written.
  struct Stored {
    var items: [KnownItem] = []
    var policy = IdentityPolicy.id
    var added = 0

    mutating func pull(_ entries: [Entry]) -> AdmissionPlan {
      var document = FeedDocument()
      document.entries = entries
      let admitted = Admission(now: Date(timeIntervalSince1970: 0), policy: policy)
        .items(of: document)
      var identification = Identification(admitted.items, policy: admitted.policy)
      let keys = Set(identification.keys)
      identification.matchKeys(items.filter { keys.contains($0.externalID) })
      identification.matchLikeness(items)
      let plan = identification.plan()
      write(plan)
      return plan
    }

    private mutating func write(_ plan: AdmissionPlan) {
      policy = plan.policy
      for change in plan.renamed {
        guard let place = items.firstIndex(where: { $0.id == change.id }) else { continue }
        items[place].externalID = change.externalID
        items[place].url = change.url ?? items[place].url
      }
      for change in plan.changed {
        guard let place = items.firstIndex(where: { $0.id == change.id }) else { continue }
        items[place].title = change.item.title
        items[place].text = change.item.text
        items[place].shownHash = change.textHash
      }
      for new in plan.added {
        added += 1
        items.append(
          KnownItem(
            id: Int64(added), externalID: new.item.externalID, url: new.item.url,
            title: new.item.title, text: new.item.text, published: new.item.published,
            shownHash: new.textHash))
      }
    }
  }

  static let words = ["bread", "rye", "steam", "oven", "crust", "salt", "yeast", "flour"]

  /// Story number `n`: every one about something else.
  func entry(
    _ n: Int, id: String?, link: String?, title: String? = nil, text: String? = nil, day: Int? = nil
  ) -> Entry {
    var entry = Entry()
    let word = Self.words[n % Self.words.count]
    entry.titleText = title ?? "All about \(word) in part \(n)"
    entry.text = text ?? (0..<20).map { "\(word)\(n)of\($0)" }.joined(separator: " ")
    entry.metadata.id = id
    entry.metadata.link = link
    let date = Date(timeIntervalSince1970: Double(day ?? n) * 86_400)
    entry.metadata.published = date
    entry.metadata.publishedRaw = "\(date)"
    return entry
  }

  func link(_ n: Int) -> String { "https://example.org/story/\(n)" }

  func pulls(_ documents: [Entry]...) -> Stored {
    var stored = Stored()
    for document in documents { _ = stored.pull(document) }
    return stored
  }

  @Test(arguments: [
    ("http://example.org/?p=N", "https://example.org/?p=N"),
    ("N", "https://example.org/story/N"),
    ("https://example.org/story/N", "tag:example.org,2024:N"),
    ("https://example.org/story/N?session=aaaa", "https://example.org/story/N?session=bbbb"),
    ("https://example.org/story/N#0", "https://example.org/story/N#1"),
  ])
  func `items under new ids are the old ones, whether all change or one`(
    before: String, after: String
  ) {
    func document(_ pattern: String, _ range: Range<Int>) -> [Entry] {
      range.map {
        entry($0, id: pattern.replacingOccurrences(of: "N", with: "\($0)"), link: link($0))
      }
    }
    #expect(pulls(document(before, 0..<8), document(after, 0..<8)).added == 8)
    var mixed = document(before, 0..<8)
    mixed[3] = document(after, 3..<4)[0]
    #expect(pulls(document(before, 0..<8), mixed, document(before, 0..<8)).added == 8)
  }

  @Test func `a feed that moved has new ids and links and the same items, and one that is new`() {
    let before = (0..<10).map { entry($0, id: "\($0)", link: link($0)) }
    let after = (0..<11).map {
      entry($0, id: "https://new.example.com/?p=\($0)", link: "https://new.example.com/\($0)/")
    }
    var stored = pulls(before)
    let plan = stored.pull(after)
    #expect(plan.added.count == 1 && plan.renamed.count == 10 && plan.changed.isEmpty)
    #expect(stored.pull(after).renamed.isEmpty)
  }

  @Test func `an item that was left out once is the same when it is back`() {
    let all = (0..<5).map { entry($0, id: "\($0)", link: link($0)) }
    #expect(pulls(all, Array(all.dropFirst()), all).added == 5)
  }

  @Test func `ids that are missing in one pull are no new items`() {
    let with = (0..<5).map { entry($0, id: "\($0)", link: link($0)) }
    let without = (0..<5).map { entry($0, id: nil, link: link($0)) }
    #expect(pulls(with, without, with).added == 5)
    #expect(pulls(without, with, without).added == 5)
    let bare = (0..<5).map { entry($0, id: nil, link: nil) }
    #expect(pulls(bare, with, bare).added == 5)
  }

  @Test func `one id for all items is none, now and later`() {
    let all = (0..<6).map { entry($0, id: "same", link: link($0)) }
    var stored = pulls(Array(all[0..<3]), Array(all[1..<4]))
    #expect(stored.added == 4 && stored.policy == .link)
    #expect(stored.pull([all[5]]).added.count == 1)
    #expect(stored.pull([all[5], all[4]]).added.count == 1)
    #expect(stored.added == 6)
  }

  @Test func `one id for whatever is the only item is none either`() {
    let all = (0..<4).map { entry($0, id: "current", link: link($0)) }
    #expect(pulls([all[0]], [all[1]], [all[2]], [all[1]], [all[3]]).added == 4)
  }

  @Test func `one id and one link for all items leaves title and date`() {
    let all = (0..<6).map { entry($0, id: "same", link: "https://example.org/") }
    let stored = pulls(Array(all[0..<4]), Array(all[1..<6]), all)
    #expect(stored.added == 6 && stored.policy == .said)
  }

  @Test func `entries without titles are told apart by what they say`() {
    let all = (0..<3).map {
      entry($0, id: "https://example.org/", link: "https://example.org/", title: "", day: 0)
    }
    #expect(pulls(all, all).added == 3)
  }

  @Test func `an item without id, link and date is known by its title when its text changes`() {
    func bare(_ n: Int, _ text: String? = nil) -> Entry {
      var bare = entry(n, id: nil, link: nil, text: text)
      bare.metadata.published = nil
      bare.metadata.publishedRaw = nil
      return bare
    }
    let first = bare(1).text
    let stored = pulls([bare(0), bare(1)], [bare(0), bare(1, first + " and an edit")])
    #expect(stored.added == 2)
  }

  @Test func `an edit under the same id is an edit, however large`() {
    var stored = pulls([entry(1, id: "1", link: link(1))])
    let plan = stored.pull([entry(2, id: "1", link: link(1))])
    #expect(plan.added.isEmpty && plan.changed.map(\.isReal) == [true])
  }

  @Test func `a live report goes on under its id, with another headline, address, date and text`() {
    var all = (0..<20).map { entry($0, id: "\($0)", link: link($0)) }
    var stored = pulls(all)
    all[3] = entry(33, id: "3", link: link(33), title: "Now this")
    #expect(stored.pull(all).changed.map(\.isReal) == [true])
    #expect(stored.added == 20)
  }

  @Test func `this week's forecast is not last week's, though page and title are the same`() {
    let page = "https://example.org/weather/north"
    let weeks = (0..<3).map {
      entry($0, id: "forecast-\($0)", link: page, title: "The forecast for Monday")
    }
    #expect(pulls([weeks[0]], [weeks[1]], [weeks[2]]).added == 3)
  }

  @Test func `nor is it when only the numbers differ, in one town or in many`() {
    func forecasts(_ day: Int, _ towns: Int) -> [Entry] {
      (0..<towns).map { town in
        let words = (0..<40).map { "word\($0.description.count)of" }.joined(separator: " ")
        return entry(
          town, id: "\(town) on \(day)", link: link(town), title: "The weather in town \(town)",
          text: "\(words) up to \(15 + day) degrees", day: day)
      }
    }
    #expect(pulls(forecasts(1, 1), forecasts(2, 1)).added == 2)
    #expect(pulls(forecasts(1, 12), forecasts(2, 12), forecasts(3, 12)).added == 36)
  }

  @Test func `posts with one title and one text are as many as their ids, links and dates`() {
    let threads = (0..<4).map {
      entry($0, id: "\($0)", link: link($0), title: "Open thread", text: "Say what you like.")
    }
    #expect(pulls(threads).added == 4)
    #expect(pulls([threads[0]], [threads[1]], [threads[2], threads[1]], threads).added == 4)
  }

  @Test func `news with one front page for all stays news`() {
    let front = "https://example.org/"
    let all = (0..<8).map { entry($0, id: "\($0)", link: front) }
    #expect(pulls(Array(all[0..<4]), Array(all[4..<8])).added == 8)
  }

  @Test func `a post about an older post, whose id is its address, does not take its place`() {
    let older = entry(1, id: link(1), link: link(1))
    let about = entry(2, id: "another", link: link(1))
    let stored = pulls([older], [about])
    #expect(stored.added == 2)
    #expect(stored.items.map(\.externalID) == [link(1), "another"])
  }

  @Test func `links that take the place of ids which were given twice name one item each`() {
    var stored = pulls([entry(0, id: "1", link: link(0))])
    let plan = stored.pull([
      entry(1, id: "1", link: link(1)), entry(2, id: link(1), link: link(2)),
    ])
    let names = plan.added.map(\.item.externalID) + plan.renamed.map(\.externalID)
    #expect(names.count == 2 && Set(names).count == 2)
  }

  @Test func `thousands of items under one title and ever new ids are not all compared`() {
    func photos(_ round: Int) -> [Item] {
      (0..<4_000).map {
        Item(
          externalID: "\(round)-\($0)", url: "https://example.org/\(round)/\($0)", title: "A photo",
          text: "of \(round) and \($0)")
      }
    }
    let known = photos(0).enumerated().map { place, item in
      KnownItem(
        id: Int64(place), externalID: item.externalID, url: item.url, title: item.title,
        text: item.text, shownHash: item.textHash)
    }
    var identification = Identification(photos(1), policy: .id)
    let start = ContinuousClock.now
    identification.matchKeys([])
    identification.matchLikeness(known)
    #expect(identification.plan().added.count == 4_000)
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test func `a document that says one thing twice has it once`() {
    let twice = [entry(1, id: "1", link: link(1)), entry(1, id: "1", link: link(1))]
    #expect(pulls(twice).added == 1)
  }
}
