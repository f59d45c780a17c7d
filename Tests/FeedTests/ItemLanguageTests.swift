// Which language an item is in, when its text and its feed say different things.

import Testing

@testable import Feed

struct ItemLanguageTests {
  private func language(
    _ text: String, title: String = "", declared: String?...
  ) -> String? {
    ItemLanguage.of(title: title, text: text, declared: declared)?.description
  }

  @Test(arguments: [
    ("en", "The ferry leaves at noon, and whoever is late has to walk around the whole lake."),
    ("de", "Die Fähre legt um zwölf Uhr ab, und wer zu spät kommt, muss um den ganzen See laufen."),
    (
      "fr",
      "Le bac part à midi, et celui qui arrive trop tard doit faire tout le tour du lac à pied."
    ),
    ("es", "El barco sale a mediodía, y quien llega tarde tiene que rodear todo el lago a pie."),
    (
      "it",
      "Il traghetto parte a mezzogiorno, e chi arriva tardi deve fare a piedi il giro del lago."
    ),
    ("pt", "A balsa parte ao meio-dia, e quem chega atrasado tem de dar a volta ao lago a pé."),
    ("nl", "Het pontje gaat om twaalf uur; wie zich verslaapt, loopt bijna drie uur door het bos."),
    ("sv", "Färjan går klockan tolv, och den som kommer för sent får gå runt hela sjön till fots."),
    (
      "no",
      "Fergen går klokken tolv, og den som kommer for sent må gå rundt hele innsjøen til fots."
    ),
    ("pl", "Prom odpływa w południe, a kto się spóźni, musi obejść całe jezioro na piechotę."),
    ("cs", "Přívoz odjíždí v poledne a kdo přijde pozdě, musí obejít celé jezero pěšky."),
    ("fi", "Lautta lähtee keskipäivällä, ja myöhästyneen on käveltävä koko järven ympäri."),
    ("hu", "A komp délben indul, és aki elkésik, annak gyalog kell megkerülnie az egész tavat."),
    ("tr", "Vapur öğlen kalkıyor ve geç kalan bütün gölün çevresini yürümek zorunda kalıyor."),
    ("ru", "Паром уходит в полдень, и опоздавшему придётся обойти всё озеро пешком."),
    ("uk", "Пором відходить опівдні, і тому, хто спізнився, доведеться обійти все озеро пішки."),
    (
      "el", "Το πλοίο φεύγει το μεσημέρι και όποιος αργήσει πρέπει να γυρίσει τη λίμνη με τα πόδια."
    ),
    ("he", "המעבורת יוצאת בצהריים, ומי שמאחר צריך להקיף את כל האגם ברגל."),
    ("ar", "تغادر العبارة عند الظهر ومن يتأخر عليه أن يدور حول البحيرة كلها سيرا على الأقدام."),
    ("hi", "नाव दोपहर को निकलती है और जो देर से आता है उसे पूरी झील का चक्कर पैदल लगाना पड़ता है।"),
    ("bn", "খেয়া দুপুরে ছাড়ে, আর যে দেরি করে তাকে পুরো হ্রদ হেঁটে ঘুরে যেতে হয়।"),
    ("ja", "渡し船は正午に出るので、遅れた人は湖をぐるりと歩いて回らなければなりません。"),
    ("ko", "나룻배는 정오에 떠나므로 늦은 사람은 호수를 한 바퀴 걸어서 돌아야 합니다."),
    ("zh", "渡船中午开走，迟到的人只好沿着整个湖走一圈。"),
    ("zh", "渡船中午開走，遲到的人只好沿著整個湖走一圈。"),
  ])
  func `a sentence shows its language, whatever the feed declares`(_ code: String, _ text: String) {
    #expect(language(text) == code)
    #expect(language(text, declared: code == "en" ? "de" : "en-US") == code)
  }

