// "1 rule", "2 rules": said in many places, so it is said in one.

/// Numbers with their noun.
package enum Count {
  /// `1 rule`, `0 rules`; `plural` where an s is not enough.
  package static func of(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// `16 MB` for a limit that is a whole number of mebibytes, else its bytes.
  package static func bytes(_ number: Int) -> String {
    number > 0 && number % (1 << 20) == 0 ? "\(number >> 20) MB" : of(number, "byte")
  }
}
