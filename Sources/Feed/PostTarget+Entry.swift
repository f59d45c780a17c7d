// Which post an entry of a network is.

extension PostTarget {
  /// The post of an entry, by the name that its whole network knows it by; nil where the entry names none.
  package init?(of entry: Entry, on network: Network) {
    let metadata = entry.metadata
    let uri =
      network == .mastodon
      ? metadata.links.first { $0.rel == "self" }?.href ?? metadata.link : metadata.id
    guard let uri else { return nil }
    self.init(network, uri: uri)
  }
}
