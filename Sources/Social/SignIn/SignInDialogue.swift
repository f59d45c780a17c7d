// What a sign-in has to ask. The terminal answers, or the environment, or a test.

/// A secret that only the person has.
package struct WantedSecret: Sendable, Hashable {
  /// The environment variable that may hold it.
  package let variable: String
  /// As in "the app password".
  package let what: String

  package init(_ variable: String, _ what: String) {
    (self.variable, self.what) = (variable, what)
  }
}

/// Talks to whoever signs in.
package protocol SignInDialogue: Sendable {
  /// Where the browser comes back to; ``CodeRequest/outOfBand`` where a code is pasted.
  var redirect: String { get }
  /// Says a line that is no result.
  func say(_ line: String)
  /// The secret, of the environment or typed without being shown.
  func secret(_ wanted: WantedSecret) async throws -> String
  /// The secret of the environment, where it is set.
  func given(_ wanted: WantedSecret) throws -> String?
  /// Shows the address to be opened, and gives what comes back: a code, or an address or query that holds one.
  func answer(to request: CodeRequest) async throws -> String
}
