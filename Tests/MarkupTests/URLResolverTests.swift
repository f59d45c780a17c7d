// The examples of RFC 3986, section 5.4, and what real feeds add to them.

import Markup
import Testing

@Suite struct URLResolverTests {
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"),
    ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
    (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
    ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
    ("..", "http://a/b/"),
    ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
    ("../../", "http://a/"),
    ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
    ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
    (".g", "http://a/b/c/.g"),
    ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
    ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
    ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
    ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
    ("http:g", "http:g"),
  ])
  func `resolves as RFC 3986 says`(_ reference: String, _ expected: String) {
    #expect(URLResolver.resolve(reference, base: "http://a/b/c/d;p?q") == expected)
  }

  @Test(arguments: [
    ("  x\n", "http://a/b", "http://a/x"), ("a b.html", "http://a/", "http://a/a b.html"),
    ("x", "http://a", "http://a/x"), ("?q", "http://a", "http://a?q"),
    ("ü/中", "http://詹.com/f", "http://詹.com/ü/中"),
    ("", "http://詹.com/feed", "http://詹.com/feed"), ("x", "/b/c", "/b/x"), ("x", "b/c", "b/x"),
    ("http://x/../y//z", "http://a/", "http://x/../y//z"), ("x", "mailto:a@b", "x"),
    ("#f", "mailto:a@b", "mailto:a@b#f"),
    ("tag:a,2024:b", "http://a/", "tag:a,2024:b"), ("urn:x", "http://a/", "urn:x"),
    ("1:2", "http://a/b", "http://a/1:2"),
    ("/x", "file:///a/b", "file:///x"),
    ("a\tb", "http://a/", "http://a/ab"),
    ("%zz", "http://a/", "http://a/%zz"), ("..", "http://a", "http://a/"),
  ])
  func `resolves what feeds hold`(_ reference: String, _ base: String, _ expected: String) {
    #expect(URLResolver.resolve(reference, base: base) == expected)
  }

  @Test(arguments: ["x", "../x", "http://a/../b", "", "::", "a b"])
  func `without a base nothing changes`(_ reference: String) {
    #expect(URLResolver.resolve(reference, base: nil) == reference)
    #expect(URLResolver.resolve(reference, base: "") == reference)
  }
}
