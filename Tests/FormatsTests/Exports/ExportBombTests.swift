// Files that are made to take for ever or to fill the memory.

import Formats
import Testing

struct ExportBombTests {
  private func count(_ reader: any ExportReader.Type, _ text: String) -> Int {
    reader.records(Array(text.utf8)).count
  }

  @Test func `brackets without end are passed over`() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(count(PinboardJSON.self, deep) == 1)
    #expect(count(ChromeBookmarks.self, "{\"roots\":{\"a\":\(deep)") == 1)
    let folders = String(repeating: "{\"children\":[", count: 200_000)
    #expect(count(FirefoxBookmarks.self, folders) == 1)
  }

  @Test func `a record of a million values costs no more than it may`() {
    let values = String(repeating: "1,", count: 1_000_000)
    let records = PinboardJSON.records(
      Array("[{\"href\":\"https://a.example/\",\"x\":[\(values)1]}]".utf8))
    #expect(records.count == 1)
  }

  @Test func `entities are not expanded`() {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE posts [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><posts><post href="https://a.example/" description="&c;"/></posts>
      """
    let records = PinboardXML.records(Array(bomb.utf8))
    guard case .like(let like)? = records.first else { return #expect(Bool(false)) }
    #expect(like.title.count < 100)
  }

  @Test func `a quote that is never closed is one problem`() {
    let text =
      "title,url,time_added,tags,status\n\"open,https://a.example/\n"
      + String(repeating: "x,https://b.example/,1,,unread\n", count: 100_000)
    let records = PocketCSV.records(Array(text.utf8))
    #expect(
      records == [
        .problem(
          ExportProblem(.line(2), "the file breaks off within a quoted field that begins here"))
      ])
  }

  @Test func `a record of a hundred thousand commas is one problem or one row`() {
    let text = "title,url,time_added,tags,status\n" + String(repeating: ",", count: 1_000_000)
    #expect(PocketCSV.records(Array(text.utf8)).count == 1)
  }

  @Test func `folders within folders of a page have an end`() {
    let folders = String(repeating: "<DL><p><DT><H3>f</H3>", count: 20_000)
    let page =
      "<!DOCTYPE NETSCAPE-Bookmark-file-1>\(folders)<DL><p><DT><A HREF=\"https://a.example/\">A</A>"
    guard case .like(let like)? = BookmarkPage.records(Array(page.utf8)).first else {
      return #expect(Bool(false))
    }
    #expect(like.tags == ["f"])
  }
}
