"""Chromium as the tests drive it: one at a time, watched for whatever a quiet page never does."""

import contextlib
import os
import re
import urllib.parse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
WIDE = {"viewport": {"width": 1280, "height": 900}}
DARK = {"color_scheme": "dark"}

# Each as a person may have set it; the pages have to be whole in all of them.
MODES = {
    "phone, light": PHONE,
    "phone, dark": {**PHONE, **DARK},
    "wide, light": WIDE,
    "wide, dark": {**WIDE, **DARK},
    "wide, high contrast": {**WIDE, "contrast": "more"},
    "phone, forced colours, less motion": {**PHONE, "forced_colors": "active", "reduced_motion": "reduce"},
}

BREACHES = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`breach of ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


@contextlib.contextmanager
def chromium():
    """A browser for as long as it is needed."""
    options = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=options)
        try:
            yield browser
        finally:
            browser.close()


class Window:
    """A context of the browser, one page in it, and what went wrong there.

    `session` is "shared" with other windows (links that sign in are few a minute), "own", or None for a stranger.
    """

    def __init__(self, browser, house, session="shared", **mode):
        self.house, self.faults = house, []
        self.context = browser.new_context(base_url=house.address, locale="en-GB", timezone_id="Europe/Berlin", **mode)
        self.context.set_default_timeout(15_000)
        if mode.get("java_script_enabled", True):
            self.context.add_init_script(BREACHES)
        self.context.on("request", self.asked)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.faults.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        if session == "shared" and house.cookies:
            self.context.add_cookies(house.cookies)
        elif session:
            self.page.goto(house.link())
        if session == "shared":
            house.cookies = self.context.cookies()

    def asked(self, request):
        if not request.url.startswith((self.house.address + "/", "about:", "data:")):
            self.faults.append(f"asked for {request.url}")

    def goto(self, path):
        """Opens a page; gives its status."""
        return self.page.goto(path).status

    def text(self, selector):
        return self.page.locator(selector).first.inner_text()

    def press(self, key, part="#card"):
        """Presses a key and waits until the part that it changes is another."""
        old = self.page.query_selector(part)
        self.page.keyboard.press(key)
        self.page.wait_for_function("(old) => !old.isConnected", arg=old)

    def close(self):
        self.context.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def shape(path):
    """Addresses of one kind of page have one shape: numbers and secrets are left open."""
    return re.sub(r"/\d+(?=/|$)", "/{n}", urllib.parse.urlsplit(path).path)


def pages(window):
    """One address of each kind of page that can be reached by links from the first one."""
    found, open_ = {}, ["/"]
    while open_:
        path = open_.pop(0)
        answer = window.page.request.get(path)
        assert answer.status == 200, f"{answer.status} at {path}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        address = urllib.parse.urlsplit(answer.url).path
        found.setdefault(shape(address), path)
        window.goto(path)
        for link in window.page.eval_on_selector_all("a[href^='/']", "(all) => all.map((a) => a.getAttribute('href'))"):
            link = link.partition("#")[0]
            if shape(link) not in found and shape(link) not in map(shape, open_):
                open_.append(link)
    return found


def complaints(page):
    """What axe-core finds, one line each."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['help']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
