// One thing that was kept in two services is one thing that the person likes: as evidence it would count twice, and in a
// list it would stand twice.

import Feed

/// What a like is known by wherever it is kept.
struct LikeKeys: Sendable, Hashable {
  /// The page, where it has an address of its own, and what it says.
  let all: [String]

  /// A title alone is no text: many pages are called "Home".
  init(url: String?, title: String, text: String) {
    let page = url.flatMap { PageKey.of($0) ?? $0 }
    let says = text.isEmpty && url != nil ? nil : "\(title)\u{1F}\(text)"
    all = [page.map { "page \($0)" }, says.map { "text \($0)" }].compactMap(\.self)
  }
}

/// Finds likes that are one.
enum SameLikes {
  /// For each like the number of the first one that is the same, its own where there is none before it.
  ///
  /// Two are the same when they have a key in common, also by way of others.
  static func firsts(_ likes: [LikeKeys]) -> [Int] {
    var parents = Array(likes.indices)
    var known: [String: Int] = [:]
    for (number, like) in likes.enumerated() {
      for key in like.all {
        guard let other = known[key] else {
          known[key] = number
          continue
        }
        let (one, two) = (root(number, &parents), root(other, &parents))
        parents[max(one, two)] = min(one, two)
      }
    }
    return likes.indices.map { root($0, &parents) }
  }

  private static func root(_ number: Int, _ parents: inout [Int]) -> Int {
    var root = number
    while parents[root] != root { root = parents[root] }
    var place = number
    while parents[place] != root { (parents[place], place) = (root, parents[place]) }
    return root
  }
}
