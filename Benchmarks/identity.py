#!/usr/bin/env python3
"""Identity and duplicates, measured with the real program.

    Benchmarks/identity.py SHARED [--gleaner bin/gleaner] [--seed N] [--feeds N] [--copies N]

Three tables in Markdown:

* the time series of SHARED/real/timeseries, snapshot after snapshot as the body of one source: what was distinct, and
  what it cost;
* what feeds do to their ids, links and texts, done to real feeds over a loopback server: no item may be lost, and none
  may come twice;
* stories retold by another feed: cut, edited, under another headline, beside stories that are others.

Nothing is kept: each measurement has a workspace of its own, below the directory for temporary files.
"""

import argparse
import datetime
import http.server
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from email.utils import format_datetime
from xml.sax.saxutils import escape

START = datetime.datetime(2026, 3, 2, 7, tzinfo=datetime.timezone.utc)
COUNTS = ("items_added", "items_changed", "items_refreshed", "duplicates", "embedded")


class Workspace:
    """A workspace of its own, and the program in it."""

    def __init__(self, gleaner, feeds):
        self.gleaner = gleaner
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="gleaner-identity-"))
        (self.root / "feeds").mkdir()
        (self.root / "rules").mkdir()
        (self.root / "gleaner.yaml").write_text("person: Identity\n")
        (self.root / "feeds" / "feeds.yaml").write_text(feeds)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)

    def call(self, now, *arguments):
        done = subprocess.run(
            [self.gleaner, "--dir", self.root, *arguments, "--now", f"{now:%Y-%m-%dT%H:%M:%SZ}", "--json"],
            capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"gleaner {' '.join(arguments)}: {done.returncode}\n{done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def run(self, now, until="admit"):
        return self.call(now, "run", "--until", until)[0]


class Server:
    """One body for each path, each on a loopback address of its own: to one host a second lies between two requests."""

    def __init__(self):
        bodies = self.bodies = {}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = bodies.get(self.path, "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def url(self, number):
        return f"http://127.0.{1 + number // 200}.{1 + number % 200}:{self.http.server_port}/{number}"


def parsed(gleaner, files):
    """The entries of each feed file that could be read."""
    done = subprocess.run([gleaner, "feeds", "parse", *files], capture_output=True, text=True)
    return [json.loads(line).get("entries") or [] for line in done.stdout.splitlines()]


def series(gleaner, folder):
    """A row for each time series."""
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        snapshots = sorted(path.iterdir())
        distinct = {e.get("id") or e.get("link") for entries in parsed(gleaner, snapshots) for e in entries}
        with Workspace(gleaner, '- {feed: "feed.xml"}\n') as workspace:
            total, quiet = dict.fromkeys(COUNTS, 0), 0
            for place, snapshot in enumerate(snapshots):
                shutil.copy(snapshot, workspace.root / "feeds" / "feed.xml")
                now = START + datetime.timedelta(days=place)
                report = workspace.run(now, "embed")
                again = workspace.run(now + datetime.timedelta(hours=1), "embed")
                quiet += again["parsed"] + sum(again[name] for name in COUNTS)
                for name in COUNTS:
                    total[name] += report[name]
        yield [path.name, len(snapshots), len(distinct), *(total[name] for name in COUNTS), quiet]


class Story:
    """An entry of a feed, to be written as RSS again."""

    def __init__(self, title, text, link, published, key):
        self.title, self.text, self.link, self.published, self.key = title, text, link, published, key

    def item(self, key=None, link=None, text=None):
        guid = f"<guid isPermaLink='false'>{escape(key)}</guid>" if key else ""
        place = f"<link>{escape(link)}</link>" if link else ""
        return (f"<item><title>{escape(self.title)}</title>{guid}{place}"
                f"<pubDate>{format_datetime(self.published)}</pubDate>"
                f"<description>{escape(self.text if text is None else text)}</description></item>")


def feed(items):
    return f'<rss version="2.0"><channel><title>A feed</title>{"".join(items)}</channel></rss>'


def clean(text):
    """Without what XML 1.0 cannot hold."""
    return re.sub("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]", " ", text)


def stories(entries, prefix):
    """The entries that differ in title and text, newest first."""
    found, seen = [], set()
    for place, entry in enumerate(entries):
        title, text = clean(entry.get("title_text") or ""), clean(entry.get("text") or "")
        if len(title.split()) < 2 or title in seen or text in seen or len(text) < 40:
            continue
        seen |= {title, text}
        published = START - datetime.timedelta(hours=len(found) * 30)
        found.append(Story(title, text, f"https://example.org/{prefix}/{place}", published, f"{prefix}-{place}"))
    return found


def replays():
    """What feeds do: for each name, functions from a story to its item in one pull after another."""
    def churn(day):
        return lambda s: s.item(
            s.key, s.link, f"{s.text} {day * 7} views, {day} comments, posted {day + 1} hours ago "
            f"<img src='https://ads.example.net/{random.Random(day).getrandbits(80):020x}'>")

    plain = lambda s: s.item(s.key, s.link)
    secure = lambda s: s.item(s.link, s.link)
    insecure = lambda s: s.item(s.link.replace("https", "http"), s.link.replace("https", "http"))
    session = lambda n: lambda s: s.item(f"{s.link}?sid={n}{s.key}", f"{s.link}")
    tracked = lambda n: lambda s: s.item(None, f"{s.link}?utm_source=feed&utm_campaign=c{n}")
    moved = lambda s: s.item(f"https://new.example.com/?p={s.key}", f"https://new.example.com/archive/{s.key}/")
    return {
        "the same again": [plain, plain],
        "ids and links from http to https": [insecure, secure, secure],
        "another host, other paths, other ids": [plain, moved, moved],
        "permalinks become numbers, and back": [secure, plain, secure],
        "a session in each id": [session(1), session(2), session(3)],
        "ids missing in one pull": [plain, lambda s: s.item(None, s.link), plain],
        "neither ids nor links": [lambda s: s.item(), lambda s: s.item()],
        "one id for all": [lambda s: s.item("same", s.link)] * 2,
        "one id and one link for all": [lambda s: s.item("same", "https://example.org/")] * 2,
        "tracking parameters, no ids": [tracked(1), tracked(2)],
        "counters, times and advertisements": [churn(day) for day in range(5)],
        "an archive floods in": [plain, plain],
        "items go and come back": [plain, plain, plain],
    }


def part(name, pull, pulls, told):
    """The stories that one pull of a replay holds."""
    if name == "an archive floods in":
        return told[: len(told) // 4] if pull == 0 else told
    if name == "items go and come back" and pull == 1:
        return told[::2]
    if name.startswith("one id") and pull == 0:
        return told[1:]
    return told


def replay(gleaner, feeds, server):
    """A row for each replay: over all feeds at once, each a source of its own."""
    for name, pulls in replays().items():
        listed = "".join(
            f'- {{feed: "{server.url(n)}", allow_private: true}}\n' for n in range(len(feeds)))
        distinct = sum(len(told) for told in feeds)
        with Workspace(gleaner, listed) as workspace:
            total = dict.fromkeys(COUNTS, 0)
            for pull, write in enumerate(pulls):
                for n, told in enumerate(feeds):
                    shown = part(name, pull, pulls, told)
                    server.bodies[f"/{n}"] = feed(write(story) for story in shown)
                report = workspace.run(START + datetime.timedelta(days=2 * pull))
                for count in COUNTS:
                    total[count] += report[count]
            shown = len(workspace.call(START, "items", "--limit", "100000"))
        yield [name, len(pulls), distinct, *(total[count] for count in COUNTS[:-1]), distinct - shown]


def sentences(text):
    return re.split(r"(?<=[.!?])\s+", text)


def edited(text, dice):
    """One sentence in twelve is gone, one word in forty is another."""
    kept = [s for s in sentences(text) if dice.random() > 1 / 12] or sentences(text)
    words = [w if dice.random() > 1 / 40 else f"changed{dice.randrange(999)}" for s in kept for w in s.split()]
    return " ".join(words)


def retold(told, dice):
    """For each way to retell a story, a function that does."""
    def other_title():
        return " ".join(dice.choice(told).title.split()[:1] + dice.choice(told).text.split()[5:10])

    cut = lambda s, words: " ".join(s.text.split()[:words]) + " […]"
    return {
        "edited": lambda s: (s.title, edited(s.text, dice)),
        "teaser of 30 words": lambda s: (s.title, cut(s, 30)),
        "teaser of 60 words": lambda s: (s.title, cut(s, 60)),
        "another headline": lambda s: (other_title(), s.text),
        "edited, another headline": lambda s: (other_title(), edited(s.text, dice)),
        "teaser of 80 words, another headline": lambda s: (other_title(), cut(s, 80)),
    }


def copies(gleaner, told, dice):
    """A row for each way to retell: how many were recognised, and how many that are others were taken for them."""
    half = len(told) // 2
    originals, others = told[:half], told[half:]
    for name, retell in retold(told, dice).items():
        copied = []
        for n, story in enumerate(originals):
            title, text = retell(story)
            copied.append(Story(title, text, f"https://copy.example.net/{n}", story.published, f"copy-{n}"))
        listed = '- {feed: "one.xml", name: One}\n- {feed: "two.xml", name: Two}\n'
        with Workspace(gleaner, listed) as workspace:
            write = lambda stories: feed(s.item(s.key, s.link) for s in stories)
            (workspace.root / "feeds" / "one.xml").write_text(write(originals + others[::2]))
            (workspace.root / "feeds" / "two.xml").write_text(write(copied + others[1::2]))
            workspace.run(START)
            rows = workspace.call(START, "items", "--limit", "100000")
        left = {row["url"] for row in rows}
        found = sum(s.link not in left for s in copied)
        wrong = sum(s.link not in left for s in originals + others)
        yield [name, len(copied), found, f"{100 * found / len(copied):.1f} %", len(others), wrong]


def table(title, head, rows):
    print(f"\n**{title}**\n\n| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--feeds", type=int, default=20, help="feeds that are replayed")
    parser.add_argument("--copies", type=int, default=600, help="stories that are retold, at most")
    options = parser.parse_args()
    gleaner = str(pathlib.Path(options.gleaner).resolve())
    real = options.shared / "real"
    dice = random.Random(options.seed)
    files = sorted(p for p in (real / "feeds").iterdir() if p.is_file())
    told = [stories(entries, f"f{n}") for n, entries in enumerate(parsed(gleaner, files))]

    table("Time series", ["series", "polls", "distinct items", "added", "changed", "refreshed", "duplicates",
                          "embedded", "work for unchanged bytes"], series(gleaner, real / "timeseries"))
    large = [feed_told[:60] for feed_told in told if len(feed_told) >= 10]
    dice.shuffle(large)
    table("Replays", ["what the feeds do", "pulls", "distinct items", "added", "changed", "refreshed",
                      "duplicates", "lost"], replay(gleaner, large[: options.feeds], Server()))
    long = [story for feed_told in told for story in feed_told if len(story.text.split()) >= 100]
    dice.shuffle(long)
    long = long[: 2 * options.copies]
    for n, story in enumerate(long):
        story.published = START - datetime.timedelta(minutes=n)
    table("Stories retold", ["how", "copies", "recognised", "recall", "other stories", "taken for a copy"],
          copies(gleaner, long, dice))


if __name__ == "__main__":
    main()
