// What several calls read and answer alike.

import Feed
import Service

extension APICall {
  /// The words of a parameter that is a list.
  func words(_ name: String) -> [String] {
    (values[name]?.array ?? []).compactMap(\.string)
  }

  /// The account that was named; throws a 404 where there can be none of that name.
  func account(_ value: JSONValue?) throws(Refusal) -> AccountName? {
    guard let text = value?.string else { return nil }
    guard let account = AccountName(text) else {
      throw Refusal(.notFound, "there is no such account; \(AccountName.shape) names one")
    }
    return account
  }

  /// A page of rows of which one more than fits was asked for.
  func page<Row>(
    _ rows: [Row], of list: String, _ json: (Row) -> JSONValue, id: (Row) -> Int64
  ) -> APIReply {
    let shown = rows.prefix(limit)
    let last = rows.count > limit ? shown.last : nil
    return APIReply(
      rows: shown.map(json), next: last.map { APICursor(list, after: [.int(Int(id($0)))]) })
  }
}
