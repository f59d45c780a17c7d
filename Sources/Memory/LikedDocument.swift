// From what a service tells to what memory keeps: things that were liked, and what the person wrote there.

import Feed
import Formats
import Store

/// Makes documents of what an export of likes told.
enum LikedDocument {
  /// A liked thing; one of which only the address is known has no passage, and is there to be known again.
  static func document(_ thing: LikedThing, origin: String) -> ImportedDocument {
    let title = thing.title.isEmpty ? Wording.opening(of: thing.text) : thing.title
    let passage = Passage(
      title: thing.title, text: thing.text, speaker: thing.author, saidAt: thing.at)
    return ImportedDocument(
      kind: .like, key: thing.key, title: title.isEmpty ? thing.url ?? thing.key : title,
      url: thing.url, writtenAt: thing.at, origin: origin, label: thing.label.rawValue,
      tags: thing.tags, passages: thing.isAddressOnly ? [] : [passage])
  }

  /// A post of the person's own: something that they said.
  static func message(_ post: OwnPost, format: String) -> ChatMessage {
    var message = ChatMessage(
      chat: post.key, chatTitle: "posts on \(format)", part: "post", thread: post.answers,
      speaker: ChatSpeaker("Me", isOwner: true), at: post.at, text: post.text)
    message.subject = post.title
    return message
  }
}
