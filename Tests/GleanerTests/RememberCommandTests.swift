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

  @Test func `what is no memory is refused with its reason`() async throws {
    try await FeedHouse.with([:]) { house in
      let file = "\(house.root)/picture.txt"
      try Data("GIF89a".utf8).write(to: URL(filePath: file))
      let binary = try house.gleaner("remember", file)
      #expect(binary.code == 1 && binary.output == "nothing was remembered\n")
      #expect(binary.errors.contains("this is a GIF picture, which holds nothing to remember"))
      let typo = try house.gleaner("remember", file, "--as", "message")
      #expect(typo.code == 2 && typo.errors.contains("messages"))
      let nowhere = try house.gleaner("remember", "/no/such/place")
      #expect(nowhere.code == 1 && nowhere.errors.contains("no such file or folder"))
    }
  }
}
