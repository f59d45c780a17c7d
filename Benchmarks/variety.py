#!/usr/bin/env python3
"""How a digest is made various without getting worse: maximal marginal relevance and determinantal point processes.

    Benchmarks/variety.py SHARED [--gleaner bin/gleaner] [--cache DIR] [--places 10] [--among 200]

For each person of ranking/ with 100 likes the best candidates by `gleaner rank` are chosen from anew by each method, and
the choice is put in the order of the probabilities, as a digest is. Printed in Markdown: nDCG@10 (in the order of choice
and in that order), and ILD@10, the mean of 1 − cosine over all pairs of the ten. Needs numpy. Nothing is taken from
SHARED but titles, texts and who wanted what.

mmr L          value = L · probability − (1 − L) · greatest cosine to what is chosen (Carbonell and Goldstein 1998)
dpp B          greedy MAP of the kernel q_i q_j S_ij, q = exp(B · log-odds) (Chen, Zhang, Zhou 2018)
dpp scaled A   the same, with the log-odds scaled to 0 to 1 among the candidates
"""

import argparse
import json
import math
import pathlib
import subprocess

import numpy


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def whole(item):
    return f"{item['title']}\n{item['text']}" if item["text"] else item["title"]


def embed(gleaner, items):
    lines = "".join(json.dumps({"id": i, "text": whole(item)}) + "\n" for i, item in items.items())
    done = subprocess.run([gleaner, "embed"], input=lines, capture_output=True, text=True, check=True)
    found = (json.loads(line) for line in done.stdout.splitlines())
    return {row["id"]: numpy.array(row["vector"]) for row in found}


def relevance(odds):
    low, high = odds.min(), odds.max()
    return (odds - low) / (high - low if high > low else 1)


def mmr(value, likeness, count, share):
    left, chosen = list(range(len(value))), []
    closest = numpy.zeros(len(value))
    while left and len(chosen) < count:
        best = max(left, key=lambda i: share * value[i] - (1 - share) * closest[i])
        chosen.append(best)
        left.remove(best)
        closest = numpy.maximum(closest, likeness[best])
    return chosen


def dpp(value, likeness, count, weight):
    quality = numpy.exp(weight * value)
    kernel = quality[:, None] * likeness * quality[None, :]
    rest, rooms, chosen = kernel.diagonal().copy(), [], []
    while len(chosen) < min(count, len(value)):
        best = int(numpy.argmax(rest))
        chosen.append(best)
        row = kernel[best].copy()
        for room in rooms:
            row -= room[best] * room
        row /= math.sqrt(max(rest[best], 1e-12))
        rooms.append(row)
        rest = rest - row * row
        rest[chosen] = -numpy.inf
    return chosen


def ndcg(hits, wanted, count):
    gains = [1 / math.log2(rank + 2) for rank in range(count)]
    return sum(g for g, hit in zip(gains, hits) if hit) / sum(gains[: min(count, wanted)])


def methods():
    """Each takes probabilities, log-odds, likenesses and a number of places."""
    yield "plain", lambda p, o, s, n: list(range(n))
    for share in (0.8, 0.75, 0.7, 0.65, 0.6):
        yield f"mmr {share}", lambda p, o, s, n, share=share: mmr(p, s, n, share)
    for weight in (0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        yield f"dpp {weight}", lambda p, o, s, n, weight=weight: dpp(o - o.max(), s, n, weight)
    for weight in (1, 1.3, 2, 3):
        yield f"dpp scaled {weight}", lambda p, o, s, n, weight=weight: dpp(relevance(o), s, n, weight)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("shared", type=pathlib.Path)
    arguments.add_argument("--gleaner", default="bin/gleaner")
    arguments.add_argument("--cache", default="/tmp/gleaner-vectors")
    arguments.add_argument("--places", type=int, default=10)
    arguments.add_argument("--among", type=int, default=200)
    given = arguments.parse_args()
    folder, table = given.shared / "ranking", {}
    for name in ("citeulike", "ghstars"):
        items = {row["id"]: row for row in rows(folder / f"{name}.items.jsonl")}
        labels = {row["task"]: set(row["wanted"]) for row in rows(folder / "labels" / f"{name}.jsonl")}
        run = subprocess.run(
            [given.gleaner, "rank", "--items", folder / f"{name}.items.jsonl", "--task",
             folder / "tasks" / f"{name}.jsonl", "--cache", given.cache],
            capture_output=True, text=True, check=True)
        tasks = [row for row in map(json.loads, run.stdout.splitlines()) if row["task"].endswith("/k100")]
        best = {t["task"]: sorted(t["scores"], key=lambda i: (-t["scores"][i], i))[: given.among] for t in tasks}
        vectors = embed(given.gleaner, {i: items[i] for ids in best.values() for i in ids})
        for task in tasks:
            ids = best[task["task"]]
            wanted = labels[task["task"]]
            chances = numpy.array([min(max(task["scores"][i], 1e-9), 1 - 1e-9) for i in ids])
            odds = numpy.log(chances / (1 - chances))
            matrix = numpy.stack([vectors[i] for i in ids])
            likeness = matrix @ matrix.T
            for method, choose in methods():
                chosen = choose(chances, odds, likeness, given.places)
                pairs = likeness[numpy.ix_(chosen, chosen)][numpy.triu_indices(len(chosen), 1)]
                first = ndcg([ids[i] in wanted for i in chosen], len(wanted), given.places)
                sorted_ = ndcg([ids[i] in wanted for i in sorted(chosen)], len(wanted), given.places)
                table.setdefault(method, {}).setdefault(name, []).append((first, sorted_, 1 - pairs.mean()))
    print("| method | citeulike nDCG@10, sorted | ILD@10 | ghstars nDCG@10, sorted | ILD@10 |\n| --- | --- | --- | --- | --- |")
    for method, cells in table.items():
        means = [numpy.mean(cells[name], axis=0) for name in ("citeulike", "ghstars")]
        print(f"| {method} | " + " | ".join(f"{m[0]:.4f}, {m[1]:.4f} | {m[2]:.3f}" for m in means) + " |")


if __name__ == "__main__":
    main()
