// Which addresses a reader may be sent to. A feed can write anything where a link should be.

import Store

enum WebAddress {
  /// The address where it is plainly one of the web; nil for anything else.
  static func plain(_ url: String?) -> String? {
    url.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
  }
}

extension Edition.Story {
  /// The item's address where it is plainly one of the web; nil for anything else.
  package var webAddress: String? {
    WebAddress.plain(item.url)
  }
}
