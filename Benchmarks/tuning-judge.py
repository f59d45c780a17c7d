#!/usr/bin/env python3
"""Whether tuning a judge finds what makes it better, and lets nothing through that does not: many simulated people and judges.

    Benchmarks/tuning-judge.py [--alone .build/release/judging-benchmark] [--tunings 100] [--answers 60,300 150,300 600,1000]

A person has so many answered items, of which a score knows a little. A judge tells wanted from unwanted items with an AUC of .60;
four kinds of it: one becomes .75 with examples of both kinds, one with advice that names what matters (which half of the
rewrites do), one is the same whatever it is told, one guesses as soon as it is told anything else. Half of the variance of its
opinions comes anew with each briefing. The program's own steps run against it, with at most so many calls. "other" is a
briefing that was let through although it is no better.
"""

import argparse
import json
import subprocess
from collections import defaultdict


def rows(program, tunings, setting):
    answers, calls = setting.split(",")
    command = [program, "tuning", str(tunings), answers, calls]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--alone", default=".build/release/judging-benchmark")
    options.add_argument("--tunings", type=int, default=100)
    options.add_argument("--answers", nargs="*", default=["60,300", "150,300", "600,1000"])
    arguments = options.parse_args()
    print("answers  at most  judge       better  other  to the gate  given up  calls  gain there")
    for setting in arguments.answers:
        kinds = defaultdict(list)
        for row in rows(arguments.alone, arguments.tunings, setting):
            kinds[row["kind"]].append(row)
        for kind, all_ in kinds.items():
            def share(test):
                return 100 * sum(1 for row in all_ if test(row)) / len(all_)

            gains = [row["gain"] for row in all_ if row["gain"] is not None]
            answers, calls = setting.split(",")
            better, accepted = share(lambda row: row["better"]), share(lambda row: row["accepted"])
            print(f"{answers:>7}  {calls:>7}  {kind:10}  {better:4.0f} %  {accepted - better:3.0f} %"
                  f"  {share(lambda row: row['reached']):9.0f} %  {share(lambda row: row['given up']):6.0f} %"
                  f"  {sum(row['calls'] for row in all_) / len(all_):5.0f}  {sum(gains) / max(1, len(gains)):+10.3f}")


main()
