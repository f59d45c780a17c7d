// What is refused as no text, and what is not.

import Formats
import Testing

@Suite struct BinaryKindTests {
  @Test(arguments: [
    "An ordinary note.\r\n\twith a tab and a form feed\u{0C}", "日本語の覚え書き", "\u{1B}[1mbold\u{1B}[0m",
    "one damaged \u{01} byte among many others of a text", "",
  ])
  func `text is text`(text: String) {
    #expect(BinaryKind.name(Array(text.utf8)[...]) == nil)
  }

  @Test func `what is full of control characters is binary though it has few zero bytes`() {
    let bytes = (0..<40).flatMap { _ in Array(UInt8.min...UInt8.max) }
    #expect(BinaryKind.name(bytes[...]) == "binary data")
  }

  @Test func `text of two bytes a character is text when it is marked`() {
    let wide: [UInt8] = [0xFF, 0xFE] + Array("wide".utf16).flatMap { [UInt8($0 & 0xFF), 0] }
    #expect(BinaryKind.name(wide[...]) == nil)
  }
}
