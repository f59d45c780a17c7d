// Addresses that lead nowhere: a clear error, in time, and never the password.

import Foundation
import TestSupport
import Testing

@testable import Postgres

struct ConnectingTests {
  private static func failure(_ address: String) async throws -> PostgresError {
    let settings = ConnectionSettings(address, connectTimeout: .seconds(2))
    let error = await #expect(throws: PostgresError.self) {
      try await Pool(settings).query("SELECT 1")
    }
    return try #require(error)
  }

  @Test(arguments: [
    "postgresql://matt:hun/ter2@localhost/x", "postgresql://matt:hun@ter2@localhost/x",
    "postgresql://matt:hunter2@127.0.0.1:1/x", "postgresql://matt:hun%zzter2@localhost/x",
    "host=127.0.0.1 port=1 password=hunter2", "password=hunter2 host",
    "postgresql://matt:hun#ter2@localhost/x",
    "postgresql://matt:hunter2@nowhere.invalid/x?connect_timeout=1",
  ])
  func `no error tells the password`(_ address: String) async throws {
    let error = try await Self.failure(address)
    #expect(error.code == .connect)
    for secret in ["hunter2", "ter2", "hun"] { #expect(!error.description.contains(secret)) }
  }

  @Test func `a server that does not answer is given up in time`() async throws {
    let silent = try SilentServer()
    let settings = ConnectionSettings(
      "host=127.0.0.1 port=\(silent.port)", connectTimeout: .milliseconds(100))
    let error = await #expect(throws: PostgresError.self) {
      try await Pool(settings).query("SELECT 1")
    }
    #expect(error?.code == .connect)
    #expect(error?.message.contains("no answer") == true)
  }

  @Test func `a database that does not exist is named`() async throws {
    let settings = try await TestCluster.shared.settings(database: "no such one")
    let error = await #expect(throws: PostgresError.self) {
      try await Pool(settings).query("SELECT 1")
    }
    #expect(error?.message.contains("no such one") == true)
  }
}
