// The private cluster's life: made, shared, stopped after the last client however that one ends, and started again
// whatever the last end left behind.

import Foundation
import TestSupport
import Testing

@testable import Postgres

struct ClusterTests {
  @Test func `it is made once, shared, and stopped after the last client`() async throws {
    try await ClusterHouse.with { house in
      #expect(try house.status().state == .absent)
      var first: ClusterLease? = try await house.open()
      let pid = try house.status().pid
      var second: ClusterLease? = try await house.open()
      #expect(try house.status().state == .running && house.status().pid == pid)
      first = nil
      let answer = try await ClusterHouse.ask(
        #require(second), "SELECT current_user || ' ' || current_database()")
      #expect(answer == "gleaner gleaner" && first == nil)
      second = nil
      #expect(second == nil)
      try await house.awaitStop()
      #expect(try house.status().pid == nil)
    }
  }

  @Test func `it has the safe settings`() async throws {
    try await ClusterHouse.with { house in
      let lease = try await house.open(ClusterSettings(lingerSeconds: 0))
      let answer = try await ClusterHouse.ask(
        lease,
        """
        SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN
          ('fsync', 'listen_addresses', 'max_connections', 'server_encoding', 'unix_socket_permissions', 'data_checksums')
        """)
      #expect(
        answer
          == "data_checksums=on fsync=on listen_addresses= max_connections=40 server_encoding=UTF8 "
          + "unix_socket_permissions=0700")
      #expect(Ownership.of(try house.place.sockets)?.isPrivate == true)
      let locale = try await ClusterHouse.ask(
        lease,
        "SELECT lower('ÄÖÜ') || (SELECT extversion >= '0.8' FROM pg_extension WHERE extname = 'vector')"
      )
      #expect(locale == "äöütrue")
    }
  }

  @Test func `what outlives us does not show the environment that we were given`() async throws {
    try await ClusterHouse.with { house in
      let lease = try await house.open()
      let shown = try ["self", "\(house.keeper())", "\(try #require(house.status().pid))"].map {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/\($0)/environ"))
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
      }
      #expect(shown[0].contains("PATH="))
      #expect(shown[1].allSatisfy { $0 == "\0" })
      #expect(!shown[2].contains("HOME="))
      withExtendedLifetime(lease) {}
    }
  }

  @Test func `two that start at the same time make one cluster`() async throws {
    try await ClusterHouse.with { house in
      async let first = house.open()
      async let second = house.open()
      let leases = try await [first, second]
      let times = try await [
        ClusterHouse.ask(leases[0], "SELECT pg_postmaster_start_time()::text"),
        ClusterHouse.ask(leases[1], "SELECT pg_postmaster_start_time()::text"),
      ]
      #expect(times[0] == times[1])
    }
  }

