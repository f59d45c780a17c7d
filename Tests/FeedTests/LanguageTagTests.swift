// Tags as feeds write them.

import Testing

@testable import Feed

struct LanguageTagTests {
  @Test(arguments: [
    ("en", "en"), ("en-US", "en-US"), ("EN_us", "en-US"), (" de-at ", "de-AT"),
    ("pt-br.UTF-8", "pt-BR"),
    ("zh-Hant-TW", "zh-TW"), ("zh-hans", "zh"), ("es-419", "es-419"), ("en-us, en", "en-US"),
    ("fr;q=0.8", "fr"), ("sr-Latn-RS", "sr-RS"), ("de-1996", "de"), ("en-x-gb", "en"),
    ("yue", "yue"),
    ("iw", "he"), ("nb-NO", "no-NO"), ("eng", "en"), ("ger", "de"), ("jp", "ja"),
    ("cmn-Hans-CN", "zh-CN"),
  ])
  func `a tag gives the language and its region`(_ text: String, _ tag: String) {
    #expect(LanguageTag(text)?.description == tag)
  }

  @Test(arguments: [
    "", "-", "e", "english", "und", "mul", "zxx", "x-default", "{{ page.lang }}", "12", "énglish",
    "dé",
    "*", "en" + String(repeating: "a", count: 100),
  ])
  func `what names no language is none`(_ text: String) {
    #expect(LanguageTag(text) == nil)
  }

  @Test(arguments: [
    ("pt", "pt", true), ("pt", "pt-BR", true), ("pt-BR", "pt-BR", true), ("pt-BR", "pt", true),
    ("pt-BR", "pt-PT", false), ("pt", "es", false), ("nb", "nn-NO", true),
  ])
  func `a region has to match only where both name one`(
    _ wanted: String, _ given: String, _ isCovered: Bool
  ) throws {
    let (wanted, given) = (try #require(LanguageTag(wanted)), try #require(LanguageTag(given)))
    #expect(wanted.covers(given) == isCovered)
  }
}
