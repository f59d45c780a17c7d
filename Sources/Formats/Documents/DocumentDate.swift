// Dates of documents: those of the web, and those of PDF, which begin with a `D:` (ISO 32000-1, 7.9.4).

import FoundationEssentials

/// Reads dates of documents.
enum DocumentDate {
  /// The instant meant, or nil.
  static func read(_ text: String) -> Date? {
    guard text.hasPrefix("D:") else { return FeedDate.parse(text) }
    // D:20240131080000+01'00'
    let bare = text.dropFirst(2).filter { $0 != "'" }
    let digits = bare.prefix { $0.isNumber }.prefix(14)
    let zone = bare.dropFirst(digits.count)
    return FeedDate.parse(zone.isEmpty ? String(digits) : "\(digits)\(zone)")
  }
}
