#!/usr/bin/env python3
"""How fast feeds are parsed, side by side with the peers, and how much memory a large one takes.

    Benchmarks/parsing.py FOLDER [--gleaner bin/gleaner] [--alone parsing-benchmark] [--peers PYTHON] [--rounds 3]

FOLDER holds feeds. All figures are processor time on one core, the median of the rounds, in MB of input a second; the
documents are in memory before the clock starts, except for `whole command`, which reads the files, starts a process and
writes every entry as JSON. Ours always sanitises, resolves links and reads dates; of the peers feedparser does so too.
PYTHON has feedparser, fastfeedparser and feedparser-rs installed; a peer that is missing is left out.

Memory is the peak of a process that parses one feed of 15 MB and 10,000 items, less that of the same process with a
tiny feed, less the size of the file.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

PEER = """
import importlib, json, pathlib, sys, time
module = importlib.import_module(sys.argv[1])
rounds, documents = int(sys.argv[2]), [pathlib.Path(path).read_bytes() for path in sys.argv[3:]]
for _ in range(rounds):
    entries, failed, start = 0, 0, time.process_time()
    for document in documents:
        try:
            entries += len(module.parse(document).entries)
        except Exception:
            failed += 1
    print(json.dumps({"seconds": time.process_time() - start, "entries": entries, "failed": failed}))
"""
# A process counts the memory of the one that it was forked from as its own, so a small one stands between.
LAUNCHER = """
import os, sys
child = os.fork()
if child == 0:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.execvp(sys.argv[2], sys.argv[2:])
usage = os.wait4(child, 0)[2]
os.write(int(sys.argv[1]), f"[{usage.ru_utime + usage.ru_stime}, {usage.ru_maxrss * 1024}]".encode())
"""
TINY = '<rss version="2.0"><channel><title>t</title><item><title>a</title></item></channel></rss>'


def run(command):
    """The output, the processor seconds and the peak in bytes of a process on one core."""
    read, write = os.pipe()
    launcher = [sys.executable, "-S", "-c", LAUNCHER, str(write), *command]
    process = subprocess.Popen(launcher, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=[write])
    os.close(write)
    output = process.communicate()[0]
    with os.fdopen(read) as pipe:
        seconds, peak = json.loads(pipe.read())
    return output, seconds, peak


def rows(output):
    return [json.loads(line) for line in output.splitlines()]


def show(name, seconds, size, entries, note=""):
    print(f"{name:32} {size / 1e6 / statistics.median(seconds):7.1f} MB/s {entries:7} entries {note}")


def large(path):
    """A feed of 15 MB."""
    text = "Words that fill an article, with a <a href='/more'>link</a> and <b>weight</b>. " * 17
    with open(path, "w") as file:
        file.write('<?xml version="1.0"?><rss version="2.0"><channel><title>Large</title>')
        for number in range(10_000):
            file.write(
                f"<item><title>Story {number}</title><link>https://example.org/{number}</link>"
                f"<guid>https://example.org/{number}</guid><pubDate>Sat, 07 Sep 2002 09:42:31 GMT</pubDate>"
                f"<description><![CDATA[<p>{text}</p>]]></description></item>"
            )
        file.write("</channel></rss>")


def memory(name, command, folder):
    tiny, big = os.path.join(folder, "tiny.xml"), os.path.join(folder, "large.xml")
    peaks = [statistics.median(run([*command, path])[2] for _ in range(3)) for path in (tiny, big)]
    print(f"{name:32} {(peaks[1] - peaks[0] - os.path.getsize(big)) / 1e6:7.1f} MB above the input")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--alone", default=".build/release/parsing-benchmark")
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    files = sorted(str(path) for path in options.folder.iterdir() if path.suffix in {".xml", ".json"})
    size, rounds = sum(map(os.path.getsize, files)), options.rounds
    print(f"{len(files)} feeds, {size / 1e6:.1f} MB, one core, median of {rounds}")
    alone = rows(run([options.alone, str(rounds), *files])[0])
    show("gleaner, parsing alone", [row["seconds"] for row in alone], size, alone[0]["entries"])
    whole = [run([options.gleaner, "feeds", "parse", *files]) for _ in range(rounds)]
    entries = sum(row.get("entry_count", 0) for row in rows(whole[0][0]))
    show("gleaner, whole command", [seconds for _, seconds, _ in whole], size, entries)
    peers = []
    for module in ["feedparser", "fastfeedparser", "feedparser_rs"]:
        found = rows(run([options.peers, "-c", PEER, module, str(rounds), *files])[0])
        if not found:
            print(f"{module:32} left out: not installed for {options.peers}")
            continue
        peers.append(module)
        show(module, [row["seconds"] for row in found], size, found[0]["entries"], f"{found[0]['failed']} failed")
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "tiny.xml").write_text(TINY)
        large(os.path.join(folder, "large.xml"))
        memory("gleaner, whole command", [options.gleaner, "feeds", "parse"], folder)
        for module in peers:
            memory(module, [options.peers, "-c", PEER, module, "1"], folder)


if __name__ == "__main__":
    main()
