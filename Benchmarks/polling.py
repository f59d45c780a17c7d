#!/usr/bin/env python3
"""When items are seen: the schedule against asking every hour, at an equal number of requests.

Replays feeds whose items have known times through `gleaner feeds plan`, the same function that the worker uses; at each
poll only the items before it are known. Hourly polling of all feeds sets the budget, and the one price of the schedule is
chosen so that its requests are the same number. Delay is the time from an item's publication to the poll that sees it.

    Benchmarks/polling.py [--gleaner bin/gleaner] [--days N] [--json FILE] PATH…

A PATH is a folder of snapshots of one feed (names begin with their time, as in 2020-04-22T2156-….xml), a folder of such
folders, or a folder of feeds. Snapshots are replayed from the first to the last; of a single document the older third of
its items (at most as many days as are replayed) is the past, and the rest is replayed. Each feed is replayed for at most
--days, so that quiet feeds with a long past do not make the budget.

Three answers: all feeds share one budget; only the busy ones do (three items a day and more), where quiet feeds have
nothing to give; and each feed keeps its own budget, where only the time of day and bursts can help.

Dates without a time (midnight to the second) are left out of the delays: nobody knows when those items came.
"""

import argparse
import bisect
import datetime
import json
import os
import pathlib
import random
import re
import statistics
import subprocess

HOUR = 3600
DAY = 24 * HOUR
BUSY = 3
DEFAULT_PRICE = 0.2
SNAPSHOT = re.compile(r"(\d{4}-\d\d-\d\dT\d{4})")


