// What of a profile can be carried elsewhere: what the person and tuning changed, and what the interests are called. What
// was learned stays: it is read from notes and likes again.

import Foundation
import Service
import Store
import Taste

/// The content of an exported file.
struct ProfileFile: Codable {
  static let format = "gleaner-profile-1"
  private static let bytesMax = 8 << 20
  private static let wishesMax = 1_000

  struct Part: Codable {
    let number: Int
    let name: String
    let words: [String]
    let weight: Double
    let exemplars: [String]
  }

  let format: String
  let profile: Int64
  let builtAt: Date
  let model: String
  let settings: TasteSettings
  let wishes: [Wish]
  /// For people; an import does not read them.
  var interests: [Part]?

  init(_ profile: ProfileRow, _ wishes: WishBook) {
    format = Self.format
    self.profile = profile.id
    builtAt = profile.builtAt
    model = profile.model
    settings = profile.settings
    self.wishes = profile.wishes
    interests = wishes.interests.all.map {
      Part(
        number: $0.number, name: wishes.name(of: $0), words: $0.words, weight: $0.weight,
        exemplars: $0.exemplars.map(\.title))
    }
  }

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.dateEncodingStrategy = .iso8601
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// Reads a file that an export wrote; what it says that makes no sense is an error.
  static func read(_ path: String) throws -> ProfileFile {
    let bytes: [UInt8]
    do {
      bytes = try BoundedFile.read(path, bytesMax: bytesMax)
    } catch {
      throw InputError(name: path, message: error.message)
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let file = try? decoder.decode(ProfileFile.self, from: Data(bytes)),
      file.format == format
    else {
      throw InputError(name: path, message: "is no profile that 'gleaner profile export' wrote")
    }
    guard file.settings.isSound else {
      throw InputError(name: path, message: "has settings that make no sense; export it anew")
    }
    guard file.wishes.count <= wishesMax, file.wishes.allSatisfy(\.isSound) else {
      throw InputError(name: path, message: "has wishes that make no sense; export it anew")
    }
    return file
  }
}
