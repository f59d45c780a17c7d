// From what a provider answered to a setback. Statuses are read as OpenAI, OpenRouter and the local servers use them,
// which is not always as RFC 9110 has them; where an error stands in a good answer, its own code is the status.

import HTTP
import Service

extension Setback {
  /// Words in the error of a provider that say: it is the text that is not wanted, not the asker.
  private static let moderationWords = [
    "moderation", "flagged", "content_filter", "content_policy", "content policy", "guardrail",
    "responsibleai", "safety system",
  ]
  private static let textStatuses: Set<Int> = [400, 403, 422, 451]
  /// OpenAI sends 429 where no money is left.
  private static let paymentWords = ["insufficient_quota", "exceeded your current quota"]
  /// So much of a server's words is repeated.
  private static let excerpt = 200

  /// The setback that an answer is; nil where it is a good one.
  ///
  /// `json` is what its body holds, searched for the key already; nil where it is no JSON.
  init?(status: Int, json: JSONValue?, isPage: Bool, at line: KeyedProvider) {
    let isGood = (200..<300).contains(status)
    let fault = json.flatMap(Self.fault)
    guard !isGood || fault != nil else { return nil }
    let code = isGood ? fault?.code ?? 502 : status
    let said = line.mask("\(fault?.message ?? "") \(fault?.more ?? "")")
    let meaning = Self.meaning(of: code, said.lowercased(), at: line)
    let shown =
      isPage
      ? "a web page" : TerminalText.excerpt(line.mask(fault?.message ?? ""), limit: Self.excerpt)
    let tail = (isGood ? "error \(code)" : "\(code)") + (shown.isEmpty ? "" : ": \(shown)")
    self.init(
      meaning.code, "\(meaning.words) (\(tail))\(meaning.remedy)", at: line.provider.name,
      course: meaning.course, isFree: meaning.isFree)
    self.said = said
  }

  private struct Meaning {
    var code: ModelError.Code
    var course: Course
    var words: String
    var remedy = ""
    var isFree = true

    init(
      _ code: ModelError.Code, _ course: Course, _ words: String, _ remedy: String = "",
      isFree: Bool = true
    ) {
      (self.code, self.course, self.words) = (code, course, words)
      (self.remedy, self.isFree) = (remedy, isFree)
    }
  }

  private static func meaning(
    of code: Int, _ words: String, at line: KeyedProvider
  ) -> Meaning {
    switch code {
    case _ where textStatuses.contains(code) && moderationWords.contains(where: words.contains):
      Meaning(.refused, .end, "it refuses the text itself")
    case 402: unpaid
    case 429 where paymentWords.contains(where: words.contains): unpaid
    case 401, 403, 407: Meaning(.key, .off, line.keyRefused, "; it is not asked again in this run")
    case 429:
      Meaning(.throttled, .again, "it asks for fewer requests", "; 'per_minute' sets a pace")
    case 404, 405, 410:
      Meaning(.settings, .off, "there is no such address or model", "; check 'url' and 'model'")
    case 408, 409, 425, 500, 502, 503, 520...523, 529: Meaning(.server, .again, "it failed")
    // A gateway gave up on a server that may still be writing, and counting.
    case 504, 524, 598, 599: Meaning(.server, .again, "it failed", isFree: false)
    default: Meaning(.request, .next, "it does not take the question")
    }
  }

  private static let unpaid = Meaning(
    .payment, .off, "there is no credit left", "; nothing more is spent there in this run")

  /// What a provider says of a failure.
  private struct Fault {
    var code: Int?
    /// For people.
    var message: String
    /// What names the kind, for the look-up of words; it may repeat the question, and is not shown.
    var more = ""
  }

  /// The error that a body holds, wherever it stands: at the top, or in a choice (OpenRouter).
  private static func fault(_ json: JSONValue) -> Fault? {
    let choice = json["choices"]?.array?.first
    guard let error = present(json["error"]) ?? present(choice?["error"]) else {
      guard choice?["finish_reason"]?.string == "error" else { return nil }
      return Fault(message: "the answer ended in an error")
    }
    if let text = error.string { return Fault(message: text) }
    let code = error["code"]?.int ?? error["status"]?.int ?? error["code"]?.string.flatMap(Int.init)
    let names = [error["code"]?.string, error["type"]?.string, error["param"]?.string]
      .compactMap(\.self)
    let metadata = error["metadata"]?.jsonText ?? ""
    return Fault(
      code: code, message: error["message"]?.string ?? names.first ?? "no reason given",
      more: (names + [metadata]).joined(separator: " "))
  }

  private static func present(_ value: JSONValue?) -> JSONValue? {
    guard let value, value != .null, value != false else { return nil }
    return value
  }
}
