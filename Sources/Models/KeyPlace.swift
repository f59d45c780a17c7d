// Where keys come from: an environment variable, or a file that one names, as containers and systemd hand out secrets.

import Service

/// Names of keys, and what they lead to.
package enum KeyPlace {
  /// What became of looking for a key.
  package enum Finding: Sendable {
    /// The provider needs none.
    case unneeded
    case present(ModelKey)
    /// With what to do about it.
    case missing(String)
  }

  private static let nameMax = 64

  /// Whether a text is the name of an environment variable, and not perhaps a key.
  ///
  /// Names are in capitals. A long run of them with digits and without an underscore looks like a key.
  package static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...nameMax).contains(bytes.count), !(0x30...0x39).contains(bytes[0]),
      bytes.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
    else { return false }
    return bytes.split(separator: 0x5F).allSatisfy { part in
      part.count < 16 || !part.contains { (0x30...0x39).contains($0) }
    }
  }

  /// Looks for the key called `name`: the variable, else the file that `NAME_FILE` names.
  ///
  /// A `name` that ends in `_FILE` always names a file.
  package static func find(_ name: String?, environment: [String: String]) -> Finding {
    guard let name else { return .unneeded }
    do throws(EnvironmentSecret.Failure) {
      if let word = try EnvironmentSecret.find(name, "key", environment: environment) {
        return .present(ModelKey(word))
      }
    } catch {
      return .missing(error.message)
    }
    let variable = EnvironmentSecret.fileVariable(of: name)
    let other = variable == name ? "" : " (or \(variable) to a file that holds it)"
    return .missing("\(name) is not set; set it to the key\(other)")
  }
}
