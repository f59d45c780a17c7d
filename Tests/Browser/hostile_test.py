"""Feeds that want to take the pages over: through the real pull into every page, digest and feed, judged twice, by html5lib,
which shares no line with Gleaner's own parser, and by Chromium, with the content policy switched off so that it cannot help.
"""

import http.client
import json
import re
import unittest
import urllib.parse
import xml.sax.saxutils

import html5lib
import lxml.etree

import browser
import house
import payloads
import shared

ITEMS = 480
BATCH = 120
PAYLOADS = 5 * ITEMS
FORBIDDEN = {"iframe", "frame", "frameset", "object", "embed", "style", "base", "math", "template", "applet", "portal",
             "video", "audio", "source", "picture", "marquee", "noscript", "plaintext", "xmp"}
SCHEMES = ("http://", "https://", "mailto:")
XHTML = "{http://www.w3.org/1999/xhtml}"


def items():
    """What one batch after the other brings: each item with five payloads."""
    markup, urls = payloads.markup(4 * ITEMS), payloads.addresses(ITEMS)
    for number in range(ITEMS):
        title, author, html, tag = markup[4 * number : 4 * number + 4]
        yield {"id": f"{number} {tag}", "title": title, "author": author, "html": html, "tag": tag, "url": urls[number]}


