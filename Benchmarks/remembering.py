#!/usr/bin/env python3
"""How long `gleaner remember` takes for 10,000 messages, embedding included.

Writes a Slack export of invented messages, whose lengths are spread as in real workspaces (half below nine words, one
in twenty above fifty), into a temporary folder with a workspace of its own, and imports it three times: new, again
unchanged, and with one more day. Wall clock and processor time of each are printed.

    Benchmarks/remembering.py [--messages 10000] [--program bin/gleaner]
"""

import argparse
import datetime
import json
import os
import pathlib
import random
import resource
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SYLLABLES = "ka ro ti mel an der sto vi lu pe gra no shi tor bel ex um fa quin dal ost er ing ly".split()


def words(dice, count):
    """A vocabulary with the shape of a language: a few words are said all the time."""
    return ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(count)]


def text(dice, vocabulary, weights):
    length = min(150, max(1, int(dice.lognormvariate(2.1, 0.95))))
    return " ".join(dice.choices(vocabulary, weights, k=length))


def export(folder, count, seed=7):
    dice = random.Random(seed)
    vocabulary = words(dice, 4_000)
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    people = [f"U{number:03}" for number in range(20)]
    channels = [f"channel-{number}" for number in range(8)]
    users = [{"id": one, "name": one.lower(), "profile": {"real_name": f"Person {one}"}} for one in people]
    (folder / "users.json").write_text(json.dumps(users))
    rows = [{"id": f"C{place}", "name": name, "members": people} for place, name in enumerate(channels)]
    (folder / "channels.json").write_text(json.dumps(rows))
    days = {}
    clock = datetime.datetime(2024, 1, 1, 9, tzinfo=datetime.timezone.utc)
    speaker = people[0]
    for number in range(count):
        # Bursts: every other message is the next line of the same speaker.
        if dice.random() < 0.5:
            speaker = dice.choice(people)
            clock += datetime.timedelta(seconds=dice.expovariate(1 / 2_800))
        else:
            clock += datetime.timedelta(seconds=dice.randint(3, 60))
        channel = channels[min(int(dice.expovariate(0.5)), len(channels) - 1)]
        message = {"type": "message", "user": speaker, "text": text(dice, vocabulary, weights)}
        message["ts"] = f"{clock.timestamp():.6f}"
        days.setdefault((channel, clock.date().isoformat()), []).append(message)
    for (channel, day), messages in days.items():
        (folder / channel).mkdir(exist_ok=True)
        (folder / channel / f"{day}.json").write_text(json.dumps(messages))
    return len(days)


def measured(title, command, environment):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ended.returncode == 0, ended.stderr
    row = json.loads(ended.stdout)
    print(f"{title:<22} {wall:6.1f} s wall, {after.ru_utime - before.ru_utime:6.1f} s user; "
          f"{row['messages']} messages, {row['conversations']}, {row['embedded']} embedded")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--messages", type=int, default=10_000)
    options.add_argument("--program", default=str(ROOT / "bin" / "gleaner"))
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / "gleaner.yaml").write_text("person: Robin\n")
        (folder / "export").mkdir()
        days = export(folder / "export", options.messages)
        print(f"{options.messages} messages in {days} days of channels")
        environment = dict(os.environ, GLEANER_LIB=os.environ.get("GLEANER_LIB", str(ROOT / "var")))
        command = [options.program, "--dir", str(folder), "remember", str(folder / "export"), "--me", "u000", "--json"]
        measured("new", command, environment)
        measured("again", command, environment)
        late = [{"type": "message", "user": "U001", "text": "one day more", "ts": "1893456000.000100"}]
        (folder / "export" / "channel-0" / "2030-01-01.json").write_text(json.dumps(late))
        measured("one day more", command, environment)


if __name__ == "__main__":
    main()