  @Test func `it stops when every client is killed`() async throws {
    try await ClusterHouse.with { house in
      await #expect(processExitsWith: .signal(SIGKILL)) { [directory = house.directory as String] in
        let lease = try await ClusterHouse(directory: directory).open()
        _ = try await ClusterHouse.ask(lease, "SELECT 'up'")
        withExtendedLifetime(lease) { _ = kill(getpid(), SIGKILL) }
      }
      try await house.awaitStop()
      #expect(FileManager.default.fileExists(atPath: try house.place.data))
    }
  }

  @Test func `a pipe behind the client ends while the server lingers for the next one`()
    async throws
  {
    try await ClusterHouse.with { house in
      let result = await #expect(
        processExitsWith: .success, observing: [\.standardOutputContent]
      ) { [directory = house.directory as String] in
        // Longer than a busy machine takes to go on with this test.
        let settings = ClusterSettings(isDurable: false, lingerSeconds: 900)
        let lease = try await ClusterHouse(directory: directory).open(settings)
        print(try await ClusterHouse.ask(lease, "SELECT 'up'"))
      }
      // The output is complete only when nobody holds the pipe any more.
      #expect(
        result.map { String(decoding: $0.standardOutputContent, as: UTF8.self).contains("up") }
          == true)
      let status = try house.status()
      #expect(status.state == .running)
      let next = try await house.open()
      #expect(try house.status().pid == status.pid)
      withExtendedLifetime(next) {}
      kill(try house.keeper(), SIGTERM)
    }
  }

  @Test func `clients that come and go never meet a stopping server`() async throws {
    try await ClusterHouse.with { house in
      try await withThrowingTaskGroup { group in
        for _ in 0..<2 {
          group.addTask { for _ in 0..<3 { try await Self.visit(house) } }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `a killed server is started again with its data`() async throws {
    try await ClusterHouse.with { house in
      var lease: ClusterLease? = try await house.open(ClusterSettings(lingerSeconds: 0))
      try await ClusterHouse.run(#require(lease), "CREATE TABLE t AS SELECT 'kept' AS x")
      kill(try #require(house.status().pid), SIGKILL)
      try await house.awaitStop()
      lease = nil
      let again = try await house.open()
      #expect(lease == nil)
      let answer = try await ClusterHouse.ask(again, "SELECT x FROM t")
      #expect(answer == "kept")
    }
  }

  @Test func `what a dead server left behind is seen through`() async throws {
    try await ClusterHouse.with { house in
      _ = try await house.open()
      try await house.awaitStop()
      let parent = Process()
      let zombie = try Self.zombie(of: parent)
      defer { kill(parent.processIdentifier, SIGKILL) }
      for pid in [zombie, getpid(), 1, 2_000_000_000] {
        let place = try house.place
        let text = "\(pid)\n\(place.data)\n1760000000\n5432\n\(place.sockets)\n\n 1 1\nready   \n"
        try text.write(toFile: house.pidFile, atomically: true, encoding: .utf8)
        try "\(pid)\n".write(
          toFile: "\(place.sockets)/.s.PGSQL.5432.lock", atomically: true, encoding: .utf8)
        #expect(try house.status().state == .stopped)
        try await Self.visit(house)
        try await house.awaitStop()
      }
    }
  }

  /// Uses the cluster and leaves.
  private static func visit(_ house: ClusterHouse) async throws {
    let lease = try await house.open()
    let answer = try await ClusterHouse.ask(lease, "SELECT 'up'")
    #expect(answer == "up")
    withExtendedLifetime(lease) {}
  }

  /// A process that has ended and is not waited for; its parent is not this one, which waits for all its children.
  private static func zombie(of parent: Process) throws -> pid_t {
    let pipe = Pipe()
    parent.executableURL = URL(filePath: "/bin/sh")
    parent.arguments = ["-c", "/bin/true & echo $!; exec sleep 600"]
    parent.standardOutput = pipe
    parent.standardError = FileHandle.nullDevice
    try parent.run()
    let said = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    let pid = try #require(pid_t(said.trimmingCharacters(in: .newlines)))
    while ProcessFacts.of(pid) != .zombie { usleep(1000) }
    return pid
  }

  @Test func `an unfinished initdb is swept, a foreign directory and another version are refused`()
    async throws
  {
    try await ClusterHouse.with { house in
      let place = try house.place
      let draft = "\(place.home)/data.new.1"
      try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: true)
      try FileManager.default.createDirectory(atPath: place.data, withIntermediateDirectories: true)
      let foreign = await #expect(throws: ClusterError.self) { try await house.open() }
      #expect(foreign?.code == .foreign)
      #expect(!FileManager.default.fileExists(atPath: draft))
      try "15\n".write(toFile: "\(place.data)/PG_VERSION", atomically: true, encoding: .utf8)
      let old = await #expect(throws: ClusterError.self) { try await house.open() }
      #expect(old?.message.hasPrefix("was made by PostgreSQL 15") == true)
      #expect(FileManager.default.fileExists(atPath: "\(place.data)/PG_VERSION"))
    }
  }

  @Test func `a long path gets a short socket`() async throws {
    try await ClusterHouse.with(deeper: "/" + String(repeating: "long-", count: 30) + "/it's \"x\"")
    { house in
      let lease = try await house.open()
      let answer = try await ClusterHouse.ask(
        lease, "SELECT current_setting('unix_socket_directories')")
      #expect(answer.utf8.count < 60 && !answer.contains("long"))
    }
  }

  @Test(.enabled(if: geteuid() == 0)) func `below a directory of root's alone it lives elsewhere`()
    async throws
  {
    try await ClusterHouse.with(mode: 0o700) { house in
      let lease = try await house.open()
      #expect(lease.home.hasPrefix("/var/lib/gleaner/"))
      let answer = try await ClusterHouse.ask(lease, "SELECT current_setting('data_directory')")
      #expect(answer == lease.home + "/data")
    }
  }

  @Test(.enabled(if: geteuid() == 0))
  func `a killed keeper takes its server with it, and both come back`() async throws {
    try await ClusterHouse.with { house in
      let lease = try await house.open()
      #expect(kill(try house.keeper(), SIGKILL) == 0)
      try await house.awaitStop()
      let again = try await house.open()
      let answer = try await ClusterHouse.ask(again, "SELECT 'up'")
      #expect(answer == "up" && lease.home == again.home)
    }
  }
}
