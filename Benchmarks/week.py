#!/usr/bin/env python3
"""A simulated week: does Gleaner learn from ten answers a day?

Seven daily runs of the real program in a workspace of its own, for several people with fixed interests. Every day new
items arrive in a feed, a digest is made, and the person answers the first ten questions of `gleaner review`. Prints a
table in Markdown: the precision of each day's digest, beside the same week without answers.

    Benchmarks/week.py SHARED [--gleaner bin/gleaner] [--people N] [--jobs N] [--seed N] [--ask queue|random] [--json FILE]

A digest that shows nothing counts as precision 0. Items that the person answered are no part of a digest's precision:
there it would be no feat to be right. `--ask random` asks about items drawn by lot instead, to see what the order of the
queue is worth.

SHARED holds ranking/SET.items.jsonl, ranking/tasks/ and ranking/labels/. Nothing is taken from them but titles, texts
and who wanted what.
"""

import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

DAYS = 7
ITEMS_A_DAY = 120
DIGEST = 10
ANSWERS_A_DAY = 10
LIKES_AT_THE_START = 5
FIRST_DAY = datetime.datetime(2026, 3, 2, 7, tzinfo=datetime.timezone.utc)

SETTINGS = """\
person: Week
schedule: {timezone: UTC}
digest: {items: %d, formats: [json]}
"""


