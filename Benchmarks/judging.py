#!/usr/bin/env python3
"""What a judge of unknown reliability is worth, asked about few items: the program's own trust and selection, simulated judges.

    Benchmarks/judging.py SHARED [--runs DIR] [--alone .build/release/judging-benchmark] [--seeds 3] [--settings 1.5 0.6 0.4 0.9]

SHARED/ranking holds sets of tasks with labels. The first stage is `gleaner rank --task`; with --runs its outcomes are kept
(SET.run.jsonl) and used again. A judge has an opinion that is Gaussian and independent of the first stage given whether an item
is wanted; it speaks as a verdict with a confidence, honestly or always between 70 and 95. The worker knows neither its
reliability nor its manner: it learns from 50 answers on items of earlier days (the days of other people of the same cell stand
for them, asked by the same rules), or from none. Then 2, 5 and 10 % of a day's items are asked, or all. nDCG@10 by cell; the
intervals are of the difference from the first stage, over people drawn anew.
"""

import argparse
import json
import math
import os
import pathlib
import random
import subprocess
import tempfile
from collections import defaultdict

SETS = ["citeulike", "ghstars", "triage"]
SHARES = ["asked 0.02", "asked 0.05", "asked 0.1"]


def stage_one(folder, runs, gleaner):
    for name in SETS:
        out = runs / f"{name}.run.jsonl"
        if not out.exists():
            command = [gleaner, "rank", "--items", folder / f"{name}.items.jsonl", "--task",
                       folder / "tasks" / f"{name}.jsonl", "--cache", runs]
            out.write_bytes(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def days(folder, runs):
    for name in SETS:
        wanted = {}
        for line in open(folder / "labels" / f"{name}.jsonl"):
            row = json.loads(line)
            wanted[row["task"]] = set(row["wanted"])
        for line in open(runs / f"{name}.run.jsonl"):
            row = json.loads(line)
            ids = sorted(row["scores"])
            chances = [min(max(row["scores"][i], 1e-12), 1 - 1e-12) for i in ids]
            kind, _, likes = row["task"].split("/")
            yield {"task": row["task"], "cell": f"{kind} {likes[1:]}",
                   "logOdds": [math.log(p / (1 - p)) for p in chances],
                   "wanted": [i in wanted[row["task"]] for i in ids]}


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def interval(people, draws=1000):
    """95 % of the mean over people drawn anew within their cells, of the mean over cells."""
    dice, cells = random.Random(1), defaultdict(list)
    for (cell, _), value in people.items():
        cells[cell].append(value)
    drawn = sorted(mean(mean(dice.choices(cell, k=len(cell))) for cell in cells.values()) for _ in range(draws))
    return drawn[int(draws * 0.025)], drawn[int(draws * 0.975)]


def differences(rows, name):
    sums = defaultdict(list)
    for row in rows:
        sums[row["cell"], row["task"]].append(row[name] - row["stage1"])
    return {key: mean(values) for key, values in sums.items()}


def over_cells(rows, name):
    cells = defaultdict(list)
    for row in rows:
        cells[row["cell"]].append(row[name])
    return mean(mean(values) for values in cells.values())


def report(rows):
    groups = defaultdict(list)
    for row in rows:
        groups[row["judge"], row["answers"]].append(row)
    print("mean of the cells; gain over the first stage [95 % of people drawn anew], share of the gain of asking everything")
    for (judge, answers), part in groups.items():
        print(f"\n{judge}, after {answers} answers: weight {mean(row['weight'] for row in part):.2f}; "
              f"first stage {over_cells(part, 'stage1'):.4f}")
        total = over_cells(part, "everything") - over_cells(part, "stage1")
        for name in SHARES + ["everything"]:
            people = differences(part, name)
            gain, (low, high) = over_cells(part, name) - over_cells(part, "stage1"), interval(people)
            share = f"{gain / total:6.1%}" if total > 0.01 else "     -"
            used = f"{over_cells(part, name.replace('asked', 'questions')):5.1%} asked" if name != "everything" else ""
            print(f"  {name:11} {gain + over_cells(part, 'stage1'):.4f}  {gain:+.4f} [{low:+.4f}, {high:+.4f}]  {share}  {used}")
    print("\nby cell, after 50 answers: first stage, asked .05, asked .1, everything, share of the gain at .1")
    for judge in [judge for judge, answers in groups if answers == 50]:
        cells = defaultdict(list)
        for row in groups[judge, 50]:
            cells[row["cell"]].append(row)
        print(judge)
        for cell, part in cells.items():
            numbers = [mean(row[name] for row in part) for name in ["stage1", "asked 0.05", "asked 0.1", "everything"]]
            gain = numbers[3] - numbers[0]
            share = f"{(numbers[2] - numbers[0]) / gain:6.1%}" if abs(gain) > 0.01 else "     -"
            print(f"  {cell:14} " + "  ".join(f"{number:.4f}" for number in numbers) + f"  {share}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--runs", type=pathlib.Path)
    parser.add_argument("--alone", default=".build/release/judging-benchmark")
    parser.add_argument("--seeds", default="3")
    parser.add_argument("--settings", nargs="*", default=[], help="influence, expected weight, its doubt, assurance")
    options = parser.parse_args()
    folder = options.shared / "ranking"
    with tempfile.TemporaryDirectory() as temporary:
        runs = options.runs or pathlib.Path(temporary)
        stage_one(folder, runs, os.environ.get("GLEANER", "bin/gleaner"))
        text = "".join(json.dumps(day) + "\n" for day in days(folder, runs))
    command = [options.alone, "study", options.seeds, *options.settings]
    output = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    report([json.loads(line) for line in output.splitlines()])


if __name__ == "__main__":
    main()
