#!/usr/bin/env python3
"""What a person finds while every vector is made anew by another model, there and back again.

Fills a workspace of its own with N notes on N/20 subjects, embeds them on this machine, and changes to a model behind a
real server on the loopback (a text is the sum of its words' directions), which gives out as many vectors as this script
lets it: so the change stands still at 25, 50 and 75 %. At each point questions are asked with the real program. Of each
answer is checked, by vectors computed apart from the program's database, in which space its similarities are, whether all of
them are in that one, and how many of the ten nearest notes of that space it has. Needs numpy.

    Benchmarks/reembedding.py [--gleaner bin/gleaner] [--notes 2000] [--questions 24]
"""

import argparse
import hashlib
import http.server
import json
import os
import pathlib
import re
import subprocess
import tempfile
import threading

import numpy

DIMENSIONS = 256
LOCAL = "all-MiniLM-L6-v2"
WORDS = ("bread oven tide harbour sail rope violin chord garden seed frost glacier engine valve compiler parser kernel "
         "socket chess opening paint canvas marble museum river bridge tunnel railway tea kettle coffee roast bicycle wheel "
         "mountain trail camera lens novel poem verb grammar planet comet orbit telescope cheese cellar vineyard barrel "
         "court verdict ballot senate market bond wool loom needle thread forest beetle heron falcon whale reef coral").split()


def word_vector(word, cache={}):
    if word not in cache:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        cache[word] = numpy.random.default_rng(seed).standard_normal(DIMENSIONS)
    return cache[word]


def remote_vector(text):
    words = re.findall(r"[a-z0-9]+", text.lower())
    total = sum((word_vector(word) for word in words), numpy.zeros(DIMENSIONS))
    norm = numpy.linalg.norm(total)
    return total / norm if norm else numpy.eye(1, DIMENSIONS)[0]