class Person:
    """Someone with a set of wanted items among others that they passed by."""

    def __init__(self, name, wanted, unwanted, seed):
        self.name = name
        dice = random.Random(f"{seed} {name}")
        wanted, unwanted = sorted(wanted), sorted(unwanted)
        dice.shuffle(wanted)
        dice.shuffle(unwanted)
        self.likes, wanted = wanted[:LIKES_AT_THE_START], wanted[LIKES_AT_THE_START:]
        # The same share of wanted items every day, as far as there are enough of them: about one in eight.
        a_day = min(len(wanted) // DAYS, ITEMS_A_DAY // 8)
        self.wanted = set(wanted[: a_day * DAYS])
        week = wanted[: a_day * DAYS] + unwanted[: (ITEMS_A_DAY - a_day) * DAYS]
        self.days = []
        for day in range(DAYS):
            items = wanted[day * a_day : (day + 1) * a_day]
            others = ITEMS_A_DAY - a_day
            items += unwanted[day * others : (day + 1) * others]
            dice.shuffle(items)
            self.days.append(items)
        assert len(set(week)) == sum(len(day) for day in self.days)


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def people(folder, sets, count, seed):
    """People of each set, as many of each."""
    found, texts = [], {}
    for name in sets:
        texts.update((row["id"], row) for row in rows(folder / f"{name}.items.jsonl"))
        labels = {row["task"]: row["wanted"] for row in rows(folder / "labels" / f"{name}.jsonl")}
        tasks = [t for t in rows(folder / "tasks" / f"{name}.jsonl") if t["task"].endswith("/k100")]
        random.Random(f"{seed} {name}").shuffle(tasks)
        for task in tasks[: count // len(sets)]:
            wanted = set(task["likes"]) | set(labels[task["task"]])
            passed = (set(task["background"]) | set(task["candidates"])) - wanted
            found.append(Person(task["task"].rsplit("/", 1)[0], wanted, passed, seed))
    return found, texts


class Workspace:
    """A workspace of its own, and the program in it."""

    def __init__(self, gleaner, root):
        self.gleaner, self.root = gleaner, pathlib.Path(root)
        (self.root / "feeds").mkdir(parents=True)
        (self.root / "rules").mkdir()
        (self.root / "gleaner.yaml").write_text(SETTINGS % DIGEST)
        (self.root / "feeds" / "feeds.yaml").write_text('- {feed: "day-*.xml"}\n')

    def call(self, now, *arguments, is_json=True):
        done = subprocess.run(
            [self.gleaner, "--dir", self.root, *arguments, "--now", f"{now:%Y-%m-%dT%H:%M:%SZ}", "--json"],
            capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"gleaner {' '.join(arguments)}: {done.returncode}\n{done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def remember(self, likes, texts, now):
        with open(self.root / "likes.jsonl", "w", encoding="utf-8") as file:
            for like in likes:
                row = {"title": texts[like]["title"], "text": texts[like]["text"],
                       "url": address(like), "at": f"{now:%Y-%m-%dT%H:%M:%SZ}"}
                file.write(json.dumps(row) + "\n")
        self.call(now, "remember", str(self.root / "likes.jsonl"))

    def write_feed(self, day, items, texts, now):
        published = (now - datetime.timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        entries = "".join(
            f"<item><title>{escape(texts[i]['title'])}</title><guid>{i}</guid><link>{address(i)}</link>"
            f"<pubDate>{published}</pubDate><description>{escape(texts[i]['text'])}</description></item>\n"
            for i in items)
        (self.root / "feeds" / f"day-{day + 1}.xml").write_text(
            f'<rss version="2.0"><channel><title>Day {day + 1}</title>\n{entries}</channel></rss>\n')


def address(item):
    return f"https://items.example.org/{item}"


def name(url):
    return url.rsplit("/", 1)[1]


def week(gleaner, person, texts, ask):
    """One person's week; a row for each day. Without `ask` nothing is answered."""
    root = tempfile.mkdtemp(prefix="gleaner-week-")
    try:
        workspace = Workspace(gleaner, root + "/workspace")
        workspace.remember(person.likes, texts, FIRST_DAY - datetime.timedelta(days=1))
        answered, days = set(), []
        for day, items in enumerate(person.days):
            now = FIRST_DAY + datetime.timedelta(days=day)
            workspace.write_feed(day, items, texts, now)
            report = workspace.call(now, "run")[0]
            days.append(measure(workspace, person, items, answered, report, now))
            if ask:
                later = now + datetime.timedelta(minutes=30)
                days[-1]["asked"] = review(workspace, person, answered, later, questions(workspace, ask, later))
        return days
    finally:
        shutil.rmtree(root, ignore_errors=True)


def measure(workspace, person, items, answered, report, now):
    """What the digest of the day is worth, without what the person had answered before: that is known."""
    shown = []
    for file in report["digests"]:
        digest = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        # A wild card was not kept: it says nothing about how right Gleaner is.
        shown += [i for i in (name(row["url"]) for row in digest["items"] if not row["wild"]) if i not in answered]
    today = set(items)
    scored = [row for row in workspace.call(now, "items", "--sort", "score", "--limit", "5000")
              if name(row["url"]) in today and row["probability"] is not None]
    best = [name(row["url"]) for row in scored][:DIGEST]
    hits = sum(i in person.wanted for i in shown)
    wanted_today = len(today & person.wanted)
    return {
        "shown": len(shown), "hits": hits, "wanted": wanted_today,
        "top": sum(i in person.wanted for i in best) / DIGEST,
        "expected": mean(row["probability"] for row in scored[:DIGEST]),
        "kept": report["kept"], "for_review": report["for_review"],
    }


def questions(workspace, ask, now):
    """Ten items to ask about: as the queue has them, or drawn by lot from what nobody answered."""
    if ask == "queue":
        return workspace.call(now, "review", "--limit", str(ANSWERS_A_DAY))
    rows = workspace.call(now, "items", "--limit", "5000")
    open_rows = sorted((r for r in rows if r["stage"] != "person"), key=lambda r: r["id"])
    return random.Random(f"{now}").sample(open_rows, ANSWERS_A_DAY)


def review(workspace, person, answered, now, questions):
    """The person's answers; gives how each was asked and answered."""
    asked = []
    for row in questions:
        item = name(row["url"])
        verdict = "keep" if item in person.wanted else "skip"
        workspace.call(now, "review", str(row["id"]), verdict)
        answered.add(item)
        asked.append((row.get("asked", "random"), verdict, item))
    return asked


def mean(values):
    values = list(values)
    return statistics.mean(values) if values else float("nan")


def spread(values):
    """The standard error of the mean."""
    values = list(values)
    return statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else float("nan")


def precision(day):
    """A digest that shows nothing is no digest: it counts as 0, and its recall does too."""
    return day["hits"] / day["shown"] if day["shown"] else 0.0


def recall(day):
    return day["hits"] / day["wanted"] if day["wanted"] else 0.0


def table(weeks, controls):
    lines = [
        "| day | precision | without answers | wanted of all shown | without answers | best ten | without answers "
        "| recall | wanted of ten asked |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for day in range(DAYS):
        own, other = [w[day] for w in weeks], [w[day] for w in controls]
        kept = sum(v == "keep" for d in own for _, v, _ in d["asked"])
        p = [precision(d) for d in own]
        lines.append(
            f"| {day + 1} | **{mean(p):.2f}** ± {spread(p):.2f} | {mean(map(precision, other)):.2f} "
            f"| {pooled(own)} | {pooled(other)} "
            f"| {mean(d['top'] for d in own):.2f} | {mean(d['top'] for d in other):.2f} "
            f"| {mean(map(recall, own)):.2f} | {kept / len(own):.1f} |")
    return "\n".join(lines)


def pooled(days):
    return f"{sum(d['hits'] for d in days)} of {sum(d['shown'] for d in days)}"


def summary(weeks, controls):
    gain = lambda ws, measure: [measure(w[-1]) - measure(w[0]) for w in ws]
    own, other = gain(weeks, precision), gain(controls, precision)
    tops, flat = gain(weeks, lambda d: d["top"]), gain(controls, lambda d: d["top"])
    days = lambda ws, part: mean(precision(d) for w in ws for d in w[part])
    return "\n".join([
        f"{len(weeks)} people; {mean(w[0]['wanted'] for w in weeks):.1f} of {ITEMS_A_DAY} items a day are wanted.",
        f"Precision, day 7 less day 1: {mean(own):+.2f} ± {spread(own):.2f}; without answers {mean(other):+.2f} ± {spread(other):.2f}.",
        f"Best ten, day 7 less day 1: {mean(tops):+.2f} ± {spread(tops):.2f}; without answers {mean(flat):+.2f} ± {spread(flat):.2f}.",
        f"Best ten of days 2-7: {mean(d['top'] for w in weeks for d in w[1:]):.2f} wanted, "
        f"{mean(d['expected'] for w in weeks for d in w[1:]):.2f} by their probabilities.",
        f"Precision of days 1-2 and 6-7: {days(weeks, slice(0, 2)):.2f}, {days(weeks, slice(5, 7)):.2f}; "
        f"without answers {days(controls, slice(0, 2)):.2f}, {days(controls, slice(5, 7)):.2f}.",
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--sets", default="citeulike,ghstars", help="sets of SHARED/ranking; people of each")
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ask", choices=("queue", "random"), default="queue")
    parser.add_argument("--json", type=pathlib.Path, help="write every day of everyone there")
    options = parser.parse_args()
    gleaner = os.path.abspath(options.gleaner)
    everyone, texts = people(options.shared / "ranking", options.sets.split(","), options.people, options.seed)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        weeks = [pool.submit(week, gleaner, p, texts, options.ask) for p in everyone]
        controls = [pool.submit(week, gleaner, p, texts, None) for p in everyone]
        weeks, controls = [w.result() for w in weeks], [c.result() for c in controls]
    print(table(weeks, controls), summary(weeks, controls), sep="\n\n")
    if options.json:
        log = [{"person": p.name, "with": w, "without": c} for p, w, c in zip(everyone, weeks, controls)]
        options.json.write_text(json.dumps(log, indent=1))


if __name__ == "__main__":
    main()
