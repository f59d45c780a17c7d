// A YAML document as a tree in which everything knows where it stands: a message about a setting is only useful
// with its line and column.

/// A place in a file; both count from 1, columns in characters.
package struct YAMLPosition: Sendable, Hashable, Comparable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (a: YAMLPosition, b: YAMLPosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// One key with its value.
package struct YAMLPair: Sendable, Hashable {
  package let key: String
  package let keyPosition: YAMLPosition
  package let value: YAMLNode

  package init(key: String, keyPosition: YAMLPosition, value: YAMLNode) {
    self.key = key
    self.keyPosition = keyPosition
    self.value = value
  }
}

/// A scalar, a list or a mapping, with its place.
package struct YAMLNode: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// `plain` is false for quoted and block scalars: these are always text.
    case scalar(String, plain: Bool)
    case sequence([YAMLNode])
    /// In the order of the file; keys are unique.
    case mapping([YAMLPair])
  }

  package let content: Content
  package let position: YAMLPosition

  package init(_ content: Content, at position: YAMLPosition) {
    self.content = content
    self.position = position
  }

  /// What a scalar means; nil for lists and mappings.
  package var value: YAMLScalar? {
    guard case .scalar(let text, let plain) = content else { return nil }
    return plain ? YAMLScalar(plain: text) : .string(text)
  }

  /// True for an empty value, `~` and `null`.
  package var isNull: Bool { value == .null }

  /// What stands here, for the first half of "…, expected …".
  package var summary: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let text, _): value?.summary(of: text) ?? ""
    }
  }
}
