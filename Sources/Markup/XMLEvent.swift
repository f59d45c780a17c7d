// The scanner's side of an event, before a sink hears of it.

/// What the scanner finds.
enum XMLEvent {
  /// The attributes are asked for by `withAttributes`, before the next event.
  case start(XMLName)
  case text(Bytes)
  case reference(HTMLEntities.Reference)
  case end(XMLName)
}
