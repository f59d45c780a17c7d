// Keys out of the bytes that a terminal sends, in whatever pieces they arrive.

import Service
import Testing

struct KeyDecoderTests {
  private static let cases: [(bytes: String, keys: [TerminalKey])] = [
    ("k", [.character("k")]), ("kK?", [.character("k"), .character("K"), .character("?")]),
    ("ü日🦐", [.character("ü"), .character("日"), .character("🦐")]),
    ("\r\n", [.enter, .enter]), ("\u{7F}\u{8}", [.backspace, .backspace]),
    ("\u{3}\u{C}\t", [.control("c"), .control("l"), .control("i")]),
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
    ("\u{1B}OA\u{1B}OH", [.up, .home]),
    ("\u{1B}[5~\u{1B}[6~\u{1B}[1~\u{1B}[4~", [.pageUp, .pageDown, .home, .end]),
    ("\u{1B}[200~kk\nq\u{1B}[201~s", [.pasted("kk\nq"), .character("s")]),
    // Keys that are not known leave none of their letters behind.
    ("\u{1B}[15~\u{1B}[1;5C\u{1B}[[Ak", [.character("k")]), ("\u{1B}kS", [.character("S")]),
    ("\u{1B}[?1;2cx", [.character("x")]), ("\u{1B}[<0;1;1Mx", [.character("x")]),
    ("\u{1B}\u{1B}[A", [.escape, .up]), ("\u{1B}[1\u{1B}[A", [.up]),
  ]

  @Test(arguments: cases)
  func `a key is known by its bytes`(bytes: String, keys: [TerminalKey]) {
    var decoder = KeyDecoder()
    #expect(decoder.keys(Array(bytes.utf8)) == keys)
    #expect(!decoder.isPending)
  }

  @Test(arguments: cases)
  func `it is the same key where its bytes come one by one`(bytes: String, keys: [TerminalKey]) {
    var decoder = KeyDecoder()
    #expect(bytes.utf8.flatMap { decoder.keys([$0]) } == keys)
  }

  @Test func `an escape that nothing follows is a key, and half a sequence is none`() {
    var decoder = KeyDecoder()
    #expect(decoder.keys([0x1B]).isEmpty && decoder.isPending)
    #expect(decoder.flush() == [.escape])
    #expect(decoder.keys([0x1B, 0x5B, 0x31]).isEmpty && decoder.isPending)
    #expect(decoder.flush().isEmpty && !decoder.isPending)
    #expect(decoder.keys([0x6B]) == [.character("k")])
  }

  @Test func `bytes that are no text are no keys, and nothing grows without end`() {
    var decoder = KeyDecoder()
    #expect(decoder.keys([0xFF, 0xC0, 0x80, 0x6B]) == [.character("k")])
    #expect(decoder.keys([0xE6, 0x41, 0x42]) == [.character("A"), .character("B")])
    #expect(decoder.keys([0x1B, 0x5B] + Array(repeating: 0x31, count: 200)).isEmpty)
    #expect(decoder.flush().isEmpty)
    let long = "\u{1B}[200~" + String(repeating: "x", count: 100_000) + "\u{1B}[201~"
    let pasted = decoder.keys(Array(long.utf8)) + decoder.keys([0x6B])
    #expect(pasted.count == 2 && pasted.last == .character("k"))
    guard case .pasted(let text) = pasted.first else { return }
    #expect(text.count <= 4_096)
  }
}
