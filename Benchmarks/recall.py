#!/usr/bin/env python3
"""Search in a large memory: how long it takes, and how much the index finds of what is there.

Fills a workspace of its own with N passages of clustered vectors (each around one of N/100 random centres, as texts are
around their subjects; vectors without clusters are unlike any text and make every index look bad) and of words whose
frequencies follow Zipf's law, lets the real program build its index, and measures with `gleaner recall --probe` and with
whole searches. Needs numpy.

    Benchmarks/recall.py DATABASE [--gleaner bin/gleaner] [--passages 300000] [--noise 1.0]

`noise` is the length of what is added to a centre of length one: the larger, the harder.
"""

import argparse
import json
import os
import pathlib
import resource
import struct
import subprocess
import tempfile
import time

import numpy

DIMENSIONS = 384
MODEL = "all-MiniLM-L6-v2"
BATCH = 20_000


def psql(library, address, statement, stdin=None):
    return subprocess.run([f"{library}/bin/psql", "-XqAt", "-v", "ON_ERROR_STOP=1", address, "-c", statement],
                          check=True, input=stdin, capture_output=True,
                          env=os.environ | {"LD_LIBRARY_PATH": f"{library}/lib"}).stdout.decode().strip()


def vectors(count, noise, rng):
    centres = rng.standard_normal((max(1, count // 100), DIMENSIONS)).astype(numpy.float32)
    centres /= numpy.linalg.norm(centres, axis=1, keepdims=True)
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        batch = rng.standard_normal((size, DIMENSIONS)).astype(numpy.float32) * (noise / DIMENSIONS ** 0.5)
        batch += centres[rng.integers(0, len(centres), size)]
        batch /= numpy.linalg.norm(batch, axis=1, keepdims=True)
        yield batch.astype(">f2")


def binary(batch, first):
    """Rows (id, vector) in PostgreSQL's binary COPY format."""
    rows = [b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)]
    head = struct.pack(">i", 4 + 2 * DIMENSIONS) + struct.pack(">hh", DIMENSIONS, 0)
    for place, row in enumerate(batch):
        rows.append(struct.pack(">hiq", 2, 8, first + place) + head + row.tobytes())
    return b"".join(rows) + struct.pack(">h", -1)


def fill(library, address, count, noise):
    rng = numpy.random.default_rng(1)
    psql(library, address, f"""
      INSERT INTO documents (kind, key, version, title, hash, imported_at)
      SELECT 'document', 'd' || g, 1, 'd' || g, '', now() FROM generate_series(1, {count // 100}) g;
      -- Thirty words a passage, of which the n-th is about 1/n as frequent as the first.
      INSERT INTO passages (document, position, title, text, text_hash, language, said_at)
      SELECT g / 100 % {count // 100} + 1, g % 100, '', t.words, 'x', 'en', now() - g * interval '1 minute'
      FROM generate_series(0, {count - 1}) g CROSS JOIN LATERAL (
        SELECT string_agg('w' || floor(exp(random() * 10))::int, ' ') AS words
        FROM generate_series(1, 30) WHERE g >= 0) t;
      CREATE TABLE loaded (id bigint, embedding halfvec)""")
    first = 1
    for batch in vectors(count, noise, rng):
        psql(library, address, "COPY loaded FROM STDIN (FORMAT binary)", binary(batch, first))
        first += len(batch)
    psql(library, address, f"""
      INSERT INTO vectors (model, owner, owner_id, text_hash, embedding)
      SELECT '{MODEL}', 'passage', p.id, p.text_hash, l.embedding
      FROM loaded l JOIN (SELECT id, text_hash, row_number() OVER (ORDER BY id) AS n FROM passages) p ON p.n = l.id;
      DROP TABLE loaded; ANALYZE""")


def timed(command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, time.monotonic() - start, after.ru_utime - before.ru_utime


def report(label, gleaner, folder):
    probe = json.loads(timed([gleaner, "--dir", folder, "recall", "--probe", "--json"])[0])
    print(f"{label}: {probe}", flush=True)
    for words in (["w5000", "w9000"], ["w1", "w2", "w3"], ['"w20 w30"'], ["w500", "-w1"]):
        runs = [timed([gleaner, "--dir", folder, "recall", "--json", "--", *words]) for _ in range(3)]
        print(f"  whole search for {' '.join(words):16} {min(r[1] for r in runs):.2f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", help="an empty database with pgvector: postgresql://…")
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--library", default="var/lib/postgres", help="where psql is, in bin")
    parser.add_argument("--passages", type=int, default=300_000)
    parser.add_argument("--noise", type=float, default=1.0)
    options = parser.parse_args()
    gleaner, library = os.path.abspath(options.gleaner), os.path.abspath(options.library)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        root.joinpath("feeds").mkdir()
        root.joinpath("gleaner.yaml").write_text(f"person: Robin\ndatabase: {options.address}\n")
        root.joinpath("feeds/one.xml").write_text("<rss version='2.0'><channel><title>x</title></channel></rss>")
        root.joinpath("feeds/feeds.yaml").write_text("- {feed: one.xml}\n")
        timed([gleaner, "--dir", folder, "items"])
        start = time.monotonic()
        fill(library, options.address, options.passages, options.noise)
        print(f"filled in {time.monotonic() - start:.0f} s", flush=True)
        report("all compared", gleaner, folder)
        _, wall, _ = timed([gleaner, "--dir", folder, "run", "--until", "embed"])
        print(f"a run that builds the index: {wall:.0f} s", flush=True)
        report("through the index", gleaner, folder)


if __name__ == "__main__":
    main()