class Server(http.server.ThreadingHTTPServer):
    """Gives out `left` vectors; after them it has no credit, which ends the asking of a run."""
    daemon_threads = True
    left = 0
    served = 0
    seen = set()
    twice = 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
        notes = [text for text in texts if "note" in text]
        if len(notes) > self.server.left:
            return self.answer(402, {"error": {"message": "no credit"}})
        self.server.left -= len(notes)
        self.server.served += len(notes)
        self.server.twice += sum(text in self.server.seen for text in notes)
        self.server.seen.update(notes)
        data = [{"index": place, "embedding": remote_vector(text).tolist()} for place, text in enumerate(texts)]
        self.answer(200, {"data": data, "usage": {"prompt_tokens": sum(map(len, texts)) // 4}})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class House:
    def __init__(self, gleaner, root, port):
        self.gleaner, self.root, self.port = gleaner, root, port

    def run(self, *words, stdin=None):
        result = subprocess.run([self.gleaner, "--dir", self.root, *words], input=stdin, capture_output=True, text=True)
        if result.returncode:
            raise SystemExit(f"gleaner {' '.join(words)}: {result.stderr}")
        return [json.loads(line) for line in result.stdout.splitlines()]

    def settings(self, embedding):
        pathlib.Path(self.root, "gleaner.yaml").write_text(
            f"person: Ada\nembedding: {embedding}\nbudget: {{per_run: 100, per_day: 100, per_month: 100}}\n")

    def go_remote(self):
        self.settings(f'{{url: "http://127.0.0.1:{self.port}/v1", model: words, dimensions: {DIMENSIONS}}}')

    def go_local(self):
        self.settings(f"{{model: {LOCAL}}}")


def write_notes(folder, count, rng):
    """Notes of fifteen words, ten of them of their subject's eight."""
    folder.mkdir()
    subjects = [rng.choice(WORDS, 8, replace=False) for _ in range(max(1, count // 20))]
    for number in range(count):
        words = [*rng.choice(subjects[number % len(subjects)], 10), *rng.choice(WORDS, 5)]
        rng.shuffle(words)
        (folder / f"note{number:05}.md").write_text(" ".join(words) + ".\n")
    return subjects


def ten_nearest(vectors, question):
    cosines = vectors @ question
    return cosines, numpy.sort(cosines)[-10]


def measure(house, name, questions, truths):
    """One row of the table."""
    spaces, recalls, mixed, empty, errors = {}, [], 0, 0, []
    for place, question in enumerate(questions):
        rows = house.run("recall", question, "--json", "--limit", "400")
        empty += not rows
        best = None
        for space, (index, vectors, asked) in truths.items():
            cosines, tenth = ten_nearest(vectors, asked[place])
            pairs = [(row["similarity"], cosines[index[row["title"]]], row["rank_by_meaning"])
                     for row in rows if row["similarity"] is not None]
            gaps = [abs(shown - max(0, true)) for shown, true, _ in pairs]
            found = sum(true >= tenth - 2e-3 for _, true, rank in pairs if rank is not None and rank <= 10)
            if best is None or numpy.median(gaps) < best[1]:
                best = (space, numpy.median(gaps), max(gaps), min(10, found))
        spaces[best[0]] = spaces.get(best[0], 0) + 1
        mixed += best[2] > 0.02
        errors.append(best[2])
        recalls.append(best[3] / 10)
    print(f"| {name} | {', '.join(sorted(spaces))} | {numpy.mean(recalls):.3f} | {empty} | {mixed} | {max(errors):.4f} |",
          flush=True)


def progress(house):
    row = house.run("run", "--json")[0]
    return row["reembedding_left"], row["reembedded"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gleaner", default="bin/gleaner")
    arguments.add_argument("--notes", type=int, default=2_000)
    arguments.add_argument("--questions", type=int, default=24)
    options = arguments.parse_args()
    rng = numpy.random.default_rng(1)
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as temporary:
        root = f"{temporary}/house"
        subprocess.run([options.gleaner, "init", root], check=True, capture_output=True)
        pathlib.Path(root, "feeds/feeds.yaml").write_text('- {feed: "news.xml"}\n')
        pathlib.Path(root, "feeds/news.xml").write_text(
            '<rss version="2.0"><channel><title>News</title><item><guid>1</guid><title>Tide and harbour</title></item></channel></rss>')
        house = House(options.gleaner, root, server.server_port)
        house.go_local()
        notes = pathlib.Path(temporary, "notes")
        subjects = write_notes(notes, options.notes, rng)
        house.run("remember", str(notes), "--json")
        house.run("run", "--json")
        questions = [" ".join(rng.choice(subjects[place % len(subjects)], 5, replace=False))
                     for place in range(options.questions)]
        titles = sorted(path.stem for path in notes.iterdir())
        texts = [f"{title}\n{(notes / f'{title}.md').read_text().strip()}" for title in titles]
        lines = "".join(json.dumps({"id": str(place), "text": text}) + "\n" for place, text in enumerate(texts + questions))
        local = numpy.array([row["vector"] for row in house.run("embed", stdin=lines)])
        remote = numpy.array([remote_vector(text) for text in texts + questions])
        index = {title: place for place, title in enumerate(titles)}
        truths = {name: (index, vectors[:len(texts)], vectors[len(texts):])
                  for name, vectors in ((LOCAL, local), ("words", remote))}
        print("| moment | space of all answers | recall@10 | empty | mixed | largest error of a similarity |")
        print("| --- | --- | ---: | ---: | ---: | ---: |")
        measure(house, "before", questions, truths)
        house.go_remote()
        for part in (25, 50, 75):
            # Whole requests, as far as they fit.
            server.left = options.notes * part // 100 - server.served
            left, _ = progress(house)
            done = 100 - round(100 * left / (options.notes + 1))
            measure(house, f"to another model, {done} %", questions, truths)
        server.left = 10 * options.notes
        progress(house)
        measure(house, "after", questions, truths)
        house.run("run", "--json")
        measure(house, "after, old vectors dropped", questions, truths)
        print(f"\n{server.served} notes embedded elsewhere, {server.twice} of them twice")
        house.go_local()
        progress(house)
        measure(house, "back on this machine", questions, truths)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
