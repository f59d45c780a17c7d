#!/usr/bin/env python3
"""Whether the likes that an explanation names are those that the score rests on.

For the best candidates of each ranking task the three likes with the largest contributions are taken away and everything
is learned again; and the same with three likes drawn at random. Prints how much the probability falls in both cases, and
how often the named ones cost more.

  Benchmarks/explanation.py SHARED [--gleaner bin/gleaner] [--set citeulike] [--tasks 10] [--cache DIR]
"""

import argparse
import json
import math
import random
import subprocess
import tempfile
from pathlib import Path


def rows(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


def write(path, values):
    path.write_text("".join(json.dumps(value) + "\n" for value in values))
    return str(path)


class Bench:
    def __init__(self, arguments, folder):
        self.arguments = arguments
        self.folder = folder
        ranking = Path(arguments.shared) / "ranking"
        self.items_file = str(ranking / f"{arguments.set}.items.jsonl")
        self.items = {str(row["id"]): row for row in rows(self.items_file)}
        self.tasks = rows(ranking / "tasks" / f"{arguments.set}.jsonl")

    def gleaner(self, *words, stdin=None):
        command = [self.arguments.gleaner, "rank", "--cache", self.arguments.cache or str(self.folder), *words]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def explained(self, task):
        """The candidates of a task, best first, each with the contributions of its likes."""
        texts = lambda ids: [self.items[str(id)] for id in ids]
        words = ["--likes", write(self.folder / "likes", texts(task["likes"]))]
        words += ["--background", write(self.folder / "seen", texts(task["background"]))]
        words += ["--prior", str(task["prior"]), "--why", "1000"]
        stdin = "".join(json.dumps(row) + "\n" for row in texts(task["candidates"]))
        return sorted(self.gleaner(*words, stdin=stdin), key=lambda row: -row["probability"])

    def refitted(self, tasks):
        names = write(self.folder / "tasks", tasks)
        return {row["task"]: row["scores"] for row in self.gleaner("--items", self.items_file, "--task", names)}


def logit(p):
    return math.log(p / (1 - p))


def test(bench, tasks, best):
    draw = random.Random(7)
    trials, variants = [], []
    for task in tasks:
        plain = {key: task[key] for key in ("background", "candidates", "prior")}
        likes = set(map(str, task["likes"]))
        for row in bench.explained(task)[:best]:
            named = sorted((w for w in row["why"] if w["id"] in likes), key=lambda w: -w["contribution"])
            trial = {"item": str(row["id"]), "before": row["probability"], "key": str(len(trials))}
            drawn = draw.sample(sorted(likes), 3)
            for kind, gone in (("named", [w["id"] for w in named[:3]]), ("drawn", drawn)):
                kept = [id for id in task["likes"] if str(id) not in gone]
                variants.append({"task": trial["key"] + kind, "likes": kept, **plain})
            trials.append(trial)
    after = bench.refitted(variants)
    for trial in trials:
        for kind in ("named", "drawn"):
            trial[kind] = after[trial["key"] + kind][trial["item"]]
    return trials


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("shared")
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--set", default="citeulike")
    parser.add_argument("--tasks", type=int, default=10, help="tasks of each size")
    parser.add_argument("--best", type=int, default=3, help="candidates of each task")
    parser.add_argument("--cache")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments, Path(folder))
        for size in (20, 100):
            tasks = [task for task in bench.tasks if len(task["likes"]) == size][: arguments.tasks]
            trials = test(bench, tasks, arguments.best)
            mean = lambda kind: sum(1 - t[kind] / t["before"] for t in trials) / len(trials)
            odds = lambda kind: sum(logit(t["before"]) - logit(t[kind]) for t in trials) / len(trials)
            share = lambda holds: sum(map(holds, trials)) / len(trials)
            lower = share(lambda t: t["named"] < t["before"])
            wins = share(lambda t: t["named"] < t["drawn"])
            print(
                f"{arguments.set} {size} likes, {len(trials)} items: without the three named {mean('named'):.0%} lower "
                f"({odds('named'):.2f} log-odds), without three others {mean('drawn'):.0%} ({odds('drawn'):.2f}); "
                f"lower without the named in {lower:.0%}, lower than without the others in {wins:.0%}"
            )


if __name__ == "__main__":
    main()
