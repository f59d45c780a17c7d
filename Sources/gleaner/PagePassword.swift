// A password is typed twice, or comes once from a pipe or the environment, and only its hash goes on.

import Crypto
import Foundation
import Service

enum PagePassword {
  private static let variable = "GLEANER_WEB_PASSWORD"
  /// NIST SP 800-63B §5.1.1.2 asks for eight characters at least; nobody else limits the tries of who has the database.
  private static let lengths = 10...200

  /// The hash of the password that is given.
  static func ask(_ workspace: OpenWorkspace) throws -> String {
    let password = try given() ?? typed(workspace)
    guard lengths.contains(password.count) else {
      throw UsageError("a password has \(lengths.lowerBound) to \(lengths.upperBound) characters")
    }
    var chance = SystemRandomNumberGenerator()
    guard let hash = PasswordHash.make(password, using: &chance) else {
      throw UsageError("64 MB of memory are needed to keep a password, and are not there")
    }
    return hash
  }

  private static func given() throws -> String? {
    do throws(EnvironmentSecret.Failure) {
      return try EnvironmentSecret.find(
        variable, "password of the pages", environment: ProcessInfo.processInfo.environment)
    } catch { throw UsageError(error.message) }
  }

  private static func typed(_ workspace: OpenWorkspace) throws -> String {
    var input = LineReader()
    func line(_ question: String) throws -> String? {
      workspace.say(question)
      return try input.next().map { String(decoding: $0, as: UTF8.self) }
    }
    return try HiddenLine.reading {
      guard let first = try line("The password of the pages, which is not shown:") else {
        throw UsageError("no password: type it, pipe it in, or set \(variable)")
      }
      guard isatty(STDIN_FILENO) == 1 else { return first }
      guard try line("Once more:") == first else { throw UsageError("those were two passwords") }
      return first
    }
  }
}
