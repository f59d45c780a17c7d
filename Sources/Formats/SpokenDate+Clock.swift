// The time of day in a spoken date: with colons, with words of a language, or as a bare "3pm".

extension SpokenDate {
  private static let hours: Set<String> = ["h", "時", "시", "点", "uhr", "ч"]
  private static let minutes: Set<String> = ["m", "min", "分", "분"]
  private static let morning: Set<String> = ["am", "a", "오전", "午前", "上午", "πμ"]
  private static let evening: Set<String> = ["pm", "p", "오후", "午後", "下午", "μμ"]

  /// Finds `h:mm[:ss[.f]]`, `h時m分`, `14h30`, `3pm` or `14.30`, and a half of the day beside it.
  mutating func readClock() {
    let short = tokens.indices.filter { isNumber($0) && tokens[$0].digits <= 2 }
    if let index = short.first(where: { isMark($0 + 1, 0x3A) && isNumber($0 + 2) }) {
      takeClock(index, end: readMinutes(from: index + 2))
    } else if let index = short.first(where: { isWord($0 + 1, Self.hours) }) {
      let hasMinutes = isNumber(index + 2) && tokens[index + 2].digits <= 2
      takeClock(index, end: hasMinutes ? readMinutes(from: index + 2) : index + 2)
    } else if let index = short.first(where: { readHalf(at: $0 + 1) != nil }) {
      takeClock(index, end: index + 1)
    } else if let index = short.first(where: isDotted) {
      result.minute = tokens[index + 2].value
      let hasSeconds = isMark(index + 3, 0x2E) && isNumber(index + 4) && tokens[index + 4].joined
      if hasSeconds { result.second = tokens[index + 4].value }
      takeClock(index, end: hasSeconds ? index + 5 : index + 3)
    }
  }

  /// `10.30` behind a year, as northern Europe writes the time.
  private func isDotted(_ index: Int) -> Bool {
    isMark(index + 1, 0x2E) && tokens[index + 1].joined && !tokens[index].joined
      && isNumber(index + 2) && tokens[index + 2].joined && tokens[index + 2].digits == 2
      && tokens[..<index].contains { $0.kind == .number && $0.digits == 4 }
  }

  private mutating func takeClock(_ index: Int, end: Int) {
    result.hour = tokens[index].value
    hasTime = true
    use(index..<end)
    if let half = readHalf(at: end) {
      afternoon = half.isEvening
      use(end..<half.end)
    } else if let half = readHalf(at: index - 1), half.end == index {
      afternoon = half.isEvening
      use(index - 1..<index)
    }
  }

  private mutating func readMinutes(from index: Int) -> Int {
    result.minute = tokens[index].value
    var end = index + 1
    if isWord(end, Self.minutes) { end += 1 }
    let colon = isMark(end, 0x3A) && isNumber(end + 1)
    let spoken = end > index + 1 && isNumber(end) && isWord(end + 1, ["秒", "초", "s", "sec"])
    guard colon || spoken else { return end }
    result.second = tokens[colon ? end + 1 : end].value
    end += 2
    if isMark(end, 0x2E) || isMark(end, 0x2C), isNumber(end + 1), tokens[end + 1].joined {
      end += 2
    }
    return end
  }

  /// `am`, `p.m.` and their like at `index`; where it ends.
  private func readHalf(at index: Int) -> (isEvening: Bool, end: Int)? {
    guard tokens.indices.contains(index), tokens[index].kind == .word else { return nil }
    let word = tokens[index].word
    let evening = Self.evening.contains(word)
    guard evening || Self.morning.contains(word) else { return nil }
    guard word.utf8.count == 1 else { return (evening, index + 1) }
    guard isMark(index + 1, 0x2E), isWord(index + 2, ["m"]) else { return nil }
    return (evening, isMark(index + 3, 0x2E) ? index + 4 : index + 3)
  }

  mutating func applyHalf() {
    guard let afternoon, result.hour <= 12 else { return }
    result.hour = result.hour % 12 + (afternoon ? 12 : 0)
  }

  func isMark(_ index: Int, _ mark: UInt8) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .mark && tokens[index].mark == mark
  }

  func isNumber(_ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .number && !tokens[index].used
  }

  func isWord(_ index: Int, _ words: Set<String>) -> Bool {
    tokens.indices.contains(index) && words.contains(tokens[index].word)
  }

  mutating func use(_ range: Range<Int>) {
    for index in range { tokens[index].used = true }
  }
}
