// Where secrets come from when nobody types them: an environment variable, or a file that one names, as containers and
// systemd hand them out.

/// Secrets of the environment.
package enum EnvironmentSecret {
  /// Why what is there cannot be used; the secret is not in it.
  package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    package let message: String
    package var description: String { message }
  }

  private static let bytesMax = 8 << 10

  /// The variable that names a file with what `name` would hold.
  package static func fileVariable(of name: String) -> String {
    name.hasSuffix("_FILE") ? name : name + "_FILE"
  }

  /// The secret called `name`: the variable, else the file that `NAME_FILE` names; nil where neither is set.
  ///
  /// A `name` that ends in `_FILE` always names a file. `what` is what messages call it: "key".
  package static func find(
    _ name: String, _ what: String, environment: [String: String]
  ) throws(Failure) -> String? {
    if !name.hasSuffix("_FILE"), let value = environment[name], !value.isEmpty {
      return try word(value, what, from: name)
    }
    let variable = fileVariable(of: name)
    guard let path = environment[variable], !path.isEmpty else { return nil }
    let bytes: [UInt8]
    do throws(BoundedFile.Failure) {
      bytes = try BoundedFile.read(path, bytesMax: bytesMax)
    } catch {
      throw Failure(message: "the file that \(variable) names: \(error.message)")
    }
    return try word(
      String(decoding: bytes, as: UTF8.self), what, from: "the file that \(variable) names")
  }

  private static func word(
    _ value: String, _ what: String, from place: String
  ) throws(Failure) -> String {
    let words = value.utf8.split { $0 <= 0x20 }
    guard words.count == 1, let only = words.first, only.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw Failure(message: "\(place) holds no \(what): expected one word of ASCII") }
    return String(decoding: only, as: UTF8.self)
  }
}
