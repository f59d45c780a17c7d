// What a server bears of its clients. A number for everything that somebody could make large, or slow.

/// The limits of a server.
package struct ServerLimits: Sendable, Hashable {
  /// Connections at once; more have to wait for the listening queue.
  package var connections = 256
  /// Bytes of a request's first line and fields: beyond it the library answers 414 or 431.
  package var headBytes = 32 << 10
  /// Bytes of a body: beyond it the answer is 413.
  package var bodyBytes = 1 << 20
  /// How long a connection may say nothing.
  package var idle = Duration.seconds(15)
  /// How long a request may take to arrive, from its connection or the answer before it, and an answer to be taken.
  ///
  /// A client that sends a byte now and then is never idle, and holds a connection all the same.
  package var transfer = Duration.seconds(60)
  /// How long requests that are under way get when the server stops.
  package var farewell = Duration.seconds(8)

  package init() {}
}
