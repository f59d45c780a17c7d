// The forms that add sources: by address, and as another program's list.

import Foundation
import Markup
import Workspace

/// What was typed, so that it stands there again where it could not be done.
struct SourceWish: Sendable, Hashable {
  private static let tagsMax = 20

  var address = ""
  var name = ""
  var tags = ""
  var isPrivate = false

  init() {}

  /// Reads the form; throws a 422 for what is too long.
  init(_ form: Fields) throws(Refusal) {
    address = Self.line(form["address"])
    name = Self.line(form["name"])
    tags = Self.line(form["tags"])
    isPrivate = form["private"] == "yes"
    guard address.utf8.count <= 2_000, name.utf8.count <= 500, tags.utf8.count <= 1_000,
      tagList.count <= Self.tagsMax
    else { throw Refusal(.unprocessable, "an address, a name or tags are too long") }
  }

  /// Tags are written with commas between them.
  var tagList: [String] {
    tags.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  /// As an entry to be; nil where the address is none.
  func draft(in location: WorkspaceLocation) -> SourceDraft? {
    SourceDraft(
      address, in: location.root, of: location, name: name.isEmpty ? nil : name, tags: tagList,
      allowPrivate: isPrivate)
  }

  private static func line(_ text: String?) -> String {
    (text ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
      .trimmingCharacters(in: .whitespaces)
  }
}

struct SourceAdding {
  let wish: SourceWish
  /// Why it could not be done; nil before anything was tried.
  let complaint: String?
  let visitor: Visitor

  var body: Hypertext {
    let open: Hypertext = complaint == nil ? "" : " open"
    return """
      <details\(open) class="card" id="add">
      <summary>Add a source</summary>
      \(trouble)\(byAddress)\(byList)</details>

      """
  }

  private var trouble: Hypertext {
    complaint.map { "<p class=\"fault\" role=\"alert\" data-focus tabindex=\"-1\">\($0)</p>\n" }
      ?? ""
  }

  private var byAddress: Hypertext {
    let mark: Hypertext = wish.isPrivate ? " checked" : ""
    return """
      <form method="post" action="/sources/add" class="stack">\(Layout.hidden(visitor))
      <label for="address">Address of a feed, or of a page that has one</label>
      <input id="address" name="address" maxlength="2000" required inputmode="url" autocapitalize="none" autocomplete="off" spellcheck="false" value="\(wish.address)">
      <label for="name">Name, if not the feed’s own</label>
      <input id="name" name="name" maxlength="200" value="\(wish.name)">
      <label for="tags">Tags, with commas between them</label>
      <input id="tags" name="tags" maxlength="500" value="\(wish.tags)">
      <label class="choice"><input type="checkbox" name="private" value="yes"\(mark)> it is in my own network</label>
      <button class="main">Look and add</button>
      </form>
      <p class="soft">The address is looked at, which takes some seconds. A timeline of yours is added by <code>gleaner feeds add</code>.</p>

      """
  }

  private var byList: Hypertext {
    """
    <h2>From another reader</h2>
    <form method="post" action="/sources/import" enctype="multipart/form-data" class="stack">\(Layout.hidden(visitor))
    <label for="file">Its OPML file, of at most a megabyte</label>
    <input id="file" type="file" name="file" accept=".opml,.xml,text/xml,application/xml,text/x-opml">
    <label for="opml">Or what is in it</label>
    <textarea id="opml" name="opml" rows="4" spellcheck="false"></textarea>
    <label for="list-tags">Tags for all of them, with commas</label>
    <input id="list-tags" name="tags" maxlength="500">
    <button>Take them over</button>
    </form>
    <p class="soft">Folders become tags. What is listed already stays as it is, and nothing is asked before the next run.</p>

    """
  }
}
