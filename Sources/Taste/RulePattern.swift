// Regular expressions over RE2 (Cox, Regular Expression Matching in the Wild, 2010): an automaton and no backtracking, so
// that no pattern and no text can make a search take more than pattern × text steps. docs/decisions says why.

import CPattern

/// A compiled pattern.
@safe
package final class RulePattern: Sendable {
  // Immutable after creation; RE2 may be asked by any number of threads.
  private nonisolated(unsafe) let handle: OpaquePointer

  /// Bytes of a pattern.
  package static let lengthMax = 500
  /// Instructions of a compiled pattern: `(a{1,100}){1,100}` is short and large.
  package static let sizeMax = 2_000
  /// Bytes of a text that are searched.
  package static let textMax = 1 << 16
  private static let messageRoom = 200

  /// Why a pattern was refused, to stand after `is`.
  package struct Refusal: Error, Sendable, Hashable {
    package let message: String
  }

  /// Compiles a pattern; capitals do not matter, unless it says `(?-i)`.
  package init(_ text: String) throws(Refusal) {
    guard (1...Self.lengthMax).contains(text.utf8.count) else {
      throw Refusal(message: "\(text.utf8.count) bytes long, expected 1 to \(Self.lengthMax)")
    }
    var message = [CChar](repeating: 0, count: Self.messageRoom)
    guard
      let handle = unsafe cpattern_create(text, text.utf8.count, &message, Self.messageRoom)
    else {
      throw Refusal(message: "no regular expression: \(Self.text(message))")
    }
    unsafe self.handle = handle
    guard size <= Self.sizeMax else {
      throw Refusal(message: "too large a regular expression: repeat less often")
    }
  }

  deinit { unsafe cpattern_destroy(handle) }

  /// A search takes at most so many steps for each byte of text.
  package var size: Int { unsafe cpattern_size(handle) }

  /// Whether the pattern is anywhere in the first ``textMax`` bytes of a text.
  package func isIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe cpattern_is_in(
          handle, characters.baseAddress, min(characters.count, Self.textMax))
      }
    }
  }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
