// `gleaner remember` as a person meets it: an archive, the same archive again, and what is no memory.

import Foundation
import Service
import TestSupport
import Testing

struct RememberCommandTests {
  private static let archive = ZipBytes.archive([
    ZipBytes.Entry(
      "users.json",
      "[{\"id\": \"U1\", \"name\": \"ada\", \"profile\": {\"real_name\": \"Ada L.\"}}]"),
    ZipBytes.Entry("channels.json", "[{\"id\": \"C1\", \"name\": \"bread\", \"members\": []}]"),
    ZipBytes.Entry(
      "bread/2026-01-05.json",
      "[{\"user\": \"U1\", \"text\": \"The rye starter doubled overnight\", \"ts\": \"1767603600.123456\"}]"
    ),
    ZipBytes.Entry("more.zip", ZipBytes.archive([ZipBytes.Entry("a.md", "# A")])),
    ZipBytes.Entry("picture.png", [0x89, 0x50, 0x4E, 0x47]),
  ])

  @Test func `an archive is remembered once, and it is said who spoke`() async throws {
    try await FeedHouse.with([:]) { house in
      let file = "\(house.root)/export.zip"
      try Data(Self.archive).write(to: URL(filePath: file))
      let first = try house.gleaner("remember", file)
      #expect(first.code == 0)
      #expect(first.output.hasPrefix("1 new day or mail of conversations, 0 changed, 0 as before"))
      #expect(first.output.contains("(1 message, 0 of them yours; Slack)"))
      #expect(first.errors.contains("Ada L. 1"))
      #expect(first.errors.contains("--me \"Ada L.\""))
      #expect(first.errors.contains("more.zip: an archive within an archive is not opened"))
      #expect(first.errors.contains("left alone: 1 file of other kinds (.png 1)"))

      let named = try house.rows("remember", file, "--me", "@Ada")
      #expect(named.first?["own_messages"]?.int == 1)
      #expect(named.first?["conversations"]?["changed"]?.int == 1)
      let again = try house.gleaner("remember", file)
      #expect(again.output == "nothing new: 1 message is remembered already\n")
      let taken = try house.rows("remember", file, "--not-me", "@ada")
      #expect(taken.first?["own_messages"]?.int == 0)
    }
  }

  @Test func `it guesses that you are who has the name of the settings`() async throws {
    try await FeedHouse.with([:]) { house in
      let settings = "\(house.root)/gleaner.yaml"
      let old = try String(contentsOfFile: settings, encoding: .utf8)
      let lines = old.split(separator: "\n").filter { !$0.hasPrefix("person:") }
      let new = (lines + ["person: ada", ""]).joined(separator: "\n")
      try new.write(toFile: settings, atomically: true, encoding: .utf8)
      let file = "\(house.root)/WhatsApp Chat with Ben.txt"
      let chat = """
        [13/03/2025, 18:01:22] Ben: Have you tried the sourdough place on the corner?
        [13/03/2025, 18:01:52] Ben: The one with the dark rye loaves in the window.
        [13/03/2025, 18:02:10] Ada Lind: Their rye crust is dark and blistered.
        """
      try chat.write(toFile: file, atomically: true, encoding: .utf8)
      let told = try house.gleaner("remember", file)
      #expect(told.errors.contains("if you are Ada Lind, do it again with --me \"Ada Lind\""))
    }
  }

  @Test func `JSON of a format that nobody knows is named, and is a text when the person says so`()
    async throws
  {
    try await FeedHouse.with([:]) { house in
      let files = ["broken.json": "[{\"a\": 1}, {\"b\"", "other.json": "{\"a\": [1, 2]}"]
      for (name, text) in files {
        try text.write(toFile: "\(house.root)/\(name)", atomically: true, encoding: .utf8)
      }
      let broken = try house.gleaner("remember", "\(house.root)/broken.json")
      #expect(broken.code == 1 && broken.errors.contains("broken.json: is no whole JSON (line 1"))
      let other = try house.gleaner("remember", "\(house.root)/other.json")
      #expect(other.code == 1 && other.errors.contains("is JSON, and no export that is known"))
      #expect(other.errors.contains("--as documents"))
      let taken = try house.gleaner("remember", "\(house.root)/other.json", "--as", "documents")
      #expect(taken.code == 0)
    }
  }

  @Test func `a question without a subject is no question`() async throws {
    try await FeedHouse.with([:]) { house in
      let file = "\(house.root)/bread.md"
      let text =
        "The rye starter doubled overnight, and the crust of the loaf was dark and blistered."
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try house.gleaner("remember", file).code == 0)
      for question in ["\"", "…!?", "🍞", "- -"] {
        let asked = try house.gleaner("recall", question)
        #expect(asked.code == 2 && asked.errors.contains("no word"), "\(question): \(asked.errors)")
      }
      let empty = try house.gleaner("recall", "the of", "and")
      #expect(empty.code == 2 && empty.errors.contains("add what it is about"), "\(empty.errors)")
      #expect(empty.output.isEmpty)
    }
  }

  @Test func `what is no memory is refused with its reason`() async throws {
    try await FeedHouse.with([:]) { house in
      let file = "\(house.root)/picture.txt"
      try Data("GIF89a".utf8).write(to: URL(filePath: file))
      let binary = try house.gleaner("remember", file)
      #expect(binary.code == 1 && binary.output == "nothing was remembered\n")
      #expect(binary.errors.contains("this is a GIF picture, which holds nothing to remember"))
      let packed = "\(house.root)/export.tar.gz"
      try Data([0x1F, 0x8B, 8, 0]).write(to: URL(filePath: packed))
      let archive = try house.gleaner("remember", packed)
      #expect(archive.code == 1 && archive.errors.contains("unpack it (tar -xf"))
      let typo = try house.gleaner("remember", file, "--as", "message")
      #expect(typo.code == 2 && typo.errors.contains("messages"))
      #expect(try house.gleaner("remember", file, "--me", " ").code == 2)
      let nowhere = try house.gleaner("remember", "/no/such/place")
      #expect(nowhere.code == 1 && nowhere.errors.contains("no such file or folder"))
    }
  }
}
