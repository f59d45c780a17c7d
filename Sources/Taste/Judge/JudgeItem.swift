// The item as a judge may see it: what a reader would see, and no number or address of ours.

/// The item that a judge is asked about.
package struct JudgeItem: Sendable, Hashable, Codable {
  package var title: String
  package var text: String
  /// The name of its source; empty for none.
  package var source: String

  package init(title: String, text: String, source: String = "") {
    self.title = title
    self.text = text
    self.source = source
  }
}