  @Test(arguments: [
    "", "   \n", "OK", "🚲🚲🚲 🎉", "2026-01-31 08:00", "Xyzzy", "1 + 1 = 2", "\u{0}\u{1B}[31m",
    "https://example.org/the-quick-brown-fox-jumps-over-the-lazy-dog",
    "#ThrowbackThursday @somebody@example.social",
  ])
  func `what is too short or no language is as it was declared`(_ text: String) {
    #expect(language(text) == nil)
    #expect(language(text, declared: nil, "sv") == "sv")
    #expect(language(text, declared: "pt-br", "sv") == "pt-BR")
    #expect(language(text, declared: "und", "{{ site.lang }}", "de_AT") == "de-AT")
  }

  @Test
  func `the region comes from whoever declared the language that the text is in`() {
    let text = "A balsa parte ao meio-dia, e quem chega atrasado tem de dar a volta ao lago a pé."
    #expect(language(text, declared: "pt-BR") == "pt-BR")
    #expect(language(text, declared: "en-US", "pt-PT") == "pt-PT")
    #expect(language(text, declared: "en-US") == "pt")
  }

  @Test
  func `the title counts as much as the text`() {
    #expect(language("", title: "Wer zu spät kommt, muss um den ganzen See laufen") == "de")
  }

  @Test
  func `addresses and hashtags are in no language`() {
    let links = (1...20).map { "(https://example.org/how-to-read-the-news/\($0)) #weekendreading" }
      .joined(separator: " ")
    let text = "Wer zu spät kommt, muss um den ganzen See laufen: \(links)"
    #expect(language(text, declared: "en") == "de")
  }

  @Test
  func `code in a text does not make it English`() {
    let text = """
      Mit einer Schleife lassen sich alle Zeilen der Datei nacheinander lesen und ausgeben:
      for (int i = 0; i < n; i++) { printf("%s\\n", lines[i]); }
      Danach wird die Datei wieder geschlossen, sonst bleibt sie bis zum Ende des Programms offen.
      """
    #expect(language(text, declared: "en") == "de")
  }

  @Test
  func `half of one language and half of another is as it was declared`() {
    let text = """
      Die Fähre legt um zwölf Uhr ab, und wer zu spät kommt, muss um den ganzen See laufen.
      Паром уходит в полдень, и опоздавшему придётся обойти всё озеро пешком.
      """
    #expect(language(text) == nil)
    #expect(language(text, declared: "ru") == "ru")
    #expect(language(text, declared: "de") == "de")
  }

  @Test
  func `between languages that are written alike the declaration decides`() {
    let text =
      "De veerboot vertrekt om twaalf uur, en wie te laat komt moet om het hele meer lopen."
    #expect(ItemLanguage.spoken(title: "", text: text)?.primary == "af")
    #expect(language(text, declared: "nl-BE") == "nl-BE")
    #expect(language(text, declared: "en") == "af")
  }

  @Test
  func `control characters and non-characters do not hide a language`() {
    let odd = String(decoding: [0, 0x85, 0xFFFE, 0xFDD0] as [UInt16], as: UTF16.self)
    let text = "Le bac part à midi,\(odd) et celui qui arrive trop tard\u{7} doit marcher."
    #expect(language(text, declared: "en") == "fr")
  }

  @Test
  func `any bytes and any length are answered`() {
    var state: UInt64 = 7
    for count in [1, 2, 3, 31, 32, 33, 1_999, 2_000, 2_001, 100_000] {
      let bytes = (0..<count).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      _ = language(String(decoding: bytes, as: UTF8.self))
      _ = language(String(repeating: "é", count: count))
      _ = language(String(repeating: "湖", count: count))
    }
    let long = "Wer zu spät kommt, muss um den ganzen See laufen. "
    #expect(language(String(repeating: long, count: 5_000)) == "de")
    #expect(language(String(repeating: "渡船中午开走，迟到的人只好沿着整个湖走一圈。", count: 5_000)) == "zh")
  }
}
