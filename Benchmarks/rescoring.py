#!/usr/bin/env python3
"""How long it takes to decide everything anew after the profile has changed.

    Benchmarks/rescoring.py [--gleaner bin/gleaner] [--postgres var/lib/postgres/bin] [--items 100000] [--likes 100]
                            [--rounds 3] [--rules]

Needs numpy, and a folder with var/ (models, PostgreSQL). Makes a database of its own in a temporary folder and fills it
through COPY with made-up items of ten to sixty words and their vectors, all of the last month; the person likes a
hundred of three subjects. The first `gleaner run --until decide` decides all; then, in each round, one more is liked, and
the run that follows decides all anew. Printed are the seconds by the clock and of processor time, in gleaner and in
PostgreSQL, of the rounds' medians: of the whole run, and of runs that stop before it (a new like each, so each builds a
profile): before there is anything to score, and before anything is written.
"""

import argparse
import os
import pathlib
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import numpy as np
import refit

EMPTY = '{"version": "https://jsonfeed.org/version/1.1", "title": "Empty", "items": []}'
RULES = """
- {name: no w7, when: {term: [w7 w8, w9 w10]}, then: mute}
- {name: more w5, when: {term: w5}, then: {boost: 0.3}}
"""
MODEL, DIMENSIONS = "all-MiniLM-L6-v2", 384


class Server:
    """A PostgreSQL of our own, reached through a socket."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.libraries = {**os.environ, "LD_LIBRARY_PATH": str(programs.parent / "lib")}
        self.user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
        if self.user:
            folder.chmod(0o777)
        data = folder / "data"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder, "env": self.libraries}
        subprocess.run([*self.user, programs / "initdb", "-D", data, "-U", "bench", "-A", "trust"], **quiet)
        options = f"-k {folder} -c listen_addresses= -c shared_buffers=512MB -c max_wal_size=4GB"
        subprocess.run(
            [*self.user, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start"], **quiet)
        self.url = f"postgresql://bench@/postgres?host={folder}"

    def processor_time(self):
        """Seconds of the server and all that it started, ended or not."""
        leader = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        ticks = 0
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat.parent.name) == leader:
                ticks += sum(int(field) for field in fields[11:15])
            elif int(fields[1]) == leader:
                ticks += sum(int(field) for field in fields[11:13])
        return ticks / os.sysconf("SC_CLK_TCK")

    def run(self, sql, data=None):
        command = [self.programs / "psql", "-v", "ON_ERROR_STOP=1", "-qAt", self.url, "-c", sql]
        return subprocess.run(command, input=data, stdout=subprocess.PIPE, env=self.libraries, check=True).stdout.decode().strip()

    def stop(self):
        stop = [*self.user, self.programs / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop"]
        subprocess.run(stop, stdout=subprocess.DEVNULL, check=True, cwd=self.folder, env=self.libraries)


def fill(server, count, likes):
    vectors, words = refit.world(count, DIMENSIONS, seed=7)
    server.run("INSERT INTO sources (kind, address, active) VALUES ('feed', 'https://bench.invalid/', false)")
    lines = []
    for number, text in enumerate(words, 1):
        said = [f"w{word}" for word in text]
        lines.append(f"{number}\t{' '.join(said[:6])}\t{' '.join(said[6:])}\t\\\\x{number:064x}\n")
    server.run("""
        CREATE TEMPORARY TABLE made (n bigint, title text, body text, hash bytea); COPY made FROM STDIN;
        INSERT INTO items (source, external_id, title, text, text_hash, first_seen, position, compared)
        SELECT s.id, n, made.title, body, hash, now() - n * interval '20 seconds', 0, true
        FROM made JOIN sources s ON s.address = 'https://bench.invalid/' ORDER BY n""", "".join(lines).encode())
    server.run("COPY vectors (model, owner, owner_id, text_hash, embedding) FROM STDIN (FORMAT binary)", binary(vectors))
    # Every third of what is nearest to three items: most of what is wanted has not been seen yet.
    nearest = np.argsort(-(vectors @ vectors[:3].T).max(axis=1))[: 3 * likes : 3] + 1
    for number in nearest:
        like(server, number)
    server.run("ANALYZE")
    return nearest


def like(server, number):
    server.run(f"INSERT INTO feedback (item, label, origin, given_at) VALUES ({number}, 'like', 'bench', now())")


def binary(vectors):
    """Rows of `vectors` as PostgreSQL's COPY takes them."""
    texts = b"".join(struct.pack(">i", len(text)) + text for text in (MODEL.encode(), b"item"))
    row = np.dtype([("fields", ">i2"), ("texts", f"V{len(texts)}"), ("size", ">i4"), ("id", ">i8"), ("hashed", ">i4"),
                    ("pad", "V24"), ("hash", ">i8"), ("length", ">i4"), ("dimensions", ">i2"), ("unused", ">i2"),
                    ("values", ">f2", DIMENSIONS)])
    rows = np.zeros(len(vectors), row)
    rows["fields"], rows["texts"], rows["size"], rows["hashed"] = 5, np.void(texts), 8, 32
    rows["id"] = rows["hash"] = np.arange(1, len(vectors) + 1)
    rows["length"], rows["dimensions"], rows["values"] = 4 + 2 * DIMENSIONS, DIMENSIONS, vectors
    return b"PGCOPY\n\xff\r\n\x00" + bytes(8) + rows.tobytes() + b"\xff\xff"


