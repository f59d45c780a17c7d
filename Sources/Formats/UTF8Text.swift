// UTF-8 as it really arrives: valid nearly always, and then it must cost nothing; else with a few bytes that are none,
// each of which becomes U+FFFD and changes nothing around it.

/// Checks and repairs UTF-8.
enum UTF8Text {
  /// How a run of bytes reads as UTF-8.
  struct Survey: Equatable {
    /// Complete sequences of two bytes and more.
    var multibyte = 0
    /// Stray bytes and cut sequences.
    var bad = 0
  }

  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Counts what is valid and what is not.
  static func survey(_ bytes: ArraySlice<UInt8>) -> Survey {
    var survey = Survey()
    unsafe bytes.withUnsafeBufferPointer { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      var index = 0
      while index < buffer.count {
        // Eight bytes of ASCII at once.
        if index + 8 <= buffer.count,
          unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & Self.highs == 0
        {
          index += 8
          continue
        }
        let length = unsafe sequenceLength(buffer, at: index)
        if length > 1 { survey.multibyte += 1 }
        guard length == 0 else {
          index += length
          continue
        }
        survey.bad += 1
        index += unsafe cutLength(buffer, at: index)
      }
    }
    return survey
  }

  /// Replaces what is not UTF-8: each stray byte, and each sequence that was cut, by one U+FFFD.
  static func repaired(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let length = unsafe sequenceLength(buffer, at: index)
        if length > 0 {
          for offset in 0..<length { unsafe result.append(buffer[index + offset]) }
          index += length
          continue
        }
        result += [0xEF, 0xBF, 0xBD]
        index += unsafe cutLength(buffer, at: index)
      }
    }
    return result
  }

  /// The length of the valid sequence at `index`, or 0 (RFC 3629: no overlong forms, no surrogates).
  private static func sequenceLength(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = unsafe buffer[index]
    guard lead >= 0x80 else { return 1 }
    let (length, low, high): (Int, UInt8, UInt8) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80, 0xBF)
      case 0xE0: (3, 0xA0, 0xBF)
      case 0xED: (3, 0x80, 0x9F)
      case 0xE1...0xEF: (3, 0x80, 0xBF)
      case 0xF0: (4, 0x90, 0xBF)
      case 0xF1...0xF3: (4, 0x80, 0xBF)
      case 0xF4: (4, 0x80, 0x8F)
      default: (0, 0, 0)
      }
    guard length > 0, index + length <= buffer.count else { return 0 }
    guard unsafe (low...high).contains(buffer[index + 1]) else { return 0 }
    for offset in 2..<max(2, length) {
      guard unsafe (0x80...0xBF).contains(buffer[index + offset]) else { return 0 }
    }
    return length
  }

  /// The length of a sequence that began well at `index` and was cut; 1 for a stray byte.
  private static func cutLength(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let wanted =
      switch unsafe buffer[index] {
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    var length = 1
    while length < wanted, index + length < buffer.count,
      unsafe (0x80...0xBF).contains(buffer[index + length])
    {
      length += 1
    }
    return length
  }
}

/// windows-1252 as WHATWG defines it: every byte has a meaning, so it never fails.
enum Windows1252 {
  static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    // Room that is not used costs nothing; growing would cost a second copy.
    result.reserveCapacity(bytes.count * 3)
    for byte in bytes { append(byte, to: &result) }
    return result
  }

  static func append(_ byte: UInt8, to result: inout [UInt8]) {
    guard byte >= 0x80 else { return result.append(byte) }
    let code = byte < 0xA0 ? high[Int(byte) - 0x80] : UInt16(byte)
    guard code >= 0x800 else {
      result.append(0xC0 | UInt8(code >> 6))
      result.append(0x80 | UInt8(code & 0x3F))
      return
    }
    result.append(0xE0 | UInt8(code >> 12))
    result.append(0x80 | UInt8(code >> 6 & 0x3F))
    result.append(0x80 | UInt8(code & 0x3F))
  }

  /// The byte that means a character, or nil; U+0080 … U+009F stand for themselves too.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value < 0x100 { return UInt8(scalar.value) }
    guard scalar.value < 0x2123, let index = high.firstIndex(of: UInt16(scalar.value)) else {
      return nil
    }
    return UInt8(0x80 + index)
  }

  private static let high: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
