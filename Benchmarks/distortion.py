#!/usr/bin/env python3
"""What one odd post costs: the others of its page must not be touched, whatever it is.

    Benchmarks/distortion.py SHARED|FOLDER [--gleaner bin/gleaner] [--rounds 20000] [--seed 1] [--jobs N] [--keep FOLDER]

Answers of Mastodon, Bluesky and X (SHARED/recorded, or FOLDER/mastodon/*.json and so on) go through `gleaner feeds parse
--batch`. In each round one post of a page is distorted by its structure: members are dropped, renamed, repeated, made null or
of another type; numbers become texts, endless, negative; texts become numbers, huge, half a character, markup; unions become
unknown; lists grow; values are nested a thousand times. In other rounds what stands beside the posts is distorted so. Posts of
X are read in both dialects.

Counted are crashes, hangs (a second of processor time) and losses: posts that nobody touched and that are not in the result
as they are without the distorted one. Exits with 1 when there are any; --keep writes those documents to a folder.
"""

import argparse
import collections
import concurrent.futures
import copy
import json
import os
import pathlib
import random
import sys
import time

sys.dont_write_bytecode = True
import fuzz
import timelines

LISTS = {"mastodon": (), "bluesky": ("feed", "posts", "records", "notifications", "bookmarks"), "x": ("data",)}
NEW_NAMES = {
    "referenced_tweets": "referenced_posts", "note_tweet": "note_post", "tweets": "posts",
    "edit_history_tweet_ids": "edit_history_post_ids", "retweet_count": "repost_count",
}
LARGEST = 200_000
DEEP = "\ue000deep"
TWICE = "\ue000twice "
TEXTS = [
    "", " ", "\0", "\x1b[2J", "<script>alert(1)</script>", "<p>" * 500, "&#xD800;&amp;&", "a" * 100_000, "https://", "http://[::1",
    "at://", "did:plc:", "javascript:alert(1)", "9" * 400, "-1", "1e999", "NaN", "true", "2026-13-45T99:99:99Z", "0000-00-00", "👨‍👩‍👧‍👦" * 300,
    "\u202e\u2066abc", "\ud800", "#" * 1000, "@a@b@c", "app.bsky.embed.unknown#view",
]
NUMBERS = [0, -1, 1, 1.5, -0.0, 10**30, -(10**30), 2**63 - 1, 2**63, 1e308, 5e-324]


def posts_of(network, body):
    """The list of posts in an answer; nil where there is none."""
    if network == "mastodon":
        return body if isinstance(body, list) else None
    if isinstance(body, dict):
        for name in LISTS[network]:
            if isinstance(body.get(name), list):
                return body[name]
    return None


