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
  private static let bytesMax = 8 << 10

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
    if !name.hasSuffix("_FILE"), let value = environment[name], !value.isEmpty {
      return key(value, from: name)
    }
    let variable = name.hasSuffix("_FILE") ? name : name + "_FILE"
    guard let path = environment[variable], !path.isEmpty else {
      let other = variable == name ? "" : " (or \(variable) to a file that holds it)"
      return .missing("\(name) is not set; set it to the key\(other)")
    }
    do throws(BoundedFile.Failure) {
      let bytes = try BoundedFile.read(path, bytesMax: bytesMax)
      return key(String(decoding: bytes, as: UTF8.self), from: "the file that \(variable) names")
    } catch {
      return .missing("the file that \(variable) names: \(error.message)")
    }
  }

  private static func key(_ value: String, from place: String) -> Finding {
    let bytes = value.utf8.split { $0 <= 0x20 }
    guard bytes.count == 1, let only = bytes.first, only.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return .missing("\(place) holds no key: expected one word of ASCII") }
    return .present(ModelKey(String(decoding: only, as: UTF8.self)))
  }
}
