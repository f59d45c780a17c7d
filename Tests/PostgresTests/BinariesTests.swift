// Finding PostgreSQL, and carrying it to where an unprivileged user can run it.

import Foundation
import TestSupport
import Testing

@testable import Postgres

struct BinariesTests {
  @Test func `missing binaries name the remedy`() {
    let error = #expect(throws: ClusterError.self) {
      try PostgresBinaries.locate(in: ["/nowhere"], system: "/nowhere")
    }
    #expect(error?.description.contains("/nowhere/postgres") == true)
    #expect(error?.description.hasSuffix("run scripts/setup") == true)
  }

  @Test func `the version is what the program says`() throws {
    let binaries = try TestCluster.binaries()
    #expect(binaries.major >= 16 && binaries.version.hasPrefix("\(binaries.major)."))
  }

  @Test(.enabled(if: geteuid() == 0))
  func `binaries that only root can reach are copied once`() throws {
    let files = FileManager.default
    let folder = "/tmp/gleaner-test-\(UUID().uuidString.prefix(8))"
    defer { try? files.removeItem(atPath: folder) }
    try files.createDirectory(
      atPath: "\(folder)/locked", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755])
    let real = try TestCluster.binaries()
    try files.createSymbolicLink(atPath: "\(folder)/locked/pg", withDestinationPath: real.root)
    try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(folder)/locked")
    let locked = PostgresBinaries(root: "\(folder)/locked/pg", version: real.version)
    let user = try #require(SystemUser(name: "nobody"))
    let shelter = BinariesShelter(binaries: locked, user: user, shelter: folder)
    let copy = try shelter.reachable()
    #expect(copy.root == "\(folder)/postgres-\(real.version)")
    let (status, output) = try ChildProcess.output(
      [copy.program("initdb"), "--version"], environment: copy.environment, user: user)
    #expect(status == 0 && output.contains(real.version))
    let made = try files.attributesOfItem(atPath: copy.root)[.modificationDate] as? Date
    #expect(try shelter.reachable() == copy)
    #expect(try files.attributesOfItem(atPath: copy.root)[.modificationDate] as? Date == made)
  }

  @Test(.enabled(if: geteuid() == 0)) func `binaries that the user can reach stay where they are`()
    throws
  {
    let real = try TestCluster.binaries()
    let user = try #require(SystemUser(name: "nobody"))
    #expect(try BinariesShelter(binaries: real, user: user).reachable() == real)
  }
}