def renamed(value):
    """The same in X's newer dialect."""
    if isinstance(value, dict):
        return {NEW_NAMES.get(key, key): renamed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [renamed(one) for one in value]
    return {"retweeted": "reposted"}.get(value, value) if isinstance(value, str) else value


def pages(folder):
    """Name, network and body of each answer."""
    if (folder / "recorded").is_dir():
        found = [(name, network, response["body"]) for name, network, response in timelines.bodies(folder)]
    else:
        found = [(path.name, path.parent.name, json.loads(path.read_text()))
                 for network in LISTS for path in sorted((folder / network).glob("*.json"))]
    found = [one for one in found if isinstance(one[2], (dict, list))]
    return found + [(f"{name} (new)", network, renamed(body)) for name, network, body in found if network == "x"]


def places(value, found=None):
    """Every container in a value, with each of its keys."""
    found = [] if found is None else found
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        found.append((value, key))
        if isinstance(value[key], (dict, list)):
            places(value[key], found)
    return found


def room(value):
    """How often a value may be repeated: a page is still a page, and not a gigabyte."""
    return LARGEST // (1 + len(json.dumps(value)))


def repeated(elements, count):
    """A list again and again, each time another, so that a change of one element is a change of one."""
    return [copy.deepcopy(one) for _ in range(count) for one in elements]


def other(value, dice):
    """A value of another kind, or of the same in another size."""
    kind = dice.randrange(12)
    if kind == 0:
        return None
    if kind == 1:
        return dice.choice(TEXTS)
    if kind == 2:
        return dice.choice(NUMBERS)
    if kind == 3:
        return dice.choice([True, False])
    if kind == 4:
        return repeated([value], min(dice.choice([0, 1, 2, 300]), room(value)))
    if kind == 5:
        return {"$type": "org.example.unknown#thing", "value": value}
    if kind == 6:
        return DEEP + str(dice.choice([40, 199, 1_000, 50_000]))
    if kind == 7:
        return str(value) if not isinstance(value, (dict, list)) else json.dumps(value)
    if kind == 8 and isinstance(value, str):
        return int(value) if value.isdigit() else len(value)
    if kind == 9 and isinstance(value, list):
        return {str(number): one for number, one in enumerate(value)}
    if kind == 10 and isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return repeated(value, min(100, room(value))) if dice.random() < 0.5 else value[::-1]
    return {} if isinstance(value, dict) else value


def distort(value, dice, most=4):
    """Changes a value in up to `most` places."""
    for _ in range(dice.randint(1, most)):
        known = places(value)
        if not known:
            return
        holder, key = dice.choice(known)
        kind = dice.randrange(8)
        if kind == 0:
            del holder[key]
        elif kind == 1 and isinstance(holder, dict):
            holder[dice.choice(["x_" + key, key.upper(), "$type", "id", "uri", "error", "errors"])] = holder.pop(key)
        elif kind == 2 and isinstance(holder, dict):
            holder[TWICE + key] = other(holder[key], dice)
        elif kind == 3 and isinstance(holder[key], dict):
            holder[key][f"new_{dice.randrange(1000)}"] = other(copy.deepcopy(holder), dice) if dice.random() < 0.2 else dice.choice(TEXTS)
        else:
            holder[key] = other(holder[key], dice)


def written(body):
    """The bytes of a body; what Python cannot write is put in afterwards."""
    text = json.dumps(body).replace(f'"{json.dumps(TWICE)[1:-1]}', '"')
    mark = json.dumps(DEEP)[1:-1]
    for depth in (40, 199, 1_000, 50_000):
        text = text.replace(f'"{mark}{depth}"', "[" * depth + "]" * depth)
    return text.encode("utf-8", "replace")


def told(network, row):
    """What tells entries apart, and for networks whose posts stand alone what they say."""
    for entry in (row or {}).get("entries") or []:
        passed = (entry.get("reposted_by") or {}).get("repost_id")
        yield (entry.get("id"), passed) + (() if network == "x" else (entry.get("text"), entry.get("author")))


def holds(parts, whole):
    """Whether all parts are in the whole, in their order."""
    rest = iter(whole)
    return all(any(one == part for one in rest) for part in parts)


def distorted(network, body, dice):
    """A document, and the page whose posts it must hold; None where there is none."""
    body = copy.deepcopy(body)
    posts = posts_of(network, body)
    if not posts:
        if isinstance(body, (dict, list)):
            distort(body, dice)
        return written(body), None
    if isinstance(body, dict) and dice.random() < 0.2:
        beside = {key: value for key, value in body.items() if value is not posts}
        if beside:
            untouched = copy.deepcopy(body)
            distort(beside, dice)
            lost = [key for key, value in body.items() if value is not posts]
            for key in lost:
                del body[key]
            # What was renamed may not take the place of the posts.
            return written({key: value for key, value in beside.items() if key not in LISTS[network]} | body), untouched
    at = dice.randrange(len(posts))
    rest = copy.deepcopy(body)
    del posts_of(network, rest)[at]
    if dice.random() < 0.05:
        posts[at] = other(posts[at], dice)
    elif isinstance(posts[at], (dict, list)):
        distort(posts[at], dice)
    return written(body), rest


def share(job):
    gleaner, found, rounds, seed, keep = job
    program, tally, dice = fuzz.Program(gleaner), collections.Counter(), random.Random(seed)
    for number in range(rounds):
        name, network, body = dice.choice(found)
        document, rest = distorted(network, body, dice)
        row, failure = program.parse(document, format=network)
        tally["rounds"] += 1
        if not failure and rest is not None and posts_of(network, rest):
            expected, failure = program.parse(json.dumps(rest).encode(), format=network)
            wanted = list(told(network, expected))
            tally["looked for"] += len(wanted)
            if not failure and not holds(wanted, told(network, row)):
                failure = "loss"
        if failure:
            tally[failure] += 1
            fuzz.note(keep, failure, f"{seed}-{number}-{network}", document)
    program.stop()
    return tally


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--rounds", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_args()
    found = pages(options.folder)
    began, total = time.monotonic(), collections.Counter()
    each = -(-options.rounds // options.jobs)
    work = [(options.gleaner, found, each, f"{options.seed}.{job}", options.keep) for job in range(options.jobs)]
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for tally in pool.map(share, work):
            total += tally
    failures = total["crash"] + total["hang"] + total["loss"]
    print(
        f"{len(found)} answers, {total['rounds']} distorted, {total['looked for']} untouched posts looked for, "
        f"{time.monotonic() - began:.0f} s: {total['crash']} crashes, {total['hang']} hangs, {total['loss']} losses"
    )
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
