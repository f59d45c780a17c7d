// `gleaner serve`: the pages and the API, until it is stopped.

import Foundation
import HTTP
import Service
import Store
import Web
import Workspace

enum ServeCommand: Command {
  static let spec = CommandSpec(
    ["serve"], "Serve the pages: review, digest, profile, actions, sources",
    options: [
      OptionSpec("--listen", "PLACE", "an address and a port, or a port; else web.listen"),
      OptionSpec("--link", nil, "print a link that signs in to the server that runs, and end"),
      OptionSpec("--password", nil, "set the password of the pages, and end"),
      OptionSpec("--token", "NAME", "make a token for a program, print it once, and end"),
      OptionSpec("--scope", "LIST", "with --token: read, review, act, admin; default read"),
      OptionSpec("--tokens", nil, "list the tokens, and end"),
      OptionSpec("--revoke", "NAME", "revoke a token, and end"),
      OpenWorkspace.jsonOption,
    ],
    details: """
      Prints a link that signs a browser in, once, within 15 minutes; the browser stays signed in for 30 days after it \
      was last there. Ctrl-C or SIGTERM ends it cleanly.

      It listens on this machine alone (127.0.0.1:8008). To be reached from elsewhere, set a password, set web.address in \
      gleaner.yaml to what browsers call it, and let a proxy speak https. Pages load nothing from anywhere else.

      Programs ask at /api/v1, which /api/v1/openapi.json describes, with a token: read sees what the pages show, review \
      answers and votes, act approves, rejects and undoes actions, admin does the rest. A token is shown once; only its \
      hash is kept.

      Example: gleaner serve --token phone --scope read,review
      """)

  static let isService = true

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    if invocation.has("--password") { return try await setPassword(workspace) }
    if let tokens = try TokenDesk(invocation) { return try await tokens.run(workspace) }
    let place = try place(invocation, workspace.settings.web)
    return try await workspace.withDatabase { database in
      let isLink = invocation.has("--link")
      let server = try await PageServer(workspace, database, at: place, isRunning: !isLink)
      try await tell(server, invocation, isLink: isLink)
      if !isLink { await server.untilStopped() }
      return .done
    }
  }

  private static func place(
    _ invocation: Invocation, _ settings: WebSettings
  ) throws(UsageError) -> WebPlace {
    guard let text = invocation.value("--listen") else { return settings.listen }
    guard let place = WebPlace(text) else {
      throw UsageError(
        "--listen takes an address and a port such as 127.0.0.1:8008, or a port, not '\(TerminalText.excerpt(text, limit: 60))'"
      )
    }
    return place
  }

  private static func tell(
    _ server: PageServer, _ invocation: Invocation, isLink: Bool
  ) async throws {
    let link = try await server.link()
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        return try output.row(["address": .string(server.address), "sign_in": .string(link)])
      }
      if isLink { return try output.line(link) }
      try output.line("Gleaner is at \(server.address)")
      try output.line("Sign in, once and within 15 minutes: \(link)")
    }
  }

  private static func setPassword(_ workspace: OpenWorkspace) async throws -> ExitCode {
    let hash = try PagePassword.ask(workspace)
    try await workspace.withDatabase { try await $0.setWebPassword(hash, at: Date()) }
    workspace.say("The password is set; whoever was signed in has to sign in again.")
    return .done
  }
}
