#!/usr/bin/env python3
"""How long a key of the review takes at the server, with 100,000 items of which 5,000 wait and 20 browsers that answer.

    Benchmarks/pages.py [--gleaner bin/gleaner] [--postgres var/lib/postgres/bin] [--items 100000] [--waiting 5000]
                        [--browsers 20] [--answers 40] [--pause 0.5]

Needs numpy, and a folder with var/ (PostgreSQL). Makes a database of its own in a temporary folder, fills it through COPY,
serves it, and lets each browser look at its card, answer, undo and go on over a connection of its own, with a pause between
two keys as somebody who is quick has it (0 asks without a pause). Printed are the milliseconds from a key to the last byte of
the next card as a browser has them, and of a search and of an item's page; then it is counted whether every answer is there
once.
"""

import argparse
import base64
import hashlib
import http.client
import json
import pathlib
import random
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import rescoring

ITEM = re.compile(r'name="item" value="(\d+)"')


def plain(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Browser:
    def __init__(self, server, address, seed):
        secret = plain(secrets.token_bytes(32))
        digest = hashlib.sha256(secret.encode()).hexdigest()
        server.run(f"INSERT INTO web_sessions VALUES ('\\x{digest}', now(), now(), now() + interval '1 day')")
        self.token = plain(hashlib.sha256(f"form {secret}".encode()).digest())
        self.host = urllib.parse.urlsplit(address).netloc
        self.line = http.client.HTTPConnection(self.host, timeout=60)
        self.cookie, self.dice = f"gleaner={secret}", random.Random(seed)
        self.times, self.said, self.failures = [], 0, []

    def ask(self, method, path, **fields):
        headers = {"Cookie": self.cookie, "X-Gleaner-Part": "card", "Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode({"token": self.token, **fields}) if method == "POST" else None
        start = time.monotonic()
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        seconds = time.monotonic() - start
        if answer.status != 200:
            self.failures.append(f"{answer.status} {method} {path}")
        return text, seconds

    def sit(self, answers, pause):
        page, _ = self.ask("GET", "/review")
        for _ in range(answers):
            time.sleep(self.dice.uniform(0.5, 1.5) * pause)
            item = ITEM.search(page)
            word = self.dice.choice(["keep", "skip", "skip", "save", "later", "less-source", "next", "undo"])
            if not item:
                page, seconds = self.ask("POST", "/review/begin")
            elif word == "undo":
                page, seconds = self.ask("POST", "/review/undo")
            else:
                page, seconds = self.ask("POST", "/review/answer", answer=word, item=item[1])
            self.times.append(seconds)


def shown(name, times):
    times = sorted(1_000 * each for each in times)
    figures = "  ".join(f"{label} {times[min(len(times) - 1, int(share * len(times)))]:6.1f}"
                        for label, share in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1)])
    print(f"{name:34} {figures}  ms, of {len(times)}")


def decide(server, waiting):
    """Every some-th item of the last two weeks waits; of the others one in twenty was kept."""
    each = max(1, min(14 * 86_400 // 20, int(server.run("SELECT count(*) FROM items"))) // waiting)
    server.run(f"""
        INSERT INTO decisions (item, basis, model, verdict, stage, reason, probability, uncertainty, log_odds, text_hash,
          decided_at)
        SELECT id, '', '{rescoring.MODEL}', CASE WHEN id % {each} = 0 THEN 'review' WHEN id % 20 = 7 THEN 'keep' ELSE 'skip' END,
          'score', 'made up', p, 0.1, ln(p / (1 - p)), text_hash, first_seen
        FROM (SELECT *, CASE WHEN id % {each} = 0 THEN 0.3 + (id % 97) / 400.0 WHEN id % 20 = 7 THEN 0.8 ELSE 0.05 END AS p
          FROM items) i""")
    server.run("VACUUM ANALYZE")


def measure(server, address, options):
    browsers = [Browser(server, address, seed) for seed in range(options.browsers)]
    first, seconds = browsers[0].ask("GET", "/review")
    print(f"the first card after a start, which puts all in order: {1_000 * seconds:.0f} ms")
    crowd = [threading.Thread(target=each.sit, args=(options.answers, options.pause)) for each in browsers]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    shown("from a key to the next card", [each for browser in browsers for each in browser.times])
    one = browsers[0]
    shown("a search", [one.ask("GET", f"/items?q=w{word}+w{word + 1}")[1] for word in range(1, 30)])
    shown("what was skipped, newest first", [one.ask("GET", "/items?decision=skip")[1] for _ in range(20)])
    shown("an item's page", [one.ask("GET", f"/items/{item}")[1] for item in range(100, 130)])
    failures = [failure for browser in browsers for failure in browser.failures]
    print(f"{len(failures)} failures", *failures[:5])
    print(server.run("""
        SELECT count(*) || ' answers about ' || count(DISTINCT item) || ' items, ' ||
          (SELECT count(*) FROM review_steps WHERE label IS NOT NULL AND undone_at IS NULL) || ' steps that stand, ' ||
          (SELECT count(*) FROM deferrals) || ' put off' FROM labels"""))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gleaner", type=pathlib.Path, default="bin/gleaner")
    parser.add_argument("--postgres", type=pathlib.Path, default="var/lib/postgres/bin")
    for name, value in [("items", 100_000), ("waiting", 5_000), ("browsers", 20), ("answers", 40)]:
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--pause", type=float, default=0.5)
    options = parser.parse_args()
    gleaner, programs = options.gleaner.resolve(), options.postgres.resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "server").mkdir()
        folder.chmod(0o755)
        server = rescoring.Server(programs, folder / "server")
        page = None
        try:
            work = folder / "work"
            subprocess.run([gleaner, "init", work], check=True, stdout=subprocess.DEVNULL)
            (work / "gleaner.yaml").write_text(f'person: Bench\ndatabase: "{server.url}"\n')
            subprocess.run([gleaner, "--dir", work, "items", "--limit", "1"], check=True, stdout=subprocess.DEVNULL)
            rescoring.fill(server, options.items, 0)
            decide(server, options.waiting)
            page = subprocess.Popen([gleaner, "--dir", work, "serve", "--listen", "0", "--json"], stdout=subprocess.PIPE)
            measure(server, json.loads(page.stdout.readline())["address"], options)
        finally:
            if page:
                page.terminate()
                page.wait()
            server.stop()


if __name__ == "__main__":
    main()
