#!/usr/bin/env python3
"""Measures `gleaner embed` beside ONNX Runtime: same texts, same weights, same run.

  embedding.py TEXTS.jsonl --peer PATH/minilm_onnx.py [--gleaner bin/gleaner] [--model var/models/all-MiniLM-L6-v2]
               [--threads 2] [--rounds 3] [--limit N]

TEXTS.jsonl holds rows {"id", "text"}. The two take turns, because other work on the machine slows both; the ratio of
each round counts, and the median of the ratios is the result. Ours is timed as a whole process: reading, loading the
model, embedding, printing. The peer is run by its own interpreter (PEER_PYTHON, else this one) and reports the time
of its embedding alone, without its start, so the comparison leans its way.
"""
import argparse
import json
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time


def run_ours(arguments, texts, out):
    command = [arguments.gleaner, "embed", "--model", os.path.abspath(arguments.model),
               "--threads", str(arguments.threads)]
    start = time.perf_counter()
    with open(texts) as source, open(out, "w") as target:
        process = subprocess.Popen(command, stdin=source, stdout=target, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"gleaner embed failed with status {status}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def run_peer(arguments, texts, out):
    command = [os.environ.get("PEER_PYTHON", sys.executable), arguments.peer, arguments.model, texts,
               "--threads", str(arguments.threads), "--repeat", "1", "--out", out]
    done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"(\d+) tokens.*best ([\d.]+).*peak (\d+) MB", done.stdout)
    if not found:
        sys.exit(f"the peer failed: {done.stderr[-500:]}")
    return int(found[1]), float(found[2]), int(found[3])


def vectors(path):
    with open(path) as lines:
        return {row["id"]: row["vector"] for row in map(json.loads, lines)}


def distance(a, b):
    lengths = math.sqrt(math.fsum(x * x for x in a) * math.fsum(x * x for x in b))
    return 1 - math.fsum(x * y for x, y in zip(a, b)) / lengths


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("texts")
    parser.add_argument("--peer", required=True)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--model", default="var/models/all-MiniLM-L6-v2")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts, ours_out, peer_out = (f"{folder}/{name}" for name in ("texts", "ours", "peer"))
        with open(arguments.texts) as source:
            rows = source.readlines()[:arguments.limit]
        with open(texts, "w") as target:
            target.writelines(rows)
        ratios, rates, memories = [], ([], []), ([], [])
        for number in range(arguments.rounds):
            tokens, peer_rate, peer_memory = run_peer(arguments, texts, peer_out)
            seconds, processor, memory = run_ours(arguments, texts, ours_out)
            rate = len(rows) / seconds
            ratios.append(rate / peer_rate)
            for kept, found in zip(rates + memories, (rate, peer_rate, memory, peer_memory)):
                kept.append(found)
            print(f"round {number + 1}: {len(rows)} texts, {tokens} tokens: gleaner {rate:.1f} items/s "
                  f"({processor:.1f} s of processor, {memory:.0f} MB), onnxruntime {peer_rate:.1f} items/s "
                  f"({peer_memory} MB), ratio {ratios[-1]:.2f}", flush=True)
        ours, peer = vectors(ours_out), vectors(peer_out)
        worst = max(distance(ours[key], peer[key]) for key in peer)
        print(f"{'':12}{'items/s':>9}{'peak MB':>9}   (medians of {len(ratios)} rounds, {arguments.threads} threads)")
        for name, rate, memory in zip(("gleaner", "onnxruntime"), rates, memories):
            print(f"{name:12}{statistics.median(rate):9.1f}{statistics.median(memory):9.0f}")
        print(f"median ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}), "
              f"largest cosine distance {worst:.1e}")


if __name__ == "__main__":
    main()
