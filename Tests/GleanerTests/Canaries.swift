// Secrets that are easy to find, for tests that look for them wherever something comes out.

import TestSupport

/// Knows every secret that the servers give and the person has.
enum Canaries {
  /// Beginnings that every secret of the servers has, and those that the person gives.
  private static let all = [
    "mstdnaccess", "mstdncode", "mstdnsecret", "bskyaccess", "bskyrefresh", "xtwoaccess",
    "xtwocode", "xtworefresh", BlueskyServer.password, AccountHouse.key, XServer.clientSecret,
    XServer.keys[1], XServer.keys[2], XServer.keys[3],
  ]

  /// The canaries that a text holds, plainly or in the hexadecimal that a dump has of bytes.
  static func found(in text: String) -> [String] {
    let lowered = text.lowercased()
    return all.filter { canary in
      let hex = canary.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      return lowered.contains(canary.lowercased()) || lowered.contains(hex)
    }
  }
}
