// Whom to believe: the judgement on postmaster.pid, as values.

import Testing

@testable import Postgres

struct PostmasterTests {
  @Test(arguments: [
    (ProcessFacts.gone, PostmasterVerdict.stale), (.zombie, .stale),
    (.running(directory: "/w/data"), .live), (.running(directory: "/other"), .stale),
    (.running(directory: "/w/data (deleted)"), .stale),
    (.hidden(command: "/usr/bin/vim"), .stale), (.hidden(command: "/opt/bin/postgres"), .unknown),
    (.hidden(command: ""), .unknown),
  ])
  func `a process is judged by state, directory and command`(
    _ facts: ProcessFacts, _ verdict: PostmasterVerdict
  ) {
    #expect(PostmasterVerdict(facts, data: "/w/data") == verdict)
  }

  @Test func `the file's lines are read`() throws {
    let text = "4711\n/w/data\n1760000000\n5432\n/w/socket\n\n 12345 67890\nready   \n"
    let file = try #require(PostmasterFile(text))
    #expect(file.pid == 4711 && file.socketDirectory == "/w/socket" && file.status == "ready")
  }

  @Test(arguments: ["", "\n", "abc", "-1\n", "0\n", "99999999999999"])
  func `what is not such a file is none`(_ text: String) {
    #expect(PostmasterFile(text) == nil)
  }

  @Test func `a file that is not complete yet names no socket`() throws {
    let file = try #require(PostmasterFile("12\n/w/data\n"))
    #expect(file.socketDirectory == "" && file.status == "")
  }
}
