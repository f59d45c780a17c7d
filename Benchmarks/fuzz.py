#!/usr/bin/env python3
"""Cuts and mutilates feeds, and watches what the parser makes of them.

    Benchmarks/fuzz.py [--gleaner bin/gleaner] [--feeds N] [--cuts N] [--mutations N] [--jobs N] [--seed N] PATH…

PATH is a feed or a folder of feeds. Each of the first N feeds is cut at N places, and N mutations of their beginnings
are made: bytes flipped, removed and doubled, pieces of other feeds spliced in, tokens of XML, HTML and JSON inserted.
Each goes through `gleaner feeds parse --batch`, a row at a time, so that a process that dies or falls silent is known
by the row it was given. Three things are failures:

  crash   the program ended, or its row is no JSON
  hang    a row took more than a second of processor time
  loss    an entry that was complete before the cut is missing, or has another identifier or title

Failing documents are written to --keep FOLDER. Exit code 1 when there was a failure.
"""

import argparse
import base64
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import select
import subprocess
import sys
import time

PATIENCE = 20.0  # seconds of silence until a process counts as hanging, on a busy machine
SLOW = 1.0  # seconds of processor time
PIECE = 16 << 10  # bytes of a feed that is mutated
TOKENS = [
    b"<", b"</", b">", b"/>", b"&", b"&amp;", b"&#0;", b"&#xD800;", b"&#99999999999;", b"]]>", b"<![CDATA[", b"<!--",
    b"-->", b"<?xml", b"?>", b"<!DOCTYPE x [", b'<!ENTITY a "b">', b"&a;", b'"', b"'", b"=", b"\0", b"\x01", b"\xff",
    b"\xc2", b"\xe2\x80", b"\xef\xbb\xbf", b"\xfe\xff", b"<item>", b"</item>", b"<entry>", b"</entry>", b"<rss>",
    b"</channel>", b'<feed xmlns="http://www.w3.org/2005/Atom">', b"<title>", b"</title>", b'<content type="xhtml">',
    b'xml:base="//"', b' xmlns:x="y"', b"<script>", b"<svg>", b"<p style='", b'<a href="', b"javascript:", b"{", b"}",
    b"[", b"]", b'"items":[', b"\\u", b"\\", b",", b":", b"1e999", b"encoding='utf-16'", b"encoding='koi8-r'",
]  # fmt: skip


