// Which number a term has. Terms are hashes already, so that a place in a table is a multiplication away; a dictionary
// would hash the hash, and most of the time of a fit on long texts went there.

/// Terms with consecutive numbers from 0: open addressing with linear probing (Knuth, The Art of Computer Programming 3,
/// §6.4), at most half full.
struct TermTable: Sendable {
  /// A place without a term; no text has it but by a chance of one in 2⁶⁴.
  private static let none: UInt64 = 0

  private var keys: [UInt64]
  private var numbers: [Int32]
  /// 64 less the logarithm of the number of places.
  private var shift: UInt64
  private(set) var count = 0

  private init() {
    keys = [UInt64](repeating: Self.none, count: 64)
    numbers = [Int32](repeating: 0, count: 64)
    shift = 64 - 6
  }

  /// The terms that two texts or more have, and in how many each is; no text names a term twice.
  static func shared(by texts: [[UInt64]]) -> (table: TermTable, frequencies: [Int32]) {
    var candidates = TermTable()
    let again = repeated(texts).filter { candidates.insert($0) }
    var counts = [Int32](repeating: 0, count: candidates.count)
    for text in texts {
      for number in candidates.numbers(of: text) where number >= 0 { counts[Int(number)] += 1 }
    }
    var table = TermTable()
    for (term, count) in zip(again, counts) where count > 1 { _ = table.insert(term) }
    return (table, counts.filter { $0 > 1 })
  }

  /// All terms that occur again, and some that only seem to.
  ///
  /// Most terms, pairs of words above all, occur once. A bit for the hash of each tells most of these apart without
  /// keeping them (Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970, with one hash).
  private static func repeated(_ texts: [[UInt64]]) -> [UInt64] {
    let total = texts.reduce(0) { $0 + $1.count }
    let bits = max(12, 64 - (total * 4).leadingZeroBitCount)
    var seen = [UInt64](repeating: 0, count: 1 << (bits - 6))
    var again: [UInt64] = []
    for text in texts {
      for term in text {
        let place = mixed(term) >> UInt64(64 - bits)
        let (word, bit) = (Int(place >> 6), UInt64(1) << (place & 63))
        if seen[word] & bit == 0 { seen[word] |= bit } else { again.append(term) }
      }
    }
    return again
  }

  func number(_ term: UInt64) -> Int32? {
    let number = numbers(of: CollectionOfOne(term))[0]
    return number < 0 ? nil : number
  }

  /// The number of each term; −1 for an unknown one.
  func numbers(of terms: some Collection<UInt64>) -> [Int32] {
    unsafe keys.withUnsafeBufferPointer { keys in
      unsafe numbers.withUnsafeBufferPointer { numbers in
        terms.map { term in
          var place = Int(Self.mixed(term) >> shift)
          while unsafe keys[place] != term {
            if unsafe keys[place] == Self.none { return -1 }
            place = (place + 1) & (keys.count - 1)
          }
          return unsafe term == Self.none ? -1 : numbers[place]
        }
      }
    }
  }

  /// Gives a new term the next number; false for a known one.
  private mutating func insert(_ term: UInt64) -> Bool {
    guard term != Self.none, number(term) == nil else { return false }
    if count * 2 >= keys.count { grow() }
    put(term, Int32(count))
    count += 1
    return true
  }

  private mutating func put(_ term: UInt64, _ number: Int32) {
    var place = Int(Self.mixed(term) >> shift)
    while keys[place] != Self.none { place = (place + 1) & (keys.count - 1) }
    keys[place] = term
    numbers[place] = number
  }

  private mutating func grow() {
    let old = zip(keys, numbers).filter { $0.0 != Self.none }
    keys = [UInt64](repeating: Self.none, count: keys.count * 4)
    numbers = [Int32](repeating: 0, count: keys.count)
    shift -= 2
    for (term, number) in old { put(term, number) }
  }

  /// Fibonacci hashing: the high bits of the product depend on all bits of the term (Knuth, §6.4).
  @inline(__always)
  private static func mixed(_ term: UInt64) -> UInt64 { term &* 0x9E37_79B9_7F4A_7C15 }
}
