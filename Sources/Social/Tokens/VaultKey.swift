// The key of the tokens. It is never in the database: the environment has it, or a file of the workspace that only its
// owner may read. Who has a copy of the database without it has no token.

package import Crypto
import Files
import Foundation
import Service

/// Finds the key that tokens are sealed with, and makes one.
package enum VaultKey {
  package static let variable = "GLEANER_KEY"
  /// Below that, guessing pays.
  private static let lettersMin = 32
  private static let bytesMax = 4_096

  /// The key: of the environment, else of the file at `path`; nil where there is neither.
  package static func find(
    environment: [String: String], file path: String
  ) throws(SocialError) -> SealingKey? {
    let secret: [UInt8]
    do {
      if let word = try EnvironmentSecret.find(variable, "key", environment: environment) {
        secret = Array(word.utf8)
      } else if let bytes = try PrivateFile.read(path, bytesMax: bytesMax) {
        secret = bytes.filter { $0 > 0x20 }
      } else {
        return nil
      }
    } catch {
      throw SocialError(.key, "the key of the tokens: \(error)")
    }
    guard secret.count >= lettersMin else {
      throw SocialError(
        .key,
        "the key of the tokens has \(secret.count) characters, expected at least \(lettersMin); "
          + "'openssl rand -hex 32' makes a good one")
    }
    return SealingKey(secret: secret)
  }

  /// The key, made and written to the file at `path` where there is none yet.
  package static func findOrMake(
    environment: [String: String], file path: String
  ) throws(SocialError) -> SealingKey {
    if let key = try find(environment: environment, file: path) { return key }
    var system = SystemRandomNumberGenerator()
    let text = Base64Text.url(RandomBytes.make(32, using: &system)) + "\n"
    do {
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      _ = try PrivateFile.create(Array(text.utf8), at: path)
    } catch {
      throw SocialError(.key, "the key of the tokens cannot be written: \(error)")
    }
    // Another process may have been quicker; then its key is the one.
    if let key = try find(environment: environment, file: path) { return key }
    throw SocialError(.key, "the key of the tokens is gone again: \(path)")
  }
}
