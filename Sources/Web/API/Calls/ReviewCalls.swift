// Review: what to ask next, and the answers. An answer is put at its item, so that the same answer again changes nothing.

import Pipeline
import Service
import Store
import Taste

/// `/review` and `/items/{item}/answer`.
struct ReviewCalls: Sendable {
  let ground: WebGround

  var routes: [APIRoute] {
    [
      APIRoute(
        "GET", "/review", .read, "nextQuestions", "What to answer next, what teaches most first",
        parameters: [
          APIParameter(
            "limit", .integer(1...APIPage.most), "At most so many; default \(ReviewDesk.sitting).")
        ],
        answer: APIAnswer(
          .object([
            APIMember("waiting", .count, "How many wait for an answer in all."),
            APIMember("data", .list(ItemShape.question, max: APIPage.most)),
          ]), "The questions.", example: ["waiting": 40, "data": [APIExamples.question]])
      ) { try await next($0) },
      APIRoute(
        "PUT", "/items/{item}/answer", .review, "answerItem", "Answer about an item, asked or not",
        body: APIBody(
          .object([
            APIMember("answer", .choice(ReviewWord.spoken.map(\.rawValue))),
            APIMember(
              "reason", .line(0...500), "For your own record; `later` has none.",
              isRequired: false),
          ]), example: ["answer": "keep", "reason": "good figures"]),
        answer: Self.answered
      ) { try await answer($0) },
      APIRoute(
        "DELETE", "/items/{item}/answer", .review, "undoAnswer", "Take the newest answer back",
        answer: Self.answered
      ) { try await undo($0) },
    ]
  }

  private static let answered = APIAnswer(
    ItemShape.answered, "What it did.", example: APIExamples.answered)

  private func next(_ call: APICall) async throws -> APIReply {
    let batch = try await ground.reviewDesk(at: call.now)
      .batch(limit: call.values["limit"]?.int ?? ReviewDesk.sitting)
    return APIReply([
      "waiting": .int(batch.waiting),
      "data": .array(
        batch.cases.enumerated().map { ReviewListing.question($1, position: $0 + 1) }),
    ])
  }

  private func answer(_ call: APICall) async throws -> APIReply {
    let item = try call.id("item")
    let desk = try await ground.reviewDesk(at: call.now)
    let reason = call.body["reason"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    guard let word = ReviewWord(rawValue: call.body["answer"]?.string ?? ""), word != .later else {
      return try await told("later", try await desk.postpone(item))
    }
    return try await told(word.rawValue, try await desk.say(word, about: item, reason: reason))
  }

  private func undo(_ call: APICall) async throws -> APIReply {
    let item = try call.id("item")
    return try await told("undo", try await ground.reviewDesk(at: call.now).undo(item))
  }

  private func told(_ word: String, _ receipt: AnswerReceipt?) async throws -> APIReply {
    guard let receipt, let item = try await ground.database.item(receipt.item) else {
      throw ItemCalls.missing
    }
    return APIReply(ReviewListing.answer(word, receipt, item))
  }
}
