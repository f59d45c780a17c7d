#!/usr/bin/env python3
"""Politeness and pace: feeds on many loopback hosts, pulled by the real program.

    Benchmarks/fetching.py [--gleaner bin/gleaner] [--feeds 1000] [--hosts 200] [--latency 0.2] [--busiest N]

A server listens on 127.0.x.y (all of 127/8 is this machine) and answers every feed after LATENCY seconds. A workspace
lists the feeds; `gleaner run --until admit` pulls them. Shown: the time from the first request to the last answer beside
the queue of the busiest host (its answers and a second between starts), the memory above that of a run with one feed,
and what the server saw: requests open at once in all and to one host, and the shortest time between two starts there.

Feeds are spread evenly; --busiest gives one host so many, the rest are spread over the others.
"""

import argparse
import asyncio
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

GAP = 1.0


class Server:
    """Answers GET with a small feed, and notes when and how many at once."""

    def __init__(self, latency):
        self.latency = latency
        self.connections = self.most_connections = 0
        self.open, self.most_open = {}, 0
        self.starts, self.busy, self.most_at_once = {}, 0, 0
        self.first = self.last = None

    async def start(self, hosts, port):
        servers = [await asyncio.start_server(self.serve, host, port, backlog=64) for host in hosts]
        return servers

    async def serve(self, reader, writer):
        host = writer.get_extra_info("sockname")[0]
        self.connections += 1
        self.most_connections = max(self.most_connections, self.connections)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await self.answer(host, head, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.connections -= 1
            writer.close()

    async def answer(self, host, head, writer):
        now = time.monotonic()
        self.first = self.first or now
        self.starts.setdefault(host, []).append(now)
        self.open[host] = self.open.get(host, 0) + 1
        self.most_open = max(self.most_open, self.open[host])
        self.busy += 1
        self.most_at_once = max(self.most_at_once, self.busy)
        await asyncio.sleep(self.latency)
        body = feed(host + head.split(b" ")[1].decode())
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        self.open[host] -= 1
        self.busy -= 1
        self.last = time.monotonic()
        await writer.drain()


def feed(name):
    items = "".join(
        f"<item><title>Story {n} of {name}</title><guid>{name}/{n}</guid><link>https://example.org{name}/{n}</link>"
        f"<description>{'What happened, and to whom. ' * 20}</description></item>" for n in range(10))
    return f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'.encode()


def spread(feeds, hosts, busiest):
    """How many feeds each host has."""
    if not busiest:
        return [feeds // hosts + (i < feeds % hosts) for i in range(hosts)]
    rest = spread(feeds - busiest, hosts - 1, 0)
    return [busiest] + rest


def workspace(root, counts, port):
    root.mkdir(parents=True)
    (root / "feeds").mkdir()
    (root / "rules").mkdir()
    (root / "gleaner.yaml").write_text("person: Bench\nschedule: {timezone: UTC}\n")
    # In turns, as the lists of people are: not host by host.
    lines = [
        f'- {{feed: "http://{host(i)}:{port}/{n}.xml", allow_private: true}}\n'
        for n in range(max(counts)) for i, count in enumerate(counts) if n < count]
    if len(counts) == 1:
        lines = [f'- {{feed: "http://{host(0)}:{port}/base.xml", allow_private: true}}\n']
    (root / "feeds" / "feeds.yaml").write_text("".join(lines))


def host(index):
    return f"127.0.{1 + index // 250}.{1 + index % 250}"


async def run(gleaner, root, environment):
    """Runs the program; its report, its wall time, its peak of resident memory in bytes, its processor seconds."""
    log = root / "time"
    start = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        "/usr/bin/time", "-f", "%M %U %S", "-o", log, gleaner, "--dir", root, "run", "--until", "admit", "--json",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    output, errors = await process.communicate()
    wall = time.monotonic() - start
    if process.returncode != 0:
        sys.exit(f"gleaner run: {process.returncode}\n{errors.decode()}")
    kilobytes, user, system = log.read_text().split()[-3:]
    return json.loads(output), wall, int(kilobytes) * 1024, float(user) + float(system)


async def measure(options, base):
    environment = dict(os.environ)
    one = Server(0.0)
    servers = await one.start([host(0)], options.port)
    workspace(base / "one", [1], options.port)
    # Twice: the first makes the database, the second is the base line.
    await run(options.gleaner, base / "one", environment)
    _, small_wall, small, _ = await run(options.gleaner, base / "one", environment)
    for server in servers:
        server.close()

    counts = spread(options.feeds, options.hosts, options.busiest)
    server = Server(options.latency)
    await server.start([host(i) for i in range(options.hosts)], options.port)
    # In the database that is there already: to make one is no part of fetching.
    (base / "one" / "feeds" / "feeds.yaml").unlink()
    workspace(base / "many", counts, options.port)
    shutil.move(base / "many" / "feeds" / "feeds.yaml", base / "one" / "feeds" / "feeds.yaml")
    report, wall, peak, processor = await run(options.gleaner, base / "one", environment)
    longest = max(counts)
    queue = longest * options.latency + (longest - 1) * max(0.0, GAP - options.latency)
    gaps = [b - a for starts in server.starts.values() for a, b in zip(starts, starts[1:])]
    return {
        "feeds": options.feeds, "hosts": options.hosts, "busiest": longest, "parsed": report["parsed"],
        "queue_s": round(queue, 2), "wall_s": round(server.last - server.first, 2),
        "ratio": round((server.last - server.first) / queue, 3), "program_s": round(wall, 2),
        "program_with_one_feed_s": round(small_wall, 2), "processor_s": processor,
        "memory_above_base_mb": round((peak - small) / 1e6, 1), "base_mb": round(small / 1e6, 1),
        "open_at_once": server.most_at_once, "sockets": server.most_connections,
        "open_to_one_host": server.most_open, "shortest_gap_s": round(min(gaps, default=0), 3),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--busiest", type=int, default=0)
    parser.add_argument("--port", type=int, default=18080)
    options = parser.parse_args()
    options.gleaner = os.path.abspath(options.gleaner)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    base = pathlib.Path(tempfile.mkdtemp(prefix="gleaner-fetching-"))
    try:
        print(json.dumps(asyncio.run(measure(options, base)), indent=1))
    finally:
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    main()