def measured(server, command):
    """Seconds by the clock, of processor time in the command, and of that in the server."""
    start, before, beside = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN), server.processor_time()
    output = subprocess.run(command, capture_output=True, text=True)
    if output.returncode != 0:
        sys.exit(output.stderr)
    seconds, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, busy, server.processor_time() - beside


def shown(name, rounds):
    seconds, gleaner, postgres = (statistics.median(figures) for figures in zip(*rounds))
    print(f"{name:34} {seconds:6.2f} s by the clock; processor: {gleaner:5.2f} s gleaner, {postgres:5.2f} s PostgreSQL")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gleaner", type=pathlib.Path, default="bin/gleaner")
    parser.add_argument("--postgres", type=pathlib.Path, default="var/lib/postgres/bin")
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--likes", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rules", action="store_true", help="with rules that look at every text")
    options = parser.parse_args()
    gleaner, programs = options.gleaner.resolve(), options.postgres.resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "server").mkdir()
        folder.chmod(0o755)
        server = Server(programs, folder / "server")
        try:
            work = folder / "work"
            subprocess.run([gleaner, "init", work], check=True, stdout=subprocess.DEVNULL)
            for file in (work / "feeds").iterdir():
                file.unlink()
            (work / "empty.json").write_text(EMPTY)
            (work / "feeds" / "feeds.yaml").write_text('- {feed: "../empty.json"}\n')
            (work / "gleaner.yaml").write_text(f'person: Bench\ndatabase: "{server.url}"\n')
            run = [gleaner, "--dir", work, "run", "--until"]
            if options.rules:
                (work / "rules" / "rules.yaml").write_text(RULES)
            measured(server, [*run, "admit"])
            liked = set(fill(server, options.items, options.likes))
            first = measured(server, [*run, "decide"])
            others = (number for number in range(1_000, options.items) if number not in liked)
            stops = {"embed": [], "score": [], "decide": []}
            for _ in range(options.rounds):
                for stop, rounds in stops.items():
                    like(server, next(others))
                    rounds.append(measured(server, [*run, stop]))
            decided = server.run("""
                SELECT count(*) FILTER (WHERE verdict = 'keep') || ' kept, ' ||
                  count(*) FILTER (WHERE verdict = 'review') || ' for review, ' ||
                  count(*) FILTER (WHERE contributions ? 'base') || ' with their reasons'
                FROM decisions WHERE profile = (SELECT max(profile) FROM decisions)""")
            size = server.run("SELECT pg_size_pretty(avg(pg_column_size(d.*))::bigint) FROM decisions d")
        finally:
            server.stop()
    print(f"{options.items} items; the last time: {decided}; a decision has {size}")
    shown("first decided", [first])
    shown("decided anew", stops["decide"])
    shown("  of that, to have scored", stops["score"])
    shown("  of that, to begin", stops["embed"])


if __name__ == "__main__":
    main()
