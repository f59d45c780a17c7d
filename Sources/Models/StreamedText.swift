// The text of an answer as it grows, for somebody who waits. What is kept is the whole answer, read when it is there.

private import Synchronization

/// Tells the text so far, piece by piece.
final class StreamedText: Sendable {
  private let state = Mutex((events: ServerEvents(), chat: StreamedChat()))
  private let line: KeyedProvider
  private let onText: @Sendable (String) -> Void

  init(_ line: KeyedProvider, _ onText: @escaping @Sendable (String) -> Void) {
    self.line = line
    self.onText = onText
  }

  /// Takes bytes as they come.
  func take(_ bytes: [UInt8]) {
    let text = state.withLock { state -> String? in
      let before = state.chat.text.utf8.count
      for event in state.events.take(bytes) { state.chat.take(event) }
      return state.chat.text.utf8.count > before ? state.chat.text : nil
    }
    if let text { onText(line.mask(text)) }
  }
}
