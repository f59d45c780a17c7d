// The person at the other end of a sign-in: questions on standard error, answers from the environment, from the keyboard
// without being shown, from a pipe, or from a browser that comes back.

import Foundation
import HTTP
import Service
import Social
import Synchronization

/// Asks whoever runs the command.
final class TerminalDialogue: SignInDialogue {
  /// How long a browser may take.
  private static let patience = 600.0
  private static let pause: Duration = .milliseconds(100)
  private static let page = """
    <!doctype html><meta charset="utf-8"><title>Gleaner</title>
    <p style="font: 1.2em sans-serif; margin: 3em">Gleaner has its answer. You can close this window.</p>
    """

  let redirect: String
  private let listener: RedirectListener?
  private let console: StandardError
  private let environment: [String: String]
  private let input = Mutex(LineReader())

  /// Without a listener a code or an address is pasted.
  init(
    redirect: String, listener: consuming RedirectListener?, console: StandardError,
    environment: [String: String]
  ) {
    self.redirect = redirect
    self.listener = listener
    self.console = console
    self.environment = environment
  }

  func say(_ line: String) { console.line(TerminalText.clean(line)) }

  func given(_ wanted: WantedSecret) throws -> String? {
    do throws(EnvironmentSecret.Failure) {
      return try EnvironmentSecret.find(wanted.variable, wanted.what, environment: environment)
    } catch { throw UsageError(error.message) }
  }

  func secret(_ wanted: WantedSecret) async throws -> String {
    if let given = try given(wanted) { return given }
    let line = try HiddenLine.reading {
      say("The \(wanted.what), which is not shown:")
      return try input.withLock { try $0.next() }
    }
    let text = line.map { String(decoding: $0, as: UTF8.self) }?
      .trimmingCharacters(in: .whitespaces)
    guard let text, !text.isEmpty else {
      throw UsageError(
        "no \(wanted.what): type it, or set \(wanted.variable) (or \(wanted.variable)_FILE to a file that holds it)"
      )
    }
    return text
  }

  func answer(to request: CodeRequest) async throws -> String {
    say("Open this address in a browser, and say yes there:")
    console.line("")
    console.line("  \(TerminalText.clean(request.address))")
    console.line("")
    say(
      request.redirect == CodeRequest.outOfBand
        ? "Then paste the code that it shows:"
        : listener != nil
          ? "The browser comes back by itself; from another machine, paste the address that it ends at:"
          : "Then paste the address that it ends at:")
    return try await wait()
  }

  /// What is typed or what a browser brings, whichever comes first.
  private func wait() async throws -> String {
    let end = Date().addingTimeInterval(Self.patience)
    var isTyping = true
    while Date() < end {
      if let query = listener?.take(answering: Self.page) { return query }
      if isTyping, input.withLock({ $0.isReady }) {
        let line = try input.withLock { try $0.next() }
        if let line, line.contains(where: { $0 > 0x20 }) {
          return String(decoding: line, as: UTF8.self)
        }
        isTyping = line != nil
        guard isTyping || listener != nil else {
          throw UsageError("no answer: paste what the browser shows, or pipe it in")
        }
      }
      try await Task.sleep(for: Self.pause)
    }
    throw UsageError("no answer within ten minutes; begin anew when you have the time")
  }
}
