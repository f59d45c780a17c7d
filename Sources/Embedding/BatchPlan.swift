// Which texts are computed together. A batch is one matrix of tokens without padding, so texts of any length may
// share it; what matters is that it is filled to the brim, because a matrix product's speed depends on its height.

/// Texts grouped into batches of at most so many tokens.
struct BatchPlan {
  /// Indices of texts; longest texts first.
  let batches: [[Int]]

  /// Takes, again and again, the longest text that still fits.
  ///
  /// A text longer than `capacity` gets a batch of its own.
  init(lengths: [Int], capacity: Int) {
    let longest = lengths.max() ?? 0
    var waiting = [[Int]](repeating: [], count: longest + 1)
    for index in lengths.indices.reversed() { waiting[lengths[index]].append(index) }
    var batches: [[Int]] = []
    var top = longest
    while true {
      while top > 0, waiting[top].isEmpty { top -= 1 }
      guard top > 0 else { break }
      var batch: [Int] = []
      var room = max(capacity, top)
      var length = top
      while length > 0 {
        if length <= room, let index = waiting[length].popLast() {
          batch.append(index)
          room -= length
        } else {
          length = min(length - 1, room)
        }
      }
      batches.append(batch)
    }
    self.batches = batches
  }

  /// Tokens per batch, so that `threads` threads all get work and a batch still is worth its overhead.
  static func capacity(tokens: Int, threads: Int, largest: Int) -> Int {
    let share = tokens / max(threads, 1) + 1
    return min(largest, max(share, 32))
  }
}
