// A statement written as one string. What is interpolated is bound and never becomes text of the statement, so hostile
// text cannot become SQL; the exceptions are spelled out where they are used.

/// A statement and its bound values.
///
/// `"SELECT * FROM items WHERE id = \(id)"` sends `$1` and the value. `\(fragment)` of type ``SQL`` composes,
/// `\(identifier: name)` quotes a name, and `\(unescaped: text)` is the only way to insert text as it is.
package struct SQL: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
  /// The statement with `$1`, `$2` … where values stand.
  package var text: String { Self.number(pieces) }
  /// The values in order.
  var parameters: [Parameter]
  /// The text between the values: one piece more than there are values.
  private var pieces: [String]

  package init(stringLiteral text: String) {
    pieces = [text]
    parameters = []
  }

  package init(stringInterpolation: Interpolation) {
    pieces = stringInterpolation.pieces
    parameters = stringInterpolation.parameters
  }

  /// The statement without its values, for logs.
  package var description: String { text }

  /// Joins fragments, for lists of conditions or columns.
  package static func join(_ fragments: [SQL], separator: SQL) -> SQL {
    var joined: SQL = ""
    for (index, fragment) in fragments.enumerated() {
      if index > 0 { joined.append(separator) }
      joined.append(fragment)
    }
    return joined
  }

  package mutating func append(_ other: SQL) {
    pieces[pieces.count - 1] += other.pieces[0]
    pieces += other.pieces.dropFirst()
    parameters += other.parameters
  }

  package static func + (left: SQL, right: SQL) -> SQL {
    var sum = left
    sum.append(right)
    return sum
  }

  private static func number(_ pieces: [String]) -> String {
    var text = pieces[0]
    for (index, piece) in pieces.enumerated().dropFirst() { text += "$\(index)\(piece)" }
    return text
  }

  /// Collects the pieces of a literal.
  package struct Interpolation: StringInterpolationProtocol, Sendable {
    fileprivate var pieces: [String] = [""]
    fileprivate var parameters: [Parameter] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount + 1)
      parameters.reserveCapacity(interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) {
      pieces[pieces.count - 1] += literal
    }

    /// Binds a value.
    package mutating func appendInterpolation(_ value: some Bindable) {
      parameters.append(value.parameter)
      pieces.append("")
    }

    /// Binds a value, or NULL.
    package mutating func appendInterpolation<Value: Scalar>(_ value: Value?) {
      parameters.append(value.parameter)
      pieces.append("")
    }

    /// Inserts a fragment with its own values.
    package mutating func appendInterpolation(_ fragment: SQL) {
      appendLiteral(fragment.pieces[0])
      pieces += fragment.pieces.dropFirst()
      parameters += fragment.parameters
    }

    /// Inserts a name of a table, column or database, quoted.
    package mutating func appendInterpolation(identifier name: String) {
      appendLiteral(
        "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
      )
    }

    /// Inserts text as it is: for constants of the program only.
    package mutating func appendInterpolation(unescaped text: String) {
      appendLiteral(text)
    }
  }
}
