// What a judge answered, as far as it is believed: an opinion with a number, and words that are shown and nothing else. An
// answer has no member for an item, a verb or an action; whatever else it holds is passed over.

import FoundationEssentials

/// A checked answer.
package struct JudgeAnswer: Sendable, Hashable {
  package static let topicsMax = 5
  package static let topicMax = 40

  package let verdict: JudgeVerdict
  /// How sure, 0 … 100.
  package let confidence: Double
  /// One plain line to show, escaped by who shows it; nil where it did not hold, see ``flaw``.
  package let reason: String?
  /// Why the reason is not shown.
  package let flaw: JudgeReason.Flaw?
  /// A few short plain words each, to show.
  package let topics: [String]

  /// The opinion on one scale: −1 is surely unwanted, 1 surely wanted, 0 unsure.
  package var position: Double { verdict.position(confidence: confidence) }

  /// Reads the answer to a question.
  ///
  /// `json` is one JSON object; unknown members are passed over, and what has the wrong type is refused with a cause. A
  /// reason that does not hold is dropped and the answer kept: its weight is learned from the person's answers and not
  /// from its prose, asking again would cost as much as another item, and a text that nobody sees can do no harm.
  package init(_ json: String, to prompt: JudgePrompt) throws(JudgeAnswerError) {
    let members = try AnswerMembers(json)
    guard let verdict = JudgeVerdict(rawValue: members.verdict) else {
      throw JudgeAnswerError(code: .range, message: "\"verdict\" is none of keep, skip, unsure")
    }
    guard (0...100).contains(members.confidence) else {
      throw JudgeAnswerError(code: .range, message: "\"confidence\" is not from 0 to 100")
    }
    let reason = JudgeReason(members.reason ?? "", prompt: prompt)
    self.verdict = verdict
    confidence = members.confidence
    self.reason = reason.text
    flaw = reason.flaw
    topics = Self.topics(members.topics, prompt: prompt)
  }

  /// The first few; what is too long or leaks is left out.
  private static func topics(_ said: [String], prompt: JudgePrompt) -> [String] {
    var topics: [String] = []
    for text in said.prefix(4 * topicsMax) where topics.count < topicsMax {
      let topic = PlainText.line(text, limit: topicMax + 1)
      guard !topic.isEmpty, topic.unicodeScalars.count <= topicMax, !topics.contains(topic),
        !JudgeReason.leaks(topic, from: prompt)
      else { continue }
      topics.append(topic)
    }
    return topics
  }
}

/// The members of an answer, of the right types.
private struct AnswerMembers: Decodable {
  let verdict: String
  let confidence: Double
  let reason: String?
  let topics: [String]

  private enum Key: String, CodingKey { case verdict, confidence, reason, topics }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    verdict = try container.decode(String.self, forKey: .verdict)
    confidence = try container.decode(Double.self, forKey: .confidence)
    reason = try container.decodeIfPresent(String.self, forKey: .reason)
    topics = try container.decodeIfPresent([String].self, forKey: .topics) ?? []
  }

  init(_ json: String) throws(JudgeAnswerError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    } catch {
      throw Self.cause(error)
    }
  }

  private static func cause(_ error: any Error) -> JudgeAnswerError {
    switch error {
    case DecodingError.keyNotFound(let key, _):
      JudgeAnswerError(code: .missing, message: "\"\(key.stringValue)\" is missing")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      JudgeAnswerError(code: .type, message: "\(name(context)) has the wrong type")
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      JudgeAnswerError(code: .range, message: "\(name(context)) cannot be read")
    default: JudgeAnswerError(code: .broken, message: "the JSON cannot be read")
    }
  }

  /// Only names of ours: a path goes through known members alone.
  private static func name(_ context: DecodingError.Context) -> String {
    context.codingPath.first.flatMap { Key(stringValue: $0.stringValue) }
      .map { "\"\($0.rawValue)\"" } ?? "the answer"
  }
}
