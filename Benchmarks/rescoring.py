#!/usr/bin/env python3
"""How long it takes to decide everything anew after the profile has changed.

    Benchmarks/rescoring.py [--gleaner bin/gleaner] [--postgres var/lib/postgres/bin] [--items 100000] [--likes 100]

Needs numpy, and a folder with var/ (models, PostgreSQL). Makes a database of its own in a temporary folder, fills it
through COPY with made-up items of ten to sixty words and their vectors, all of the last month, and runs `gleaner run
--until decide` twice: first every item is new, then one more is liked. Prints the seconds of the second run, how many of
them the processor was at work for Gleaner, and what it did.
"""

import argparse
import os
import pathlib
import resource
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import numpy as np
import refit

EMPTY = '{"version": "https://jsonfeed.org/version/1.1", "title": "Empty", "items": []}'
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
    server.run(f"""INSERT INTO feedback (item, label, origin, given_at)
        SELECT id, 'like', 'bench', now() FROM items ORDER BY id LIMIT {likes}""")
    server.run("ANALYZE")


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


def measured(command):
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, capture_output=True, text=True)
    if output.returncode != 0:
        sys.exit(output.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gleaner", type=pathlib.Path, default="bin/gleaner")
    parser.add_argument("--postgres", type=pathlib.Path, default="var/lib/postgres/bin")
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--likes", type=int, default=100)
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
            measured([*run, "admit"])
            fill(server, options.items, options.likes)
            first = measured([*run, "decide"])
            server.run("INSERT INTO feedback (item, label, origin, given_at) VALUES (5000, 'like', 'bench', now())")
            again = measured([*run, "decide"])
            decided = server.run("SELECT count(*), count(DISTINCT profile) FROM decisions")
        finally:
            server.stop()
    for name, (seconds, busy) in [("first decided", first), ("decided anew", again)]:
        print(f"{options.items} items {name}: {seconds:.1f} s, {busy:.1f} s of processor time in gleaner")
    print(f"decisions and profiles: {decided}")


if __name__ == "__main__":
    main()
