// What happened, on standard error. A value that is passed on: no global logger, so a test or a second run in the same
// process has its own.

package import FoundationEssentials

/// How much a line of the log matters.
package enum LogLevel: Int, Sendable, Hashable, CaseIterable, Comparable {
  case debug, info, warning, error

  package static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }

  /// The level of that name.
  package init?(name: String) {
    guard let level = LogLevel.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = level
  }
}

/// How lines of the log look.
package enum LogFormat: String, Sendable, Hashable, CaseIterable {
  case text, json
}

/// Writes lines of one log.
package struct Log: Sendable {
  /// Lines below this level are left out.
  package var level: LogLevel
  package var format: LogFormat
  private let console: StandardError
  private let now: @Sendable () -> Date

  package init(
    level: LogLevel = .info, format: LogFormat = .text, to console: StandardError,
    now: @escaping @Sendable () -> Date
  ) {
    self.level = level
    self.format = format
    self.console = console
    self.now = now
  }

  /// A log as `GLEANER_LOG` chooses it: a level, a format, or both, parted by a comma; empty for the defaults.
  package init(
    choice: String, to console: StandardError, now: @escaping @Sendable () -> Date
  ) throws(UsageError) {
    self.init(to: console, now: now)
    for word in choice.split(separator: ",").map(String.init) {
      if let level = LogLevel(name: word) {
        self.level = level
      } else if let format = LogFormat(rawValue: word) {
        self.format = format
      } else {
        let known = LogLevel.allCases.map { "\($0)" } + LogFormat.allCases.map(\.rawValue)
        throw UsageError(
          "GLEANER_LOG says '\(TerminalText.excerpt(word, limit: 60))', "
            + "expected \(known.joined(separator: ", "))")
      }
    }
  }

  /// Writes one line; `fields` follow the message in their order.
  ///
  /// Text of strangers may stand in both: whatever a terminal would act on is written as an escape.
  package func write(
    _ level: LogLevel, _ message: @autoclosure () -> String,
    _ fields: @autoclosure () -> KeyValuePairs<String, JSONValue> = [:]
  ) {
    guard level >= self.level else { return }
    switch format {
    case .text: console.line(text(level, message(), fields()))
    case .json: console.line(json(level, message(), fields()))
    }
  }

  package func debug(
    _ message: @autoclosure () -> String,
    _ fields: @autoclosure () -> KeyValuePairs<String, JSONValue> = [:]
  ) { write(.debug, message(), fields()) }

  package func info(
    _ message: @autoclosure () -> String,
    _ fields: @autoclosure () -> KeyValuePairs<String, JSONValue> = [:]
  ) { write(.info, message(), fields()) }

  package func warning(
    _ message: @autoclosure () -> String,
    _ fields: @autoclosure () -> KeyValuePairs<String, JSONValue> = [:]
  ) { write(.warning, message(), fields()) }

  package func error(
    _ message: @autoclosure () -> String,
    _ fields: @autoclosure () -> KeyValuePairs<String, JSONValue> = [:]
  ) { write(.error, message(), fields()) }

  /// On a terminal the time is what the person's clock says; elsewhere each line carries it.
  private func text(
    _ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, JSONValue>
  ) -> String {
    var line = ""
    if console.terminal.isInteractive {
      line = level == .info ? "" : coloured("\(level): ", level)
    } else {
      line = "\(UTCTime.text(now()) ?? "-") \(level) "
    }
    line += TerminalText.escaped(message)
    for (key, value) in fields { line += " \(key)=\(Log.plain(value))" }
    return line
  }

  private func coloured(_ text: String, _ level: LogLevel) -> String {
    guard console.terminal.hasColor else { return text }
    let code =
      switch level {
      case .debug: "2"
      case .info: "0"
      case .warning: "33"
      case .error: "31"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// A text stands without quotes where it is one word.
  private static func plain(_ value: JSONValue) -> String {
    guard case .string(let text) = value else { return TerminalText.escaped(value.jsonText) }
    let isWord = !text.isEmpty && text.allSatisfy { !$0.isWhitespace && $0 != "\"" && $0 != "=" }
    return TerminalText.escaped(isWord ? text : value.jsonText)
  }

  private func json(
    _ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, JSONValue>
  ) -> String {
    let head = [
      JSONMember("time", .time(now())), JSONMember("level", .string("\(level)")),
      JSONMember("message", .string(message)),
    ]
    return JSONValue.object(head + fields.map { JSONMember($0.key, $0.value) }).jsonText
  }
}
