// Word stems by Snowball (Porter, Snowball: A language for stemming algorithms, 2001), for the languages that it knows.

import LibStemmer

/// Cuts the endings off the words of one language; to be used by one thread.
@safe
final class Stemmer {
  private let handle: OpaquePointer

  /// The languages that Snowball knows, as codes.
  static let languages = [
    "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id", "it",
    "lt", "ne", "nl", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi",
  ]
  /// A longer word is no word.
  private static let longest = 100

  /// Nil for a language that Snowball does not know.
  init?(language: String) {
    guard Self.languages.contains(language),
      let handle = unsafe sb_stemmer_new(language, "UTF_8")
    else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe sb_stemmer_delete(handle) }

  /// The stem of a word in small letters.
  func stem(_ word: String) -> String {
    guard word.utf8.count <= Self.longest else { return word }
    var word = word
    let stem = word.withUTF8 { bytes -> String? in
      guard let found = unsafe sb_stemmer_stem(handle, bytes.baseAddress, Int32(bytes.count))
      else { return nil }
      let length = unsafe Int(sb_stemmer_length(handle))
      return unsafe String(
        decoding: UnsafeBufferPointer(start: found, count: length), as: UTF8.self)
    }
    return stem ?? word
  }
}
