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
import markdown_it

import browser
import house
import payloads
import shared

ITEMS = 420
# As many as one digest shows.
BATCH = 140
PAYLOADS = 5 * ITEMS
FORBIDDEN = {"iframe", "frame", "frameset", "object", "embed", "style", "base", "math", "template", "applet", "portal",
             "video", "audio", "source", "picture", "marquee", "noscript", "plaintext", "xmp"}
SCHEMES = ("http://", "https://", "mailto:")
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
# What our own drawings are made of: nothing of it runs, loads or leads anywhere.
DRAWN = {"svg", "title", "desc", "circle", "rect", "line", "polyline", "text", "tspan", "g", "path"}


def items():
    """Each with five payloads."""
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
    """What each house is brought: a third in each of the three formats."""
    made = list(items())
    for start in range(0, ITEMS, BATCH):
        part, name = made[start : start + BATCH], f"Feed {start} <img src=x onerror=alert({start})>"
        third = BATCH // 3
        yield {
            f"a.xml": rss(name, part[:third]).encode(),
            f"b.xml": atom(name, part[third : 2 * third]).encode(),
            f"c.json": feed(name, part[2 * third :]).encode(),
        }


def faults(html, is_page=True):
    """What html5lib finds that should not be there."""
    tree = html5lib.parse(html, treebuilder="etree") if is_page else html5lib.parseFragment(html, treebuilder="etree")
    told = {node for outer in tree.iter() if "told" in (outer.get("class") or "").split() for node in outer.iter() if node is not outer}
    return [fault for node in tree.iter() if isinstance(node.tag, str) for fault in faults_of(node, node in told)]


def faults_of(node, is_told):
    if node.tag == "DOCUMENT_FRAGMENT":
        return
    drawn = node.tag.removeprefix(SVG)
    if not node.tag.startswith(XHTML) and (is_told or drawn not in DRAWN):
        yield f"<{node.tag}>"
    name = drawn.removeprefix(XHTML)
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
        has_scheme = re.match(r"[^/?#]*:", value)
        if key in {"src", "poster", "cite", "data", "background", "longdesc"} and has_scheme and not value.lower().startswith(SCHEMES):
            yield f"{key} to {value[:40]}"
        if key in {"action", "formaction"} and not re.match(r"/(?!/)", value):
            yield f"{key} to {value[:40]}"
        if key.endswith("href") and not (re.match(r"/(?!/)", value) or value.startswith("#") or value.lower().startswith(SCHEMES)):
            yield f"{key} to {value[:40]}"


