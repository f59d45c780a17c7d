// What stands around a post in a timeline: who brought it here, what it answers and quotes, what it shows, and what others
// did with it. Kept beside its item and shown with it; nothing of it is judged that ``PostText`` has not taken already.

import FoundationEssentials

/// A post's surroundings, as they were when it was last seen.
package struct PostContext: Sendable, Hashable {
  /// People who passed a post on that are kept: beyond them it is a crowd.
  package static let boostsMost = 50
  /// Pictures, films and sounds.
  package static let mediaMost = 16
  /// Letters of one text: an answer's whole post, a description of a picture.
  package static let lettersMost = 4_000

  package let network: Network
  /// Who passed it on, each once, the first first.
  package var boosts: [Repost] = []
  package var replyTo: PostReference?
  package var quoted: PostReference?
  package var media: [Link] = []
  package var card: LinkCard?
  package var engagement = Engagement()

  package init(_ network: Network) { self.network = network }

  /// The surroundings of one post that stands in a pull once or several times.
  package init(_ network: Network, of entries: [Entry]) {
    self.network = network
    boosts = Self.each(entries.compactMap { $0.post?.repost })
    guard let entry = entries.first else { return }
    replyTo = entry.post?.replyTo.map(\.bounded)
    quoted = entry.post?.quoted.map(\.bounded)
    media = entry.media.prefix(Self.mediaMost).map(\.bounded)
    card = entry.post?.card.map(\.bounded)
    engagement = entry.engagement
  }

  /// Each person once, with the first time.
  package static func each(_ boosts: [Repost]) -> [Repost] {
    var seen: Set<String> = []
    let sorted = boosts.enumerated().sorted { one, other in
      (one.element.at ?? .distantFuture, one.offset)
        < (other.element.at ?? .distantFuture, other.offset)
    }
    return Array(
      sorted.map(\.element).filter { $0.by.mark.map { seen.insert($0).inserted } ?? false }
        .prefix(boostsMost))
  }
}

extension Person {
  /// What tells a person of a network from all others there; nil for nobody.
  package var mark: String? {
    [id, handle, href, name].lazy.compactMap(\.self).first { !$0.isEmpty }
  }

  /// As people call them: by name, else by handle.
  package var called: String? {
    [name, handle.map { "@\($0)" }].lazy.compactMap(\.self).first { !$0.isEmpty }
  }
}

extension String {
  fileprivate var bounded: String { String(prefix(PostContext.lettersMost)) }
}

extension PostReference {
  fileprivate var bounded: PostReference {
    var copy = self
    copy.text = text.bounded
    copy.media = media.prefix(PostContext.mediaMost).map(\.bounded)
    copy.card = card.map(\.bounded)
    return copy
  }
}

extension Link {
  fileprivate var bounded: Link {
    var copy = self
    copy.alt = alt.map(\.bounded)
    return copy
  }
}

extension LinkCard {
  fileprivate var bounded: LinkCard {
    var copy = self
    copy.text = text.map(\.bounded)
    return copy
  }
}
