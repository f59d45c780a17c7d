// Forms that carry files: what browsers send is read to the byte, and whatever could be read in two ways is refused.

import HTTP
import Testing

@testable import Web

struct MultipartTests {
  private static let type = "multipart/form-data; boundary=----WebKitFormBoundaryAbC123"
  private static let mark = "------WebKitFormBoundaryAbC123"

  private static func body(_ parts: [(head: String, content: String)]) -> String {
    parts.map { "\(mark)\r\n\($0.head)\r\n\r\n\($0.content)\r\n" }.joined() + "\(mark)--\r\n"
  }

  private static func read(_ body: String, _ type: String = type) -> Multipart? {
    Multipart(Array(body.utf8), contentType: type)
  }

  @Test func `fields and files are read to the byte`() throws {
    let text = Self.body([
      ("Content-Disposition: form-data; name=\"token\"", "T"),
      (
        "Content-Disposition: form-data; name=\"file\"; filename=\"my %22list%22 ä.opml\"\r\nContent-Type: text/xml",
        "\r\n--\r\n------WebKitFormBoundaryAbC12\r\n<opml/>\r\n\r\n"
      ),
      ("content-disposition: form-data; name=opml", "a\r\nb & c=d+%20 é"),
    ])
    let form = try #require(Self.read(text))
    #expect(form.fields.map(\.name) == ["token", "opml"])
    #expect(form.fields.map(\.value) == ["T", "a\r\nb & c=d+%20 é"])
    #expect(form.uploads.map(\.fileName) == ["my \"list\" ä.opml"])
    #expect(
      form.uploads.first?.bytes
        == Array("\r\n--\r\n------WebKitFormBoundaryAbC12\r\n<opml/>\r\n\r\n".utf8))
  }

  @Test func `any byte may be in a file, and none that is no text in a field`() throws {
    for isFile in [true, false] {
      let name = isFile ? "; filename=\"f\"" : ""
      var body = Array(
        "\(Self.mark)\r\nContent-Disposition: form-data; name=\"f\"\(name)\r\n\r\n".utf8)
      body += Array(0...255) + Array("\r\n\(Self.mark)--".utf8)
      let form = Multipart(body, contentType: Self.type)
      #expect((form != nil) == isFile)
      #expect(!isFile || form?.uploads.first?.bytes == Array(0...255))
    }
  }

  private static let field = "Content-Disposition: form-data; name=\"a\""

  @Test(arguments: [
    "", "x", mark, "\(mark)--x", "\(mark)\r\n", "\(mark)\r\n\(field)\r\n\r\nv",
    // No end, text before and after, bare line feeds, a space behind the mark.
    "\(mark)\r\n\(field)\r\n\r\nv\r\n\(mark)",
    "preamble\r\n\(mark)\r\n\(field)\r\n\r\nv\r\n\(mark)--",
    "\(mark)\r\n\(field)\r\n\r\nv\r\n\(mark)--\r\nepilogue", "\(mark)\n\(field)\n\nv\n\(mark)--",
    "\(mark) \r\n\(field)\r\n\r\nv\r\n\(mark)--",
    "\(mark)\r\n\(field)\r\n\r\nv\r\n\(mark)--\r\n\r\n",
    "\(mark)\r\n\(field)\nX: y\r\n\r\nv\r\n\(mark)--",
  ])
  func `a broken frame is refused`(text: String) {
    #expect(Self.read(text) == nil)
  }

  @Test(arguments: [
    "", "Content-Type: text/plain", "Content-Disposition: form-data",
    "Content-Disposition: attachment; name=\"a\"", "Content-Disposition: form-data; name=\"a",
    "Content-Disposition: form-data; name=\"a\"; name=\"b\"",
    "Content-Disposition: form-data; name=\"a\" ; filename=\"b\"",
    "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''b",
    "Content-Disposition: form-data; name=\"a\\\"b\"", "\(field)\r\n\(field)",
    "\(field)\r\nContent-Transfer-Encoding: base64", "\(field)\r\n folded", "\(field)\r\nno colon",
    "\(field)\u{0}", "Content-Disposition: form-data; =\"a\"", "Content-Disposition form-data",
    "Content-Disposition: form-data; name=a b", field + String(repeating: " ", count: 5_000),
    "\(field); size=3",
  ])
  func `a part that could be read in two ways is refused`(head: String) {
    #expect(Self.read(Self.body([(head, "v")])) == nil)
  }

  @Test(arguments: [
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
    "multipart/form-data; boundary=a; boundary=a", "multipart/form-data; charset=utf-8; boundary=a",
    "multipart/mixed; boundary=a", "multipart/form-data; boundary=a\"b",
    "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=ä",
    "multipart/form-data; boundary=\(String(repeating: "a", count: 71))",
    "multipart/form-data, boundary=a", "multipart/form-datax; boundary=a",
  ])
  func `a boundary that is none is refused`(type: String) {
    #expect(Self.read("--a\r\n\(Self.field)\r\n\r\nv\r\n--a--", type) == nil)
    #expect(
      Self.read("--a\r\n\(Self.field)\r\n\r\nv\r\n--a--", "multipart/form-data; boundary=a") != nil)
  }

  @Test func `too many parts are refused`() {
    let part = (head: Self.field, content: "v")
    #expect(Self.read(Self.body(Array(repeating: part, count: 100))) != nil)
    #expect(Self.read(Self.body(Array(repeating: part, count: 101))) == nil)
  }

  @Test func `a body that is cut anywhere is refused whole`() {
    let whole = Array(
      Self.body([
        (Self.field, "one"), ("Content-Disposition: form-data; name=\"f\"; filename=\"x\"", "two"),
      ]).utf8)
    let last = Array("\r\n".utf8).count
    for count in 0..<(whole.count - last) {
      #expect(Multipart(Array(whole[..<count]), contentType: Self.type) == nil, "\(count)")
    }
  }

  @Test func `a megabyte of almost boundaries is read in one go`() {
    let content = String(repeating: "\r\n------WebKitFormBoundaryAbC12", count: 20_000)
    let form = Self.read(
      Self.body([("Content-Disposition: form-data; name=\"f\"; filename=\"x\"", content)]))
    #expect(form?.uploads.first?.bytes.count == content.utf8.count)
  }
}