class Feed:
    """What is known of one feed: when its items came, and what it says itself."""

    def __init__(self, name, items, hints, start, end):
        self.name, self.items, self.hints = name, sorted(items), hints
        self.start, self.end = start, end
        first, last = bisect.bisect_right(self.items, start), bisect.bisect_right(self.items, end)
        self.new = [t for t in self.items[first:last] if t % DAY]

    @property
    def days(self):
        return (self.end - self.start) / DAY

    def row(self, number):
        since = self.start - 60 * DAY
        return {"id": number, "items": [text(t) for t in self.items if t >= since],
                "from": text(self.start), "until": text(self.end), **self.hints}

    def hourly(self):
        """Every hour, from a minute of its own."""
        first = self.start + random.Random(self.name).random() * HOUR
        return [first + n * HOUR for n in range(int((self.end - first) // HOUR) + 1)]

    def delays(self, polls):
        """Of each new item; what was not seen yet is seen at the end."""
        found = []
        for item in self.new:
            at = bisect.bisect_left(polls, item)
            found.append((polls[at] if at < len(polls) else self.end) - item)
        return found


def text(seconds):
    return datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(time):
    return datetime.datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp()


def documents(gleaner, paths):
    """The documents as Gleaner reads them, by path."""
    rows = "".join(json.dumps({"key": str(p), "file": str(p)}) + "\n" for p in paths)
    done = subprocess.run([gleaner, "feeds", "parse", "--batch"], input=rows, capture_output=True, text=True, check=True)
    found = {}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        if not row.get("error"):
            found[row["key"]] = row
    return found


def times(document):
    """Identity and publication of each entry."""
    for entry in document["entries"]:
        time = entry.get("published") or entry.get("updated")
        identity = entry.get("id") or entry.get("link") or entry.get("title")
        if time and identity:
            yield identity, seconds(time)


def hints(document):
    """What a feed says itself of when to ask, as far as `feeds parse` shows it."""
    return {"ttl": document["feed"]["ttl"]} if document["feed"].get("ttl") else {}


def series(gleaner, folder, days):
    """One feed, out of its snapshots."""
    files = sorted(p for p in folder.iterdir() if SNAPSHOT.match(p.name))
    found, items = documents(gleaner, files), {}
    taken = [datetime.datetime.strptime(SNAPSHOT.match(p.name)[1], "%Y-%m-%dT%H%M")
             .replace(tzinfo=datetime.timezone.utc).timestamp() for p in files]
    last = {}
    for path, at in zip(files, taken):
        document = found.get(str(path))
        if document is None:
            continue
        last = hints(document)
        for identity, time in times(document):
            items[identity] = min(items.get(identity, at), time, at)
    return Feed(folder.name, items.values(), last, max(taken[0], taken[-1] - days * DAY), taken[-1])


def single(path, document, days):
    """One feed, out of one document; None when it tells too little."""
    items = sorted(dict(times(document)).values())
    items = [t for t in items if t <= items[-1]]
    if len(items) < 5 or len(set(items)) < 5:
        return None
    end = items[-1] + HOUR
    start = max(items[len(items) // 3], end - days * DAY)
    return Feed(path.name, items, hints(document), start, end) if end - start > HOUR * 6 else None


def feeds(gleaner, paths, days):
    found = []
    for path in paths:
        folders = [path] + sorted(p for p in path.iterdir() if p.is_dir())
        for folder in folders:
            files = sorted(p for p in folder.iterdir() if p.is_file())
            if files and all(SNAPSHOT.match(p.name) for p in files):
                found.append(series(gleaner, folder, days))
            elif files:
                read = documents(gleaner, files)
                found += [single(p, read[str(p)], days) for p in files if str(p) in read]
    return [f for f in found if f is not None]


def plan(gleaner, chosen, price):
    """The polls of each feed at a price."""
    rows = "".join(json.dumps(feed.row(number)) + "\n" for number, feed in enumerate(chosen))
    done = subprocess.run([gleaner, "feeds", "plan", "--price", f"{price:.6f}"],
                          input=rows, capture_output=True, text=True, check=True)
    return [[seconds(t) for t in json.loads(line)["polls"]] for line in done.stdout.splitlines()]


def equal(gleaner, chosen, budget):
    """The schedule whose requests are as many as `budget`, or fewer where nothing helps; and its price."""
    low, high = 1e-5, 1e3
    best = None
    for _ in range(16):
        price = (low * high) ** 0.5
        polls = plan(gleaner, chosen, price)
        if sum(map(len, polls)) > budget:
            low = price
        else:
            best, high = (price, polls), price
        if high / low < 1.02:
            break
    return best or (high, plan(gleaner, chosen, high))


def figures(chosen, polls):
    delays = [d for feed, times in zip(chosen, polls) for d in feed.delays(times)]
    return {"requests": sum(map(len, polls)), "items": len(delays), "median": statistics.median(delays) / 60,
            "mean": statistics.mean(delays) / 60, "p90": statistics.quantiles(delays, n=10)[-1] / 60 if len(delays) > 1 else delays[0] / 60}


def compare(gleaner, name, chosen):
    """A row: hourly, and the schedule at the same number of requests."""
    fixed = figures(chosen, [feed.hourly() for feed in chosen])
    price, polls = equal(gleaner, chosen, fixed["requests"])
    own = figures(chosen, polls)
    return {"feeds": name, "count": len(chosen), "price": price, "hourly": fixed, "own": own, "polls": polls}


def line(row):
    fixed, own = row["hourly"], row["own"]
    return (f"| {row['feeds']} | {fixed['items']} | {fixed['requests']} | {own['requests']} | {fixed['median']:.1f} "
            f"| **{own['median']:.1f}** | {own['median'] / fixed['median']:.2f} | {fixed['mean']:.0f} | {own['mean']:.0f} "
            f"| {row['price']:.3f} |")


HEAD = ("| feeds | new items | requests, hourly | ours | median delay (min), hourly | ours | ratio | mean, hourly | ours "
        "| price |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=pathlib.Path, nargs="+")
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--days", type=float, default=14)
    parser.add_argument("--json", type=pathlib.Path, help="write every figure there")
    options = parser.parse_args()
    gleaner = os.path.abspath(options.gleaner)
    chosen = [f for f in feeds(gleaner, options.paths, options.days)]
    live = [f for f in chosen if f.new]
    busy = [f for f in live if len(f.new) / f.days >= BUSY]
    rows = [compare(gleaner, f"all {len(chosen)}, one budget", chosen)]
    if busy and len(busy) < len(chosen):
        rows.append(compare(gleaner, f"the {len(busy)} busy ones, one budget", busy))
    own = [compare(gleaner, feed.name, [feed]) for feed in sorted(live, key=lambda f: -len(f.new))]
    enough = [row for row in own if row["own"]["items"] >= 10]
    print(HEAD, *map(line, rows), *map(line, enough), sep="\n")
    if enough:
        ratios = [row["own"]["median"] / row["hourly"]["median"] for row in enough]
        print(f"\nEach feed with a budget of its own ({len(enough)} with ten new items and more): "
              f"median of the ratios {statistics.median(ratios):.2f}.")
    default = figures(chosen, plan(gleaner, chosen, DEFAULT_PRICE))
    print(f"At the default price of {DEFAULT_PRICE}: {default['requests']} requests, median delay {default['median']:.1f} min.")
    if options.json:
        for row in rows + own:
            row.pop("polls")
        options.json.write_text(json.dumps(rows + own, indent=1))


if __name__ == "__main__":
    main()
