#!/usr/bin/env python3
"""Whether a person's own texts ever make a ranking worse that rests on five likes or more.

Runs each ranking task without documents, and with documents of four kinds as the only memory beside the likes: what a
stranger saved who reads of another world (another set), what a stranger of the same set saved, what the person saved
besides (the likes of the largest task of the person that are not in this one), and both of the latter together. Prints
the paired difference of nDCG@10 and of AUC by cell, its 95 % interval over people, and the task that loses most.

  Benchmarks/documents.py SHARED [--gleaner bin/gleaner] [--cache DIR] [--sets triage ghstars citeulike] [--every 1]
"""

import argparse
import json
import math
import random
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

SETS = ("citeulike", "ghstars", "triage")
KINDS = ("another world", "a stranger", "own", "own and a stranger")
MOST = 100


def rows(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


def parts(task):
    name, person, likes = task["task"].split("/")
    return name, person, int(likes[1:])


def sample(ids, seed):
    ids = sorted(set(ids))
    random.Random(seed).shuffle(ids)
    return ids[:MOST]


class Saved:
    """What each person saved, by the largest of their tasks."""

    def __init__(self, tasks):
        self.largest = {}
        for task in sorted((t for of in tasks.values() for t in of), key=lambda t: parts(t)[2]):
            self.largest[parts(task)[:2]] = task["likes"]
        self.people = sorted(self.largest)

    def stranger(self, task, same):
        """One of the people of the same set or of another, drawn by the name of the task."""
        name, person, _ = parts(task)
        others = [p for p in self.people if (p[0] == name) == same and p != (name, person)]
        return self.largest[random.Random(task["task"]).choice(others)]

    def documents(self, task):
        """The documents of each kind, without anything that the task names."""
        own = self.largest[parts(task)[:2]]
        known = set(task["likes"] + task.get("dislikes", []) + task.get("background", []) + task["candidates"])
        of = lambda ids: sample(set(ids) - known, task["task"])
        mine, near = of(own), of(self.stranger(task, same=True))
        found = dict(zip(KINDS, (of(self.stranger(task, same=False)), near, mine, mine + near)))
        if not mine:
            found.pop("own"), found.pop("own and a stranger")
        return found


def measures(scores, wanted, seed):
    ids = sorted(scores)
    random.Random(seed).shuffle(ids)
    ids.sort(key=lambda i: -scores[i])
    gain = sum(1 / math.log2(place + 2) for place, i in enumerate(ids[:10]) if i in wanted)
    best = sum(1 / math.log2(place + 2) for place in range(min(10, len(wanted))))
    misses, above = 0, 0
    for i in ids:
        if i in wanted:
            above += misses
        else:
            misses += 1
    return gain / best, 1 - above / (misses * len(wanted))


def interval(values):
    mean = sum(values) / len(values)
    if len(values) < 2:
        return mean, math.inf
    error = math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1) / len(values))
    return mean, 1.96 * error


def ranked(arguments, folder, tasks):
    """The scores of each task, from one run of the program."""
    path = folder / "tasks"
    path.write_text("".join(json.dumps(task) + "\n" for task in tasks))
    command = [arguments.gleaner, "rank", "--items", str(folder / "items"), "--task", str(path),
               "--cache", arguments.cache or str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return {row["task"]: row["scores"] for row in map(json.loads, done.stdout.splitlines())}


def measured(arguments, folder):
    ranking = Path(arguments.shared) / "ranking"
    with open(folder / "items", "w") as items:
        for name in SETS:
            items.write((ranking / f"{name}.items.jsonl").read_text())
    tasks = {name: rows(ranking / "tasks" / f"{name}.jsonl") for name in SETS}
    wanted = {row["task"]: set(row["wanted"]) for name in SETS for row in rows(ranking / "labels" / f"{name}.jsonl")}
    saved = Saved(tasks)
    asked, plain = [], []
    for task in (t for name in arguments.sets for t in tasks[name]):
        if saved.people.index(parts(task)[:2]) % arguments.every:
            continue
        plain.append(task)
        for kind, documents in saved.documents(task).items():
            asked.append({**task, "task": f"{task['task']}|{kind}", "documents": documents})
    scores = ranked(arguments, folder, plain + asked)
    for task in asked:
        name, kind = task["task"].split("|")
        before, after = (measures(scores[key], wanted[name], name) for key in (name, task["task"]))
        yield name, kind, before, after


def report(found):
    cells = defaultdict(list)
    for name, kind, before, after in found:
        group, _, likes = name.split("/")
        cells[kind, group, int(likes[1:])].append((after[0] - before[0], after[1] - before[1], name))
    for kind in KINDS:
        print(f"\n{kind}\n  set        likes  people  nDCG@10              AUC                  worst task")
        for (of, group, likes), values in sorted(cells.items()):
            if of == kind:
                (a, b), (c, d) = interval([v[0] for v in values]), interval([v[1] for v in values])
                worst = min(values)
                print(f"  {group:10} {likes:5}  {len(values):6}  {a:+.4f} ± {b:.4f}    {c:+.4f} ± {d:.4f}    "
                      f"{worst[0]:+.3f} {worst[2]}")
    everything = [v for values in cells.values() for v in values]
    lost = sum(v[0] < -1e-9 for v in everything)
    won = sum(v[0] > 1e-9 for v in everything)
    print(f"\n{len(everything)} rankings: {won} better, {lost} worse, {len(everything) - won - lost} the same")
    name = min(everything)
    print(f"the worst: {name[0]:+.3f} {name[2]}")


def main():
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("shared")
    reader.add_argument("--gleaner", default="bin/gleaner")
    reader.add_argument("--cache", help="keeps the vectors between runs")
    reader.add_argument("--sets", nargs="+", default=list(SETS), choices=SETS)
    reader.add_argument("--every", type=int, default=1, help="takes one person of so many")
    arguments = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report(measured(arguments, Path(folder)))


if __name__ == "__main__":
    main()
