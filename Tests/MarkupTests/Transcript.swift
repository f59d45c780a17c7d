// A sink that writes down what it hears, so that a test can compare a document with one line.

import Markup

/// Events as text: `<local a=v>`, `</local>`, text merged; a namespace as `{uri}`.
struct Transcript: XMLSink {
  private(set) var lines: [String] = []
  private var isInText = false
  private let naming: Naming

  enum Naming { case local, full }

  init(_ naming: Naming = .local) { self.naming = naming }

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    isInText = false
    let list = attributes.map { " \(spell($0.name))=\($0.value.string)" }
    lines.append("<\(spell(name))\(list.joined())>")
  }

  mutating func text(_ bytes: Bytes) {
    if isInText { lines[lines.count - 1] += bytes.string } else { lines.append(bytes.string) }
    isInText = true
  }

  mutating func end(_ name: XMLName) {
    isInText = false
    lines.append("</\(spell(name))>")
  }

  private func spell(_ name: XMLName) -> String {
    guard naming == .full else { return name.local.string }
    let prefix = name.prefix.isEmpty ? "" : "\(name.prefix.string):"
    return name.space.isEmpty
      ? prefix + name.local.string : "{\(name.space.string)}\(prefix)\(name.local.string)"
  }

  var joined: String { lines.joined() }
}

/// Reads a text and returns what was heard and how the document was.
func transcript(
  _ text: String, _ naming: Transcript.Naming = .local, limits: XMLLimits = XMLLimits()
) -> (events: String, outcome: XMLOutcome) {
  var sink = Transcript(naming)
  let outcome = XMLReader.read(Array(text.utf8), into: &sink, limits: limits)
  return (sink.joined, outcome)
}