def clean(text):
    """What XML can carry at all."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def escaped(text):
    return xml.sax.saxutils.quoteattr(clean(text))[1:-1].replace("<", "&lt;")


def rss(name, entries):
    return f"<rss version='2.0'><channel><title>{escaped(name)}</title>" + "".join(
        f"<item><guid>{escaped(one['id'])}</guid><title>{escaped(one['title'])}</title><link>{escaped(one['url'])}</link>"
        f"<author>{escaped(one['author'])}</author><category>{escaped(one['tag'])}</category>"
        f"<description>{escaped(one['html'])}</description></item>" for one in entries) + "</channel></rss>"


def atom(name, entries):
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id><title type='html'>{escaped(name)}</title>" + "".join(
        f"<entry><id>{escaped(one['id'])}</id><title type='html'>{escaped(one['title'])}</title>"
        f"<link href=\"{escaped(one['url'])}\"/><author><name>{escaped(one['author'])}</name></author>"
        f"<category term=\"{escaped(one['tag'])}\"/><content type='html'>{escaped(one['html'])}</content></entry>"
        for one in entries) + "</feed>"


def feed(name, entries):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": name, "items": [
        {"id": one["id"], "title": one["title"], "url": one["url"], "content_html": one["html"], "tags": [one["tag"]],
         "authors": [{"name": one["author"]}]} for one in entries]})


def batches():
    """The files of each batch: the three formats by turns."""
    made = list(items())
    for start in range(0, ITEMS, BATCH):
        part, name = made[start : start + BATCH], f"Feed {start} <img src=x onerror=alert({start})>"
        third = BATCH // 3
        yield {
            f"a{start}.xml": rss(name, part[:third]).encode(),
            f"b{start}.xml": atom(name, part[third : 2 * third]).encode(),
            f"c{start}.json": feed(name, part[2 * third :]).encode(),
        }


def faults(html, is_page=True):
    """What html5lib finds that should not be there."""
    tree = html5lib.parse(html, treebuilder="etree") if is_page else html5lib.parseFragment(html, treebuilder="etree")
    told = {node for outer in tree.iter() if "told" in (outer.get("class") or "").split() for node in outer.iter() if node is not outer}
    return [fault for node in tree.iter() if isinstance(node.tag, str) for fault in faults_of(node, node in told)]


def faults_of(node, is_told):
    if node.tag == "DOCUMENT_FRAGMENT":
        return
    if not node.tag.startswith(XHTML):
        yield f"<{node.tag}>"
    name = node.tag.removeprefix(XHTML)
    if name in FORBIDDEN or is_told and name in {"script", "form", "input", "button", "link", "meta", "img"}:
        yield f"<{name}>"
    if name in {"script", "link", "img"} and not (node.get("src") or node.get("href") or "").startswith("/assets/"):
        yield f"<{name}> from elsewhere"
    if name == "script" and (node.text or "").strip():
        yield "an inline script"
    for key, value in node.attrib.items():
        key = str(key).lower()
        if key.startswith("on") or key in {"style", "srcdoc", "srcset", "http-equiv", "background", "poster", "ping"}:
            yield f"{key} on <{name}>"
        if is_told and (key in {"id", "name", "class", "accesskey", "autofocus", "tabindex"} or key.startswith("data-")):
            yield f"{key} in what was told"
        if key in {"action", "formaction"} and not re.match(r"/(?!/)", value):
            yield f"{key} to {value[:40]}"
        if key.endswith("href") and not (re.match(r"/(?!/)", value) or value.startswith("#") or value.lower().startswith(SCHEMES)):
            yield f"{key} to {value[:40]}"


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        waiting = list(batches())
        memory = house.ROOT / "sample" / "memory"
        cls.house = house.House(waiting[0], memory, digest=200, skip="0.000001", keep="0.000002")
        try:
            for number, batch in enumerate(waiting[1:], 1):
                is_last = number == len(waiting) - 1
                cls.house.bring(batch, "0.999999" if is_last else "0.000002")
            cls.house.serve()
            cls.line = http.client.HTTPConnection(cls.house.address.rpartition("//")[2], timeout=60)
            key = cls.house.link().rpartition("/")[2]
            cls.cookie = cls.ask(f"/sign-in/{key}")[1]["Set-Cookie"].partition(";")[0]
        except BaseException:
            cls.house.close()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.house.close()

    @classmethod
    def ask(cls, path, **form):
        fields = {"Cookie": getattr(cls, "cookie", "")}
        body = urllib.parse.urlencode(form) if form else None
        if body:
            fields |= {"Content-Type": "application/x-www-form-urlencoded", "X-Gleaner-Part": "card"}
        cls.line.request("POST" if body else "GET", path, body, fields)
        answer = cls.line.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def expect_clean(self, name, html, is_page=True):
        found = faults(html, is_page)
        self.assertEqual(found, [], f"{name}: {found[:5]}")

    def rows(self):
        """The numbers of all items, by the pages of the list, each of which is looked at."""
        numbers, path = [], "/items"
        while path:
            status, _, html = self.ask(path)
            self.assertEqual(status, 200)
            self.expect_clean(path, html)
            numbers += re.findall(r'<h2><a href="/items/(\d+)"', html)
            more = re.search(r'href="(/items\?[^"]*before=\d+)" rel="next"', html)
            path = more and more[1].replace("&amp;", "&")
        return list(dict.fromkeys(numbers))

    def test_an_independent_parser_finds_nothing_on_any_page(self):
        numbers = self.rows()
        self.assertGreater(len(numbers), 0.9 * ITEMS, "the items came in")
        for number in numbers:
            status, _, html = self.ask(f"/items/{number}")
            self.assertEqual(status, 200)
            self.expect_clean(f"/items/{number}", html)
        stories = 0
        for digest in re.findall(r'href="(/digests/\d+)"', self.ask("/digests")[2]):
            html = self.ask(digest)[2]
            stories += html.count("<article")
            self.expect_clean(digest, html)
        self.assertGreater(stories, 0.6 * ITEMS, "the digests show them")
        for path in ["/today", "/review", "/review/rules", "/items?q=alert", "/items?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"]:
            self.expect_clean(path, self.ask(path)[2])
        print(f"{PAYLOADS} payloads in {len(numbers)} items on as many pages, {stories} times in digests")

    def test_an_independent_parser_finds_nothing_on_any_card(self):
        token = re.search(r'name="gleaner-token" content="([^"]+)"', self.ask("/review")[2])[1]
        html, cards = self.ask("/review")[2], set()
        for _ in range(2 * BATCH):
            item = re.search(r'name="item" value="(\d+)"', html)
            if item:
                cards.add(item[1])
                html = self.ask("/review/answer", token=token, answer="skip", item=item[1])[2]
            else:
                html = self.ask("/review/begin", token=token, answer="begin")[2]
            self.expect_clean("a card", html, is_page=False)
            if "Nothing to ask" in html:
                break
        self.assertGreater(len(cards), 0.8 * BATCH, "each of the last batch was a card")

    def test_an_independent_parser_finds_nothing_in_files_and_feeds(self):
        kinds = {}
        for path in sorted((self.house.work / "var" / "digests").iterdir()):
            kinds[path.suffix] = kinds.get(path.suffix, 0) + 1
            text = path.read_text()
            if path.suffix in {".html", ".md"}:
                self.expect_clean_file(path.name, text)
        self.assertLessEqual({".html", ".md"}, set(kinds))
        made = self.house.run("digest", "feed", "new", "--json")
        key = re.search(r"/feeds/([\w-]{43})/", made)[1]
        tree = lxml.etree.fromstring(self.ask(f"/feeds/{key}/digest.atom")[2].encode())
        contents = tree.findall(".//{*}entry/{*}content")
        self.assertGreater(len(contents), 0.6 * ITEMS)
        for content in contents:
            self.expect_clean("Atom", content.text or "", is_page=False)
        for link in tree.findall(".//{*}link"):
            self.assertTrue(link.get("href").startswith(("http://", "https://")), link.get("href"))
        told = json.loads(self.ask(f"/feeds/{key}/digest.json")[2])
        for item in told["items"]:
            self.expect_clean("JSON Feed", item.get("content_html", ""), is_page=False)
            self.assertTrue(item.get("url", "https://").startswith(("http://", "https://")), item.get("url"))

    def expect_clean_file(self, name, html):
        # A file has its style within it.
        found = [fault for fault in faults(html) if fault not in {"<style>"}]
        self.assertEqual(found, [], f"{name}: {found[:5]}")

    def test_in_a_browser_nothing_runs_and_nothing_is_loaded_although_no_policy_helps(self):
        with browser.Window(shared.chromium(), self.house, bypass_csp=True) as window:
            ran = []
            window.page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
            paths = [f"/items/{number}" for number in self.rows()] + ["/today", "/review", "/items"]
            paths += re.findall(r'href="(/digests/\d+)"', self.ask("/digests")[2])
            for path in paths:
                window.goto(path)
                strange = window.page.evaluate(STRANGE)
                self.assertEqual((path, strange, ran, window.faults), (path, [], [], []))


# What Chromium itself made of a page: handlers, and links that lead elsewhere than they may.
STRANGE = """() => [...document.querySelectorAll("*")].flatMap((node) => [
  ...[...node.attributes].filter((a) => a.name.startsWith("on") || a.name === "style").map((a) => `${node.tagName} ${a.name}`),
  ...(node.href && !["http:", "https:", "mailto:"].includes(new URL(node.href, location).protocol) ? [String(node.href)] : []),
  ...(node instanceof HTMLElement || node.closest("#main svg") ? [] : [node.tagName]),
])"""


if __name__ == "__main__":
    unittest.main()
