// `ScalarTables` unpacked into pages of 256 scalars, so that one look-up answers what a scalar becomes. Pages that
// are all alike (ideographs, private use) are shared; the whole is about 150 kB.

/// What the tokenizer does with each Unicode scalar.
struct ScalarClasses: Sendable {
  /// What becomes of one scalar.
  enum Outcome: UInt32 {
    case keep, removed, space, ideograph, punctuation
    /// Replaced by one scalar, or by several.
    case one, several
  }

  private var pageOf = [UInt16](repeating: 0, count: 0x1100)
  private var entries: [UInt32]
  private var sequences: [UInt32] = []

  init() {
    // The first pages are uniform: one for each outcome that needs no value.
    let uniform: [Outcome] = [.keep, .removed, .space, .ideograph, .punctuation]
    entries = uniform.flatMap { [UInt32](repeating: $0.rawValue, count: 256) }
    mark(ScalarTables.punctuation, .punctuation)
    mark(ScalarTables.removed, .removed)
    mark(ScalarTables.space, .space)
    mark(ScalarTables.ideographs, .ideograph)
    for word in ScalarTables.mapped.split(whereSeparator: \.isWhitespace) { map(word) }
  }

  /// The outcome for a scalar; `value` is the replacement, or where in `sequence(at:)` the replacements stand.
  @inline(__always)
  func look(_ scalar: UInt32) -> (outcome: Outcome, value: UInt32) {
    let entry = entries[Int(pageOf[Int(scalar >> 8)]) << 8 | Int(scalar & 0xFF)]
    return (Outcome(rawValue: entry & 7) ?? .keep, entry >> 3)
  }

  func sequence(at index: UInt32) -> ArraySlice<UInt32> {
    let start = Int(index)
    return sequences[(start + 1)...(start + Int(sequences[start]))]
  }

  /// True also for ideographs that are replaced by their canonical form.
  @inline(__always)
  func isIdeograph(_ scalar: UInt32) -> Bool {
    scalar >= 0x3400 && look(scalar).outcome == .ideograph
      || (0xF900...0xFAFF).contains(scalar) || (0x2F800...0x2FA1F).contains(scalar)
  }

  private mutating func mark(_ table: String, _ outcome: Outcome) {
    for word in table.split(whereSeparator: \.isWhitespace) {
      let range = Self.range(word)
      var scalar = range.lowerBound
      while scalar <= range.upperBound {
        if scalar & 0xFF == 0, scalar + 0xFF <= range.upperBound {
          pageOf[Int(scalar >> 8)] = UInt16(outcome.rawValue)
          scalar += 0x100
        } else {
          set(scalar, outcome.rawValue)
          scalar += 1
        }
      }
    }
  }

  /// Reads `A=B`, `A-B=C`, `A-B/2=C` or `A=B+C`.
  private mutating func map(_ word: Substring) {
    let sides = word.split(separator: "=")
    guard sides.count == 2 else { return }
    let source = sides[0].split(separator: "/")
    let targets = sides[1].split(separator: "+").compactMap { UInt32($0, radix: 16) }
    guard targets.count == 1 else {
      set(Self.range(source[0]).lowerBound, UInt32(sequences.count) << 3 | Outcome.several.rawValue)
      sequences.append(UInt32(targets.count))
      sequences += targets
      return
    }
    let range = Self.range(source[0])
    for scalar in stride(from: range.lowerBound, through: range.upperBound, by: source.count) {
      set(scalar, (targets[0] + scalar - range.lowerBound) << 3 | Outcome.one.rawValue)
    }
  }

  private mutating func set(_ scalar: UInt32, _ entry: UInt32) {
    let page = Int(scalar >> 8)
    if pageOf[page] < 5 {
      let shared = Int(pageOf[page]) << 8
      pageOf[page] = UInt16(entries.count >> 8)
      entries += entries[shared..<(shared + 256)]
    }
    entries[Int(pageOf[page]) << 8 | Int(scalar & 0xFF)] = entry
  }

  private static func range(_ word: Substring) -> ClosedRange<UInt32> {
    let ends = word.split(separator: "-").compactMap { UInt32($0, radix: 16) }
    let first = ends.first ?? 0
    return first...max(first, ends.last ?? first)
  }
}
