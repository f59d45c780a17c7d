// `gleaner digest feed`: the address at which feed readers find what was kept.

import Foundation
import Service
import Store
import Web
import Workspace

enum DigestFeedCommand: Command {
  static let spec = CommandSpec(
    ["digest", "feed"], "Make, or end, the address at which a feed reader finds your digests",
    operands: "[new|off]", operandCount: 0...1, options: [OpenWorkspace.jsonOption],
    details: """
      'new' makes an address that nobody can guess, and ends the one before it; it is shown this once. 'off' ends it. \
      'gleaner serve' has to run where the reader can reach it.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let wish = invocation.operands.first
    guard [nil, "new", "off"].contains(wish) else {
      throw UsageError(
        "'digest feed' takes new or off, not '\(TerminalText.excerpt(wish ?? "", limit: 60))'")
    }
    let workspace = try OpenWorkspace(invocation)
    let origin = workspace.origin ?? "http://\(workspace.settings.web.listen)"
    let addresses = try await workspace.withDatabase { database -> [String] in
      if wish == "off" { try await database.setFeedKey(nil, at: Date()) }
      guard wish == "new" else { return [] }
      return try await FeedAddress.make(in: database, at: Date()).map { origin + $0 }
    }
    let isThere = try await workspace.withDatabase { try await $0.feedKeyTime() } != nil
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        return try output.row(["is_on": .bool(isThere), "addresses": .texts(addresses)])
      }
      for address in addresses { try output.line(address) }
      guard addresses.isEmpty else { return }
      try output.line(
        isThere
          ? "There is an address; 'gleaner digest feed new' makes another, and ends this one."
          : "There is no address; 'gleaner digest feed new' makes one.")
    }
    return .done
  }
}
