#!/usr/bin/env python3
"""Is it worth asking in order? A few answers in the order of `gleaner review` against many by lot.

For each person of SHARED/ranking/tasks/SET.jsonl the candidates with their labels are the world: half of them can be
asked about, the other half is held out and tells how well the answers were learned (nDCG@10 and AUC), over several random
halvings. The person begins with a few likes and nothing else. Each sitting asks for the next questions (`gleaner rank
--ask`, which is the order of `gleaner review`), the answers become likes and dislikes, and the next sitting sees what
they taught. Beside it the same number of answers, and more, by lot; the same model learns from both.

    Benchmarks/learning.py SHARED [--gleaner bin/gleaner] [--set triage] [--likes N] [--sitting N] [--splits N] [--cache DIR]

Nothing is taken from SHARED but titles, texts and who wanted what.
"""

import argparse
import json
import math
import pathlib
import random
import statistics
import subprocess
import tempfile

RANDOM = (25, 50, 100)


class Trial:
    """One person, one halving of their candidates, one way of asking."""

    def __init__(self, person, split, pool, held, wanted, likes, prior, rng):
        self.name = f"{person}/{split}"
        self.pool, self.held, self.wanted, self.prior = pool, held, wanted, prior
        self.likes, self.dislikes = list(likes), []
        self.lot = rng.sample(pool, len(pool))
        self.asked = []

    def answer(self, ids):
        for id in ids:
            self.asked.append(id)
            (self.likes if id in self.wanted else self.dislikes).append(id)

    def row(self, candidates):
        # What is not yet answered is what a person saw and said nothing of.
        known = set(self.asked)
        rest = [id for id in self.pool if id not in known]
        return {"task": self.name, "likes": self.likes, "dislikes": self.dislikes, "background": rest,
                "candidates": rest if candidates == "pool" else self.held, "prior": self.prior}


def trials(folder, name, likes, splits, seed):
    labels = {}
    for line in open(folder / f"labels/{name}.jsonl"):
        row = json.loads(line)
        labels[row["task"]] = set(row["wanted"])
    result = []
    for line in open(folder / f"tasks/{name}.jsonl"):
        task = json.loads(line)
        if len(task["likes"]) != max(5, likes):
            continue
        wanted = labels[task["task"]]
        for split in range(splits):
            rng = random.Random(f"{seed} {task['task']} {split}")
            # Halved apart, so that each half has its share of what is wanted.
            yes = [c for c in task["candidates"] if c in wanted]
            no = [c for c in task["candidates"] if c not in wanted]
            pool, held = [], []
            for part in (yes, no):
                part = rng.sample(part, len(part))
                pool += part[: len(part) // 2]
                held += part[len(part) // 2:]
            result.append((task, split, sorted(pool), sorted(held), wanted, task["likes"][:likes], rng.random()))
    return result


def rank(options, rows, ask=0):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")
        file.flush()
        command = [options.gleaner, "rank", "--task", file.name, "--cache", options.cache,
                   "--items", str(options.shared / f"ranking/{options.set}.items.jsonl")]
        if ask:
            command += ["--ask", str(ask)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def quality(trial, scores):
    order = sorted(trial.held, key=lambda id: (-scores[id], id))
    gains = [1 / math.log2(place + 2) for place, id in enumerate(order[:10]) if id in trial.wanted]
    count = sum(id in trial.wanted for id in order)
    best = sum(1 / math.log2(place + 2) for place in range(min(10, count)))
    below, wins = 0, 0
    for id in reversed(order):
        if id in trial.wanted:
            wins += below
        else:
            below += 1
    return sum(gains) / best, wins / max(1, count * below)


def measure(options, tasks, label):
    rows = rank(options, [t.row("held") for t in tasks])
    pairs = [quality(t, row["scores"]) for t, row in zip(tasks, rows)]
    ndcg, auc = zip(*pairs)
    found = [sum(id in t.wanted for id in t.asked) for t in tasks]
    people = {}
    for trial, value in zip(tasks, ndcg):
        people.setdefault(trial.name.rsplit("/", 1)[0], []).append(value)
    each = " ".join(f"{statistics.mean(v):.2f}" for v in people.values())
    print(f"| {label} | **{statistics.mean(ndcg):.3f}** | {statistics.mean(auc):.3f} "
          f"| {statistics.mean(found):.1f} | {each} |", flush=True)
    return ndcg


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--set", default="triage")
    parser.add_argument("--likes", type=int, default=5, help="with how many likes each begins")
    parser.add_argument("--sitting", type=int, default=5, help="questions of a sitting")
    parser.add_argument("--answers", type=int, default=25)
    parser.add_argument("--splits", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options.cache = options.cache or folder
        world = trials(options.shared / "ranking", options.set, options.likes, options.splits, options.seed)
        fresh = lambda: [Trial(t["task"], s, p, h, w, l, t.get("prior"), random.Random(lot))
                         for t, s, p, h, w, l, lot in world]
        print(f"{len(world)} trials; sittings of {options.sitting}, beginning with {options.likes} likes\n")
        print("| answers | nDCG@10 | AUC | wanted among them | nDCG@10 of each person |\n| --- | ---: | ---: | ---: | --- |")
        measure(options, fresh(), "none")
        by_lot = {}
        for count in RANDOM:
            tasks = fresh()
            for trial in tasks:
                trial.answer(trial.lot[:count])
            by_lot[count] = measure(options, tasks, f"{count} by lot")
        tasks = fresh()
        while len(tasks[0].asked) < options.answers:
            size = min(options.sitting, options.answers - len(tasks[0].asked))
            for trial, row in zip(tasks, rank(options, [t.row("pool") for t in tasks], ask=size)):
                trial.answer(row["ask"])
        ordered = measure(options, tasks, f"{options.answers} in order")
        gaps = [a - b for a, b in zip(ordered, by_lot[100])]
        spread = statistics.stdev(gaps) / math.sqrt(len(gaps))
        print(f"\n{options.answers} in order less 100 by lot: {statistics.mean(gaps):+.3f} ± {spread:.3f}")


if __name__ == "__main__":
    main()
