// Each service's export is told from the others and read whole, a cut one as far as it goes, and nothing that a file may
// hold takes long or much.

import Formats
import FoundationEssentials
import Testing

struct ExportTests {
  /// One line: what it is, its key and its parts.
  static func summary(_ record: ExportRecord) -> String {
    let time = { (date: Date?) in date.map { String(Int($0.timeIntervalSince1970)) } ?? "-" }
    let line = { (text: String) in text.split(separator: "\n").joined(separator: "⏎") }
    switch record {
    case .like(let like):
      return [
        "\(like.label) \(like.key)", like.title, line(like.text), like.url ?? "-",
        like.author ?? "-",
        time(like.at), like.tags.joined(separator: ", "),
      ].joined(separator: " | ")
    case .own(let post):
      return [
        "own \(post.key)", line(post.text), post.url ?? "-", time(post.at),
        post.tags.joined(separator: ", "), post.answers ?? "",
      ].joined(separator: " | ")
    case .problem(let problem):
      let place =
        switch problem.place {
        case .file: "file"
        case .line(let number): "line \(number)"
        case .record(let number): "record \(number)"
        }
      return "problem \(place): \(problem.what)"
    }
  }

  private func reader(_ fixture: ExportFixture) throws -> any ExportReader.Type {
    try #require(ExportFormats.reader(path: fixture.path, head: fixture.bytes.prefix(16_384)))
  }

  @Test(arguments: ExportFixture.all)
  func `an export is told from the others and read whole`(fixture: ExportFixture) throws {
    let reader = try reader(fixture)
    #expect(reader.name == fixture.format)
    #expect(reader.records(fixture.bytes).map(Self.summary) == fixture.tells)
  }

  @Test(arguments: ExportFixture.all)
  func `cut anywhere, what is complete is kept and nothing is made up`(fixture: ExportFixture)
    throws
  {
    let reader = try reader(fixture)
    let bytes = fixture.bytes
    let known = Set(keys(reader.records(bytes)))
    var most = 0
    for end in bytes.indices {
      let found = keys(reader.records(Array(bytes[..<end])))
      // A row that ends at a quote may be whole or cut: nobody can tell, so one may go and come again.
      #expect(known.isSuperset(of: found), "cut at \(end)")
      #expect(found.count >= most - 1, "cut at \(end)")
      most = max(most, found.count)
    }
    #expect(most >= known.count - 1)
  }

  private func keys(_ records: [ExportRecord]) -> [String] {
    records.compactMap { record in
      switch record {
      case .like(let like): like.key
      case .own(let post): post.key
      case .problem: nil
      }
    }
  }

  @Test(arguments: ExportFixture.all)
  func `bytes that are wrong change no other record's meaning and break nothing`(
    fixture: ExportFixture
  ) throws {
    let reader = try reader(fixture)
    var dice = Dice(seed: 7)
    for _ in 0..<60 {
      var bytes = fixture.bytes
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &dice)] = .random(in: 0...255, using: &dice)
      }
      #expect(reader.records(bytes).count <= 40)
    }
  }

  @Test(arguments: ExportFormats.all.map { $0.name })
  func `nothing, and nothing of the kind, is read as nothing`(name: String) throws {
    let reader = try #require(ExportFormats.all.first { $0.name == name })
    for text in ["", "[]", "{}", "<html></html>", "\u{0}\u{1}", "window.YTD.like.part0 = "] {
      #expect(keys(reader.records(Array(text.utf8))).isEmpty)
    }
  }

  @Test(arguments: [
    ("feed.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss>"),
    ("notes.md", "# Notes\n\nwindow.YTD is a prefix"), ("data.csv", "name,age\nOna,3\n"),
    ("data/account.js", "window.YTD.account.part0 = [ {} ]"), ("package.json", "{\"name\": \"x\"}"),
    ("page.html", "<!doctype html><title>A page</title><a href=\"https://a.example\">a</a>"),
    ("outbox.json", "{\"type\": \"Thing\"}"),
  ])
  func `what is no export of likes is left to others`(path: String, text: String) {
    #expect(ExportFormats.reader(path: path, head: Array(text.utf8)[...]) == nil)
  }
}
