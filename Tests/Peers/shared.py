"""One house and one browser for all tests of a process, made when they are first asked for."""

import atexit
import contextlib

import os
import unittest

import browser
import house

_kept = contextlib.ExitStack()
_made = {}
atexit.register(_kept.close)


def sample():
    """The pages of the sample."""
    if "house" not in _made:
        _made["house"] = _kept.enter_context(house.sample_house())
    return _made["house"]


def chromium():
    """The browser."""
    if not os.environ.get("CHROMIUM"):
        raise unittest.SkipTest("there is no Chromium")
    if "browser" not in _made:
        _made["browser"] = _kept.enter_context(browser.chromium())
    return _made["browser"]


def window(session="shared", **mode):
    """A window of the browser before the pages of the sample."""
    return browser.Window(chromium(), sample(), session, **mode)
