#!/usr/bin/env python3
"""How often the language of an item is right, by language: through the program, on real feeds.

Usage: Benchmarks/languages.py SHARED [--gleaner bin/gleaner]

Makes a workspace of the feeds in SHARED/real, admits their items (in a private database that is thrown away) and
compares the language that each item got with the feed's label. Then once more with the titles alone, declared as
nothing. The labels are a detector's own, by feed; the few that are plainly wrong are mended below.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile
from xml.sax.saxutils import escape

# A feed in Chinese full of addresses, which its label calls Catalan.
MENDED = {"152-zaobao-rss.xml": "zh"}


def labels(shared):
    rows = map(json.loads, (shared / "real/feeds.jsonl").read_text().splitlines())
    named = {}
    for row in rows:
        name = pathlib.Path(row["file"]).name
        label = MENDED.get(name, row["detected_language"])[:2]
        if label and not row.get("declared_language", "").startswith("{"):
            named[name] = label
    return named


def items(gleaner, folder, feeds):
    """The rows of `gleaner items` after these files were admitted."""
    run = lambda *words: subprocess.run(
        [gleaner, "--dir", folder, *words], check=True, capture_output=True, text=True
    ).stdout
    subprocess.run([gleaner, "init", folder], check=True, capture_output=True)
    lines = [f"- feed: {json.dumps(str(path))}\n" for path in feeds]
    (folder / "feeds/feeds.yaml").write_text("".join(lines))
    run("run", "--until", "admit")
    return list(map(json.loads, run("items", "--json", "--limit", "1000000").splitlines()))


def titles(rows, folder):
    """A feed of bare titles for each feed; gives the paths."""
    by_feed = collections.defaultdict(list)
    for row in rows:
        by_feed[pathlib.Path(row["source"]).name].append(row["title"])
    folder.mkdir()
    for name, texts in by_feed.items():
        body = "".join(
            f"<item><guid>{n}</guid><title>{escape(text)}</title></item>" for n, text in enumerate(texts)
        )
        (folder / name).write_text(f'<rss version="2.0"><channel>{body}</channel></rss>')
    return sorted(folder.iterdir())


def report(heading, rows, named):
    counts = collections.defaultdict(collections.Counter)
    for row in rows:
        label = named.get(pathlib.Path(row["source"]).name)
        if label:
            outcome = {label: "right", None: "none"}.get(row["language"], "wrong")
            counts[label][outcome] += 1
    print(f"{heading}\n  language  items   right   wrong    none")
    total = sum(counts.values(), collections.Counter())
    for label, count in sorted(counts.items(), key=lambda pair: -pair[1].total()) + [("all", total)]:
        n = count.total()
        shares = "  ".join(f"{100 * count[what] / n:5.1f}%" for what in ("right", "wrong", "none"))
        print(f"  {label:8}  {n:5}  {shares}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--gleaner", type=pathlib.Path, default=pathlib.Path("bin/gleaner"))
    arguments = parser.parse_args()
    gleaner = arguments.gleaner.resolve()
    named = labels(arguments.shared)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        feeds = sorted((arguments.shared / "real/feeds").resolve().iterdir())
        whole = items(gleaner, folder / "whole", [path for path in feeds if path.name in named])
        report("title and text, as declared", whole, named)
        bare = titles(whole, folder / "titles")
        report("titles alone, nothing declared", items(gleaner, folder / "bare", bare), named)


main()
