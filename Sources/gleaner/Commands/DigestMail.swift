// `gleaner digest mail`: whether digests are sent by mail, and a mail to try it.

import Digest
import Foundation
import HTTP
import Service
import Store
import Workspace

enum DigestMailCommand: Command {
  static let spec = CommandSpec(
    ["digest", "mail"], "Try the mail of the digests, or turn it on or off",
    operands: "[test|on|off]", operandCount: 0...1,
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      'test' sends the newest digest to digest.email at once, whether or not it was sent before, and writes nothing down. \
      'off' is what the link at the end of each mail does; 'on' takes it back.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let wish = invocation.operands.first
    guard [nil, "test", "on", "off"].contains(wish) else {
      throw UsageError(
        "'digest mail' takes test, on or off, not '\(TerminalText.excerpt(wish ?? "", limit: 60))'")
    }
    let workspace = try OpenWorkspace(invocation)
    guard let mail = workspace.settings.mail else {
      throw UsageError("there is no digest.email in gleaner.yaml, which says where mail goes")
    }
    return try await workspace.withDatabase { database in
      if wish == "test" { return try await test(workspace, database) }
      if let wish { try await database.setDelivery(.mail, isOn: wish == "on", at: workspace.now) }
      let stopped = try await database.deliveryStop(.mail)
      try await StandardOutput.write { output in
        if invocation.has("--json") {
          return try output.row([
            "is_on": .bool(stopped == nil), "to": .string(mail.to),
            "server": .string("\(mail.server)"),
          ])
        }
        try output.line(
          stopped == nil
            ? "Digests go to \(mail.to), by \(mail.server)."
            : "No digest is mailed: it was turned off; 'gleaner digest mail on' takes that back.")
      }
      return .done
    }
  }

  private static func test(
    _ workspace: OpenWorkspace, _ database: Database
  ) async throws -> ExitCode {
    let client = OpenWorkspace.client
    defer { client.close() }
    let way = try await workspace.ways(database, client).first { $0.channel == .mail }
    guard let way else { return .failed }
    guard let edition = try await workspace.composer(database).editions(limit: 1).first else {
      throw UsageError("there is no digest yet to try it with; 'gleaner digest' makes one")
    }
    switch await way.send(edition) {
    case .sent: workspace.say("Digest \(edition.number) was handed in for \(way.place).")
    case .unsent(let why, _), .unknown(let why):
      workspace.say(why)
      return .failed
    }
    return .done
  }
}
