// `judge` in the settings: what is no number within its bounds is named with its place.

import Service
import Testing
import Workspace

struct JudgeSettingsTests {
  private func problem(_ text: String) -> String? {
    do {
      _ = try Settings.decode(
        try SettingsFile.parse(Array(text.utf8), name: "gleaner.yaml"), file: "gleaner.yaml")
      return nil
    } catch { return "\(error)" }
  }

  @Test(arguments: ["judge:", "judge: {}", "judge: {influence: 0}", "judge: {influence: 5}"])
  func `what is within bounds is taken`(text: String) { #expect(problem(text) == nil) }

  @Test(arguments: [
    ("judge: {influence: 5.1}", "'influence' is the number 5.1"),
    ("judge: {influence: -0.1}", "'influence' is the number -0.1"),
    ("judge: {influence: .nan}", "'influence' is"),
    ("judge: {influence: much}", "'influence' is the text 'much'"),
    ("judge: {influence: [1]}", "'influence' is a list"),
    ("judge: {share: 1.5}", "'share' is the number 1.5"),
    ("judge: {influense: 1}", "did you mean 'influence'?"),
    ("judge: 1.5", "expected a mapping"), ("judge: [1]", "expected a mapping"),
  ])
  func `what is not is refused with its place`(text: String, words: String) throws {
    let said = try #require(problem(text))
    #expect(said.hasPrefix("gleaner.yaml:1:") && said.contains(words), "\(said)")
  }
}
