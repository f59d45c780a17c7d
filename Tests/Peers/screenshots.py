"""Renews the pictures in docs/images: the sample's pages as a phone and a wide screen show them, by day and by night. What the
sample tells is invented.

    make screenshots
"""

import pathlib
import sys

import browser
import house

FOLDER = house.ROOT / "docs" / "images"
# Its file, where it is, on which screen.
PICTURES = [
    ("review-phone", "/review", browser.PHONE), ("today-phone", "/today", browser.PHONE), ("review", "/review", browser.WIDE),
    ("profile", "/profile", browser.WIDE), ("profile-phone", "/profile", browser.PHONE),
]


def take(window, path, file):
    assert window.goto(path) == 200, path
    window.page.screenshot(path=file, animations="disabled", scale="css")
    print(file.relative_to(house.ROOT))


def main():
    with house.sample_house() as sample, browser.chromium() as chromium:
        for light, colours in [("light", {}), ("dark", browser.DARK)]:
            for name, path, screen in PICTURES:
                with browser.Window(chromium, sample, **screen, **colours) as window:
                    take(window, path, FOLDER / f"{name}-{light}.png")


if __name__ == "__main__":
    sys.exit(main())
