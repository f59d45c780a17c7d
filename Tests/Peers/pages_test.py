"""Every page that links lead to, in every mode: whole, quiet, and nothing that axe-core could name."""

import unittest

import browser
import shared

# What a page of ours may never need, and what a finger and an eye need.
MEASURES = """() => {
  const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility === "visible";
  const size = (node) => node.getBoundingClientRect();
  const controls = [...document.querySelectorAll("button, input:not([type=hidden]), select, summary, nav a")].filter(seen);
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    small: controls.filter((node) => size(node).height < (node.type === "checkbox" ? 23.5 : 43.5))
      .map((node) => node.outerHTML.slice(0, 120)),
    headings: [...document.querySelectorAll("h1, h2, h3, h4")].map((node) => Number(node.tagName[1])),
    inline: document.querySelectorAll("style, script:not([src])").length
      + [...document.querySelectorAll("[style]")].filter((node) => !node.closest(".told")).length,
  };
}"""

# Tabs through the page; gives what had the focus without showing it.
UNSEEN = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const style = getComputedStyle(node);
  const shows = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = node.getBoundingClientRect();
  return { shows, inView: box.bottom > 0 && box.top < innerHeight, html: node.outerHTML.slice(0, 120) };
}"""


class Pages(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        with shared.window() as window:
            cls.found = browser.pages(window)

    def test_every_kind_of_page_is_found(self):
        known = {"/review", "/today", "/items", "/items/{n}", "/digests", "/digests/{n}"}
        self.assertLessEqual(known, set(self.found))

    def test_pages_are_whole_and_quiet_in_every_mode(self):
        for name, mode in browser.MODES.items():
            with shared.window(**mode) as window:
                for path in self.found.values():
                    with self.subTest(mode=name, page=path):
                        self.assertEqual(window.goto(path), 200)
                        self.check(window, "phone" in name)
                        self.assertEqual(browser.complaints(window.page), [])
                        self.assertEqual(window.faults, [])
                        window.faults.clear()

    def check(self, window, is_phone):
        measured = window.page.evaluate(MEASURES)
        self.assertLessEqual(measured["overflow"], 0, "it scrolls sideways")
        self.assertEqual(measured["small"] if is_phone else [], [], "too small for a finger")
        levels = measured["headings"]
        self.assertEqual(levels[:1], [1], "a page has one name")
        self.assertTrue(all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:])), f"headings: {levels}")
        self.assertEqual(measured["inline"], 0, "nothing inline")

    def test_at_320_pixels_and_with_letters_twice_as_large_nothing_is_cut(self):
        with shared.window(viewport={"width": 320, "height": 640}) as window:
            for path in self.found.values():
                with self.subTest(page=path):
                    window.goto(path)
                    self.assertLessEqual(window.page.evaluate(MEASURES)["overflow"], 0)
        with shared.window(**browser.WIDE) as window:
            for path in self.found.values():
                with self.subTest(page=path, letters="twice"):
                    window.goto(path)
                    window.page.evaluate("document.documentElement.style.fontSize = '200%'")
                    self.assertLessEqual(window.page.evaluate(MEASURES)["overflow"], 0)

    def test_whoever_tabs_sees_where_they_are(self):
        for name in ["wide, light", "wide, dark", "phone, forced colours, less motion"]:
            with shared.window(**browser.MODES[name]) as window:
                for path in self.found.values():
                    window.goto(path)
                    with self.subTest(mode=name, page=path):
                        self.assertEqual(self.unseen(window), [])

    def unseen(self, window, steps=25):
        faults = []
        for _ in range(steps):
            window.page.keyboard.press("Tab")
            focus = window.page.evaluate(UNSEEN)
            if focus and not (focus["shows"] and focus["inView"]):
                faults.append(focus["html"])
        return faults

    def test_nothing_moves_for_whoever_asks_for_less_motion(self):
        with shared.window(**browser.PHONE, reduced_motion="reduce") as window:
            for path in self.found.values():
                window.goto(path)
                moving = window.page.evaluate(
                    "() => [...document.querySelectorAll('*')].filter((n) => getComputedStyle(n).transitionDuration"
                    " !== '0s' || getComputedStyle(n).animationName !== 'none').length")
                self.assertEqual(moving, 0, path)

    def test_strangers_see_the_way_in_and_nothing_else(self):
        with shared.window(session=None, **browser.PHONE) as window:
            for path in [*self.found.values(), "/sign-in"]:
                with self.subTest(page=path):
                    window.goto(path)
                    self.assertTrue(window.page.url.endswith("/sign-in"))
                    self.check(window, True)
                    self.assertEqual(browser.complaints(window.page), [])
                    self.assertEqual(window.page.locator("nav").count(), 0)

    def test_what_is_not_there_says_so_as_a_page(self):
        with shared.window(**browser.PHONE) as window:
            for path, status in [("/nothing", 404), ("/items/999999", 404), ("/items?decision=x", 422)]:
                self.assertEqual(window.goto(path), status)
                self.assertEqual(browser.complaints(window.page), [])


if __name__ == "__main__":
    unittest.main()