class Visitor:
    """A house that was brought one batch, and somebody who has signed in there without a browser."""

    def __init__(self, batch, keep):
        memory = house.ROOT / "sample" / "memory"
        self.house = house.House(batch, memory, digest=200, skip="0.000001", keep=keep)
        self.cookie = ""
        try:
            self.house.serve()
            signed = self.ask(self.house.link().removeprefix(self.house.address))
            self.cookie = signed[1]["Set-Cookie"].partition(";")[0]
        except BaseException:
            self.house.close()
            raise

    def ask(self, path, **form):
        fields, body = {"Cookie": self.cookie}, urllib.parse.urlencode(form) if form else None
        if body:
            fields |= {"Content-Type": "application/x-www-form-urlencoded", "X-Gleaner-Part": "card"}
        line = http.client.HTTPConnection(self.house.address.rpartition("//")[2], timeout=60)
        line.request("POST" if body else "GET", path, body, fields)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, answer.headers, text

    def html(self, path, **form):
        status, _, text = self.ask(path, **form)
        assert status == 200, f"{status} at {path}"
        return text

    def lists(self):
        """The pages of the list of items: address and HTML."""
        path = "/items"
        while path:
            html = self.html(path)
            yield path, html
            more = re.search(r'href="(/items\?[^"]*before=\d+)" rel="next"', html)
            path = more and more[1].replace("&amp;", "&")

    def items(self):
        numbers = [number for _, html in self.lists() for number in re.findall(r'<h2><a href="/items/(\d+)"', html)]
        return [f"/items/{number}" for number in dict.fromkeys(numbers)]

    def digests(self):
        return re.findall(r'href="(/digests/\d+)"', self.html("/digests"))


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        brought = list(batches())
        # Everything is kept and shown by a digest; and in the last house everything is asked about.
        cls.visitors = [Visitor(batch, "0.000002") for batch in brought]
        cls.asked = Visitor(brought[0], "0.999999")

    @classmethod
    def tearDownClass(cls):
        for visitor in [*cls.visitors, cls.asked]:
            visitor.house.close()

    def expect_clean(self, name, html, is_page=True):
        found = faults(html, is_page)
        self.assertEqual(found, [], f"{name}: {found[:5]}")

    def test_an_independent_parser_finds_nothing_on_any_page(self):
        items, stories = 0, 0
        for visitor in self.visitors:
            pages = visitor.items()
            items += len(pages)
            stories += sum(visitor.html(path).count("<article") for path in visitor.digests())
            for path, html in visitor.lists():
                self.expect_clean(path, html)
            found = ["/items?q=alert", "/items?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "/today", "/review"]
            found += ["/profile", *(f"/profile/{part}" for part in ("rules", "versions", "quality", "tuning", "judge")), "/sources", "/actions"]
            for path in pages + visitor.digests() + found:
                self.expect_clean(path, visitor.html(path))
        # Some tell the same story, and are one.
        self.assertGreater(items, 0.95 * ITEMS)
        self.assertGreater(stories, 0.9 * ITEMS)
        print(f"{PAYLOADS} payloads in {items} items on as many pages, {stories} of them in digests")

    def test_an_independent_parser_finds_nothing_on_any_card(self):
        visitor, cards = self.asked, set()
        html = visitor.html("/review")
        token = re.search(r'name="gleaner-token" content="([^"]+)"', html)[1]
        for _ in range(2 * BATCH):
            self.expect_clean("a card", html, is_page="<html" in html)
            item = re.search(r'name="item" value="(\d+)"', html)
            if item:
                cards.add(item[1])
                html = visitor.html("/review/answer", token=token, answer="skip", item=item[1])
            elif "Nothing to ask" in html:
                break
            else:
                html = visitor.html("/review/begin", token=token)
        self.assertGreater(len(cards), 0.8 * BATCH)

    def test_an_independent_parser_finds_nothing_in_files_and_feeds(self):
        for visitor in self.visitors:
            files = sorted((visitor.house.work / "var" / "digests").iterdir())
            self.assertLessEqual({".html", ".md"}, {path.suffix for path in files})
            for path in files:
                if path.suffix == ".html":
                    self.expect_clean_file(path.name, path.read_text())
                if path.suffix == ".md":
                    html = markdown_it.MarkdownIt("commonmark", {"html": True}).render(path.read_text())
                    self.expect_clean(path.name, html, is_page=False)
            made = visitor.house.run("digest", "feed", "new", "--json")
            key = re.search(r"/feeds/([\w-]{43})/", made)[1]
            self.check_feeds(visitor.html(f"/feeds/{key}/digest.atom"), json.loads(visitor.html(f"/feeds/{key}/digest.json")))

    def check_feeds(self, atom_text, json_feed):
        tree = lxml.etree.fromstring(atom_text.encode())
        contents = tree.findall(".//{*}entry/{*}content")
        self.assertGreaterEqual(len(contents), 90, "as many as a feed has")
        for content in contents:
            self.expect_harmless("Atom", content.text or "")
        for link in tree.findall(".//{*}link"):
            self.assertTrue(link.get("href").startswith(("http://", "https://")), link.get("href"))
        for item in json_feed["items"]:
            self.expect_harmless("JSON Feed", item.get("content_html", ""))
            self.assertTrue(item.get("url", "https://").startswith(("http://", "https://")), item.get("url"))

    def expect_harmless(self, name, html):
        """A feed may bring what a page may not: pictures, and drawings and formulas in which nothing acts."""
        quiet = re.compile(
            r"<\{http://www\.w3\.org/(2000/svg|1998/Math/MathML)\}(?!script|style)|<img> from|<(math|video|audio|source|picture)>"
            r"|poster on <video>|\S*(href|cite) to (https?|tel):")
        found = [fault for fault in faults(html, is_page=False) if not quiet.match(fault)]
        self.assertEqual(found, [], f"{name}: {found[:5]}")

    def expect_clean_file(self, name, html):
        # A file has its style, and its policy, within it.
        found = [fault for fault in faults(html) if fault not in {"<style>", "http-equiv on <meta>"}]
        self.assertEqual(found, [], f"{name}: {found[:5]}")

    def test_in_a_browser_nothing_runs_and_nothing_is_loaded_although_no_policy_helps(self):
        for visitor in self.visitors:
            with browser.Window(shared.chromium(), visitor.house, bypass_csp=True) as window:
                ran = []
                window.page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
                paths = [path for path, _ in visitor.lists()]
                for path in visitor.items() + visitor.digests() + paths + ["/today", "/review"]:
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