class Program:
    """A running filter that answers one document at a time."""

    def __init__(self, path):
        self.path = path
        self.process = None

    def start(self):
        command = [self.path, "feeds", "parse", "--batch"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.pending = b""

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def used(self):
        """Seconds of processor time of the process so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def line(self):
        end = time.monotonic() + PATIENCE
        chunks = [self.pending]
        descriptor = self.process.stdout.fileno()
        while b"\n" not in chunks[-1]:
            ready, _, _ = select.select([descriptor], [], [], max(0, end - time.monotonic()))
            if not ready:
                return None, "hang"
            chunk = os.read(descriptor, 1 << 20)
            if not chunk:
                return None, "crash"
            chunks.append(chunk)
        line, _, self.pending = b"".join(chunks).partition(b"\n")
        return line, None

    def parse(self, document, **more):
        """The row, and what went wrong; `more` stands in the row that asks."""
        if self.process is None:
            self.start()
        began, before = time.monotonic(), self.used()
        row = json.dumps({"key": 1, "base64": base64.b64encode(document).decode(), **more})
        try:
            self.process.stdin.write(row.encode() + b"\n")
            self.process.stdin.flush()
            line, failure = self.line()
        except BrokenPipeError:
            line, failure = None, "crash"
        if failure is None and time.monotonic() - began > SLOW and self.used() - before > SLOW:
            failure = "hang"
        if failure:
            self.stop()
            return None, failure
        try:
            return json.loads(line), None
        except ValueError:
            return None, "crash"


def told(entries):
    return [(entry.get("id"), entry.get("title")) for entry in entries]


def ends(document):
    """Where the entries of a feed end, as far as a pattern can tell."""
    if document.lstrip()[:1] == b"{":
        return json_ends(document)
    hidden = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.S)
    plain = hidden.sub(lambda match: b" " * len(match[0]), document)
    return [match.end() for match in re.finditer(rb"</(?:\w+:)?(?:item|entry)\s*>|<item[^<>]*/>", plain)]


def json_ends(document):
    text = document.decode("utf-8", "replace")
    start = re.search(r'"items"\s*:\s*\[', text)
    decoder, found = json.JSONDecoder(strict=False), []
    place = start.end() if start else len(text)
    while True:
        place += len(text[place:]) - len(text[place:].lstrip(" \t\r\n,"))
        try:
            _, place = decoder.raw_decode(text, place)
        except ValueError:
            return found
        found.append(len(text[:place].encode()))


def mutate(document, others, dice):
    data = bytearray(document)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data) + 1)
        kind = dice.randrange(6)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del data[at : at + dice.randint(1, 64)]
        elif kind == 2:
            data[at:at] = data[at : at + dice.randint(1, 256)] * dice.randint(1, 4)
        elif kind == 3:
            other = dice.choice(others)
            low = dice.randrange(len(other))
            data[at:at] = other[low : low + dice.randint(1, 512)]
        elif kind == 4:
            data[at:at] = dice.choice(TOKENS) * dice.choice([1, 1, 1, 2, 50])
        else:
            other = dice.randrange(len(data) + 1)
            low, high = min(at, other), max(at, other)
            data[low : low + 32], data[high : high + 32] = data[high : high + 32], data[low : low + 32]
    return bytes(data)


def cut(job):
    """Cuts one feed everywhere."""
    gleaner, path, cuts, seed, keep = job
    program, tally = Program(gleaner), collections.Counter(feeds=1)
    document = pathlib.Path(path).read_bytes()
    whole, failure = program.parse(document)
    places = ends(document)
    isKnown = whole is not None and len(places) == whole.get("entry_count")
    tally["checked"] += isKnown
    dice = random.Random(f"{seed} {path}")
    for number in range(cuts):
        at = min(len(document), int((number + dice.random()) * len(document) / cuts))
        row, failure = program.parse(document[:at])
        tally["cuts"] += 1
        if not failure and isKnown:
            complete = sum(place <= at for place in places)
            tally["kept"] += complete
            if told(whole["entries"][:complete]) != told(row.get("entries", [])[:complete]):
                failure = "loss"
        if failure:
            tally[failure] += 1
            note(keep, failure, f"{pathlib.Path(path).stem}-{at}", document[:at])
    program.stop()
    return tally


def mutations(job):
    """Makes a share of the mutations."""
    gleaner, paths, count, seed, keep = job
    program, tally, dice = Program(gleaner), collections.Counter(), random.Random(f"{seed}")
    pieces = [pathlib.Path(path).read_bytes()[:PIECE] for path in paths]
    for number in range(count):
        document = mutate(dice.choice(pieces), pieces, dice)
        _, failure = program.parse(document)
        tally["mutations"] += 1
        if failure:
            tally[failure] += 1
            note(keep, failure, f"mutation-{seed}-{number}", document)
    program.stop()
    return tally


def note(keep, failure, name, document):
    print(f"{failure}: {name}", file=sys.stderr)
    if keep:
        pathlib.Path(keep).mkdir(parents=True, exist_ok=True)
        (pathlib.Path(keep) / f"{failure}-{name}").write_bytes(document)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--mutations", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_args()
    files = []
    for path in map(pathlib.Path, options.paths):
        files += sorted(entry for entry in path.iterdir() if entry.is_file()) if path.is_dir() else [path]
    files = [str(path) for path in files if path.stat().st_size > 0][: options.feeds]
    began, total = time.monotonic(), collections.Counter()
    shares = 16
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        work = [
            pool.submit(cut, (options.gleaner, path, options.cuts, options.seed, options.keep)) for path in files
        ]
        for share in range(shares):
            count = options.mutations // shares + (share < options.mutations % shares)
            seed = f"{options.seed}.{share}"
            work.append(pool.submit(mutations, (options.gleaner, files, count, seed, options.keep)))
        for done in concurrent.futures.as_completed(work):
            total += done.result()
    failures = total["crash"] + total["hang"] + total["loss"]
    print(
        f"{total['feeds']} feeds cut at {total['cuts']} places ({total['checked']} feeds whose entries could be told "
        f"apart, {total['kept']} complete entries looked for), {total['mutations']} mutations, "
        f"{time.monotonic() - began:.0f} s: {total['crash']} crashes, {total['hang']} hangs, {total['loss']} losses"
    )
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
