// Chance for nonces and verifiers. It is an argument: the program passes the system's generator, which nobody can guess;
// a test passes one that it can.

/// Makes bytes of a generator.
package enum RandomBytes {
  package static func make(
    _ count: Int, using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
