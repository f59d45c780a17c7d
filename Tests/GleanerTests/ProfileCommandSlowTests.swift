// The whole family of `gleaner profile` on the sample, as processes: from nothing learned to a wish that is taken back.

import Foundation
import Service
import Testing

struct ProfileCommandSlowTests {
  private static let now = "2026-01-20T08:00:00Z"

  @Test func `an empty workspace says what to do first`() throws {
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    for command in ["show", "build", "export", "diff", "rollback"] {
      let ended = try sample.gleaner("profile", command)
      #expect(ended.code == 1, "\(command)")
      #expect(ended.errors.contains("nothing learned yet: 'gleaner remember PATH'"))
    }
    #expect(try sample.gleaner("profile", "history").code == 0)
    #expect(try sample.gleaner("profile", "pin", "bread").code == 1)
  }

  @Test func `interests are found, changed, carried elsewhere and taken back`() throws {
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    _ = try sample.gleaner("remember", "\(sample.path)/memory")
    #expect(try sample.gleaner("run", "--now", Self.now).code == 0)
    let more = "\(sample.path)/more.md"
    try "Glazes from wood ash melt at a high heat.".write(
      toFile: more, atomically: true, encoding: .utf8)
    _ = try sample.gleaner("remember", more)
    #expect(try sample.gleaner("profile", "build", "--now", Self.now).code == 0)
    let nothing = try sample.gleaner("profile", "rollback")
    #expect(nothing.code == 2 && nothing.errors.contains("no version has others"))
    #expect(try sample.gleaner("profile", "rollback", "1").errors.contains("nothing to take back"))
    #expect(try sample.gleaner("profile", "export", "-").output.hasPrefix("{"))

    let shown = try row(try sample.gleaner("profile", "show", "--json", "--now", Self.now))
    let names = shown["interests"]?.array?.compactMap { $0["name"]?.string } ?? []
    #expect(names.count == 4)
    let bread = try #require(names.first { $0.contains("sourdough") })

    let muted = try sample.gleaner("profile", "mute", "sourdough", "--now", Self.now)
    #expect(muted.output.contains("“\(bread)” muted") && muted.output.contains("falls:"))
    #expect(
      try sample.gleaner("profile", "mute", "sourdoh").errors.contains("did you mean 'sourdough'?"))
    #expect(try sample.gleaner("profile", "weight", "1", "11").code == 2)
    #expect(try sample.gleaner("profile", "show", "--version", "99").code == 2)
    let first = try row(
      try sample.gleaner("profile", "show", "--version", "1", "--json", "--now", Self.now))
    #expect(first["read_lately"] == .null && shown["read_lately"] != .null)
    let numbers = shown["interests"]?.array?.compactMap { $0["number"]?.int } ?? []
    #expect(numbers == numbers.sorted() && numbers.count == 4)

    let file = "\(sample.path)/var/taste.json"
    #expect(try sample.gleaner("profile", "export", file).code == 0)
    #expect(try sample.gleaner("profile", "export", file).code == 2)
    let back = try row(try sample.gleaner("profile", "rollback", "--json", "--now", Self.now))
    #expect(back["wishes"]?.array?.isEmpty == true)
    let taken = try row(try sample.gleaner("profile", "import", file, "--json", "--now", Self.now))
    #expect(taken["wishes"]?.array?.first?["wish"]?.string == "mute")
    #expect(taken["falling"]?.array?.isEmpty == false)
    let difference = try row(try sample.gleaner("profile", "diff", "--json", "--now", Self.now))
    #expect(difference["changes"]?.array?.map(\.string) == ["wish: “\(bread)” muted"])

    try Data("{}".utf8).write(to: URL(filePath: file))
    #expect(try sample.gleaner("profile", "import", file).errors.contains("is no profile"))
    let page = try sample.gleaner("profile", "show", "--html", "--now", Self.now).output
    #expect(page.hasPrefix("<!doctype html>") && !page.contains("<script"))
  }

  private func row(_ ended: Program.Ended) throws -> JSONValue {
    #expect(ended.code == 0, "\(ended.errors)")
    return try JSONValue(parsing: Array(ended.output.utf8))
  }
}
