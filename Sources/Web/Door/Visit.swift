// A request that has been let in: who asks, for what, and what the answer may use.

package import FoundationEssentials

/// A request on its way through a handler.
package struct Visit: Sendable {
  package let request: WebRequest
  /// The variable parts of the path.
  package let values: [String: String]
  package let visitor: Visitor

  package var now: Date { request.now }

  /// A variable part as a number; throws a 404 where it is none.
  package func number(_ name: String) throws(Refusal) -> Int64 {
    guard let text = values[name], let number = Int64(text), number > 0 else {
      throw Refusal(.notFound, "there is no such \(name)")
    }
    return number
  }

  /// A field of the form; throws a 422 that names it.
  package func field(_ name: String) throws(Refusal) -> String {
    guard let value = request.form[name], !value.isEmpty else {
      throw Refusal(.unprocessable, "'\(name)' is missing")
    }
    return value
  }
}

/// Who asks.
package enum Visitor: Sendable, Hashable {
  /// Nobody that is known.
  case stranger
  /// The person, signed in; forms carry `formToken`.
  case person(formToken: String)
  /// A program.
  case program(name: String, scopes: Set<TokenScope>)

  /// What tells visitors apart who are counted.
  var mark: String {
    switch self {
    case .stranger: ""
    case .person(let formToken): "session \(formToken)"
    case .program(let name, _): "program \(name)"
    }
  }

  /// What forms of a page have to carry; empty for who has no forms.
  package var formToken: String {
    if case .person(let formToken) = self { formToken } else { "" }
  }
}
