// The two halves of a name, for whoever has to find the server behind it.

extension AccountName {
  /// Before the `@`; on Bluesky the whole handle.
  package var user: String { String(text.prefix { $0 != "@" }) }

  /// After the `@`, with a port where one is written; empty on Bluesky, where the handle says nothing of the server.
  package var host: String { String(text.drop { $0 != "@" }.dropFirst()) }
}
