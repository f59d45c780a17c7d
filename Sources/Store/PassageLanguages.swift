// In which language each passage is, for its word forms. Two words of a chat show none, but the chat does.

import Feed

extension ImportedDocument {
  /// For each passage ISO 639-1, as far as its text or that of all passages shows it; else empty.
  var languages: [String] {
    let whole = language(of: passages.lazy.map(\.text).prefix(50).joined(separator: "\n"))
    return passages.map { passage in
      let own = passages.count == 1 ? "" : language(of: passage.text)
      return own.isEmpty ? whole : own
    }
  }

  private func language(of text: String) -> String {
    ItemLanguage.spoken(title: "", text: text)?.primary ?? ""
  }
}
