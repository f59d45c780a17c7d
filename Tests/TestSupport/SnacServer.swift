// A real server of Mastodon's kind: snac2, started on a free port with users in a folder of its own. A shell stands between
// it and the test and ends it when the test says so, or when nobody is left who could.

import Foundation
import Glibc

/// A running snac2.
package final class SnacServer: @unchecked Sendable {
  /// What went wrong with the server itself.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private static let once = Once<String>()

  /// As in `http://localhost:41234`.
  package let address: String
  /// The host with its port, which the names of its users end in.
  package let host: String
  private let folder: String
  private let process = Process()
  /// The server lives as long as this is open.
  private let life = Pipe()
  private let passwords: [String: String]

  /// Starts a server with these users; `scripts/snac` fetches the program where it is not there yet.
  package static func start(users: [String]) async throws -> SnacServer {
    let program = try await once.get { try fetch() }
    let server = try SnacServer(program, users: users)
    try await server.begin(program)
    return server
  }

  private init(_ program: String, users: [String]) throws {
    let port = try Self.freePort()
    host = "localhost:\(port)"
    address = "http://\(host)"
    folder = NSTemporaryDirectory() + "gleaner-snac-\(UUID().uuidString)"
    _ = try Self.run(
      program, ["init", folder], input: "127.0.0.1\n\(port)\n\(host)\n\nadmin@localhost\n")
    let file = URL(filePath: "\(folder)/server.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing(try Regex(#""protocol":\s*"https""#), with: #""protocol": "http""#)
      .write(to: file, atomically: true, encoding: .utf8)
    var passwords: [String: String] = [:]
    for user in users {
      let said = try Self.run(program, ["adduser", folder, user], input: "\(user)\n\(user)\n\n")
      guard
        let match = said.firstMatch(
          of: try Regex(#"password is (\S+)"#, as: (Substring, Substring).self))
      else { throw Failure(description: "snac makes no user: \(said)") }
      passwords[user] = String(match.1)
    }
    self.passwords = passwords
  }

  deinit { stop() }

  /// Ends it and removes what it has written.
  package func stop() {
    // It ends at once: asked politely it waits for connections that its clients keep open, and its folder goes anyway.
    // Other children of the test may hold this end of the pipe too, so that closing it is not enough.
    try? life.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    try? life.fileHandleForWriting.close()
    if process.isRunning { process.waitUntilExit() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func begin(_ program: String) async throws {
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c",
      #""$0" httpd "$1" > "$1/log" 2>&1 & server=$!; read -r _; kill -9 "$server""#,
      program, folder,
    ]
    process.standardInput = life
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<200 {
      if (try? await call("GET", "/")) != nil { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Failure(description: "snac does not answer at \(address)")
  }

  /// A token of one of the users, got as a browser and an application get it.
  package func token(of user: String) async throws -> String {
    let redirect = "urn:ietf:wg:oauth:2.0:oob"
    let app = try await call(
      "POST", "/api/v1/apps",
      form: ["client_name": "tests", "redirect_uris": redirect, "scopes": "read write follow"])
    let client = app["client_id"] as? String ?? ""
    let page = try await text(
      "POST", "/oauth/x-snac-login",
      form: [
        "login": user, "passwd": passwords[user] ?? "", "cid": client, "redir": redirect,
        "state": "s",
      ])
    let code = page.prefix { $0.isHexDigit }
    let grant = try await call(
      "POST", "/oauth/token",
      form: [
        "grant_type": "authorization_code", "client_id": client,
        "client_secret": app["client_secret"] as? String ?? "", "redirect_uri": redirect,
        "code": String(code),
      ])
    guard let token = grant["access_token"] as? String else {
      throw Failure(description: "snac gives \(user) no token")
    }
    return token
  }

  /// Lets one user follow another.
  package func follow(_ other: String, as token: String) async throws {
    let account = try await call("GET", "/api/v1/accounts/lookup?acct=\(other)", as: token)
    _ = try await call(
      "POST", "/api/v1/accounts/\(account["id"] as? String ?? "")/follow", as: token)
  }

  /// Writes a post; gives its id.
  package func post(_ words: String, as token: String) async throws -> String {
    let status = try await call("POST", "/api/v1/statuses", form: ["status": words], as: token)
    return status["id"] as? String ?? ""
  }

  /// A post as the owner of the token sees it.
  package func status(_ id: String, as token: String) async throws -> [String: any Sendable] {
    try await call("GET", "/api/v1/statuses/\(id)", as: token)
  }

  /// The ids of the newest posts of the home timeline.
  package func home(as token: String) async throws -> [String] {
    let body = try await text("GET", "/api/v1/timelines/home?limit=40", as: token)
    let statuses = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [[String: Any]]
    return (statuses ?? []).compactMap { $0["id"] as? String }
  }

  /// How many posts stand in the home timeline.
  package func homeCount(as token: String) async throws -> Int { try await home(as: token).count }
}

extension SnacServer {
  private func call(
    _ method: String, _ path: String, form: [String: String] = [:], as token: String? = nil
  ) async throws -> [String: any Sendable] {
    let body = try await text(method, path, form: form, as: token)
    guard path != "/" else { return [:] }
    let json = try JSONSerialization.jsonObject(with: Data(body.utf8))
    return json as? [String: any Sendable] ?? [:]
  }

  /// One call by curl: a library that the program under test has no part in.
  private func text(
    _ method: String, _ path: String, form: [String: String] = [:], as token: String? = nil
  ) async throws -> String {
    var arguments = ["-sS", "--fail-with-body", "--max-time", "10", "-X", method, address + path]
    if let token { arguments += ["-H", "Authorization: Bearer \(token)"] }
    for (name, value) in form { arguments += ["--data-urlencode", "\(name)=\(value)"] }
    return try Self.run("/usr/bin/curl", arguments)
  }

  private static func fetch() throws -> String {
    let root = TestCluster.root
    let path = try run("/bin/sh", ["-c", "cd '\(root)' && scripts/snac"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return path.hasPrefix("/") ? path : "\(root)/\(path)"
  }

  /// What a program says on both outputs; throws where it fails.
  private static func run(
    _ program: String, _ arguments: [String], input: String = ""
  ) throws -> String {
    let process = Process()
    let (asked, said) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = asked
    process.standardOutput = said
    process.standardError = program.hasSuffix("/sh") ? FileHandle.nullDevice : said
    try process.run()
    try asked.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try asked.fileHandleForWriting.close()
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program) \(arguments.first ?? ""): \(text.prefix(500))")
    }
    return text
  }

  private static func freePort() throws -> Int {
    let server = try ScriptedServer { _ in .answer(404) }
    defer { server.close() }
    return server.port
  }
}
