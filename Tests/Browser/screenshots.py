"""Renews the pictures in docs/images: the sample's pages as a phone and a wide screen show them, by day and by night.

    make screenshots
"""

import pathlib
import sys

import browser
import house

FOLDER = house.ROOT / "docs" / "images"
PICTURES = [("review", "/review"), ("today", "/today"), ("profile", "/profile")]


def take(window, path, file):
    if window.goto(path) != 200:
        return
    window.page.screenshot(path=file, animations="disabled", scale="css")
    print(file.relative_to(house.ROOT))


def main():
    with house.sample_house() as sample, browser.chromium() as chromium:
        for size, mode in [("phone", browser.PHONE), ("wide", browser.WIDE)]:
            for light, colours in [("light", {}), ("dark", browser.DARK)]:
                with browser.Window(chromium, sample, **mode, **colours) as window:
                    for name, path in PICTURES:
                        take(window, path, FOLDER / f"{name}-{size}-{light}.png")


if __name__ == "__main__":
    sys.exit(main())
