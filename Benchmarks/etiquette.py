#!/usr/bin/env python3
"""A simulated month of good manners: feeds with wishes, asked by the real program.

    Benchmarks/etiquette.py [--gleaner bin/gleaner] [--days 30] [--feeds 500] [--step 30] [--seed 1] [--json FILE]

A server on loopback hosts (127.x.y.z; all of 127/8 is this machine) gives feeds that write at their own rhythm, all with
validators (ETag, Last-Modified, or both). Some say how long they stay fresh (max-age, Expires; in half of them the 304
leaves it out), have a ttl, a period, hours or days of silence, refuse now and then with 429 or 503 and a Retry-After in
one of its forms, or are away for hours (500, 404). Most have a host of their own, some share one.

Every STEP simulated minutes `gleaner run --until admit --now T` makes a pass. The server knows what it said and checks
each request against it:

  bytes      an unchanged body is sent again only by the check after eight days
  validators each request has them, but for that check
  wishes     none falls inside a Retry-After (up to 31 days), freshness or interval (up to a day), or hours of silence
  domains    never two requests open to one host, and a second between the starts of one pass
  return     a feed that was away is found within a day and a step

Exits with 1 when anything of that is broken.
"""

import argparse
import asyncio
import bisect
import collections
import datetime
import email.utils
import fcntl
import hashlib
import json
import math
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HOUR, DAY = 3600, 86400
START = int(datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc).timestamp())
WHOLE = 8 * DAY
# A second is kept at the start of a request; it is seen here a little later, and not always as much later.
GAP = 0.9
DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]


def http_date(seconds):
    return email.utils.formatdate(seconds, usegmt=True)


class Feed:
    """One feed: what it writes, what it wishes, when it is in trouble; and what it has seen of us."""

    def __init__(self, number, host, seed, days):
        self.number, self.host = number, host
        dice = random.Random(f"{seed} {number}")
        self.items = self.arrivals(dice, days)
        self.validator = dice.choice(["etag", "modified", "both"])
        self.head, self.freshness, self.interval = "", None, 0
        self.repeats = dice.random() < 0.5
        self.skip_hours, self.skip_days = set(), set()
        self.refusals, self.away = [], []
        self.wish(number % 10, dice, days)
        self.last = self.whole = self.sent = None
        self.fresh_until = self.not_before = 0
        self.asked = []
        self.answers = []

    @staticmethod
    def arrivals(dice, days):
        """Two weeks before the start and all days after: so many a day, most of them in some hours of the day."""
        rate = math.exp(dice.uniform(math.log(0.03), math.log(12)))
        peak, width = dice.uniform(0, 24), dice.uniform(2, 8)
        items, now = [], START - 14 * DAY
        while now < START + days * DAY:
            now += dice.expovariate(rate * 3) * DAY
            distance = abs((now / HOUR - peak + 12) % 24 - 12)
            if dice.random() < 0.1 + 0.9 * math.exp(-(distance / width) ** 2):
                items.append(int(now))
        return items or [START - DAY]

    def wish(self, kind, dice, days):
        """Four in ten wish nothing, and one of these is in trouble now and then."""
        if kind == 0:
            self.freshness = ("max-age", dice.randrange(600, 4 * HOUR))
        elif kind == 1:
            self.freshness = (dice.choice(["expires", "max-age"]), dice.choice([1800, 3600, 6 * HOUR, 400 * DAY]))
        elif kind == 2:
            minutes = dice.choice([15, 30, 60, 180, 1440])
            self.head, self.interval = f"<ttl>{minutes}</ttl>", minutes * 60
        elif kind == 3:
            period, seconds, times = dice.choice([("hourly", HOUR, 1), ("daily", DAY, 4), ("hourly", HOUR, 2)])
            self.head = f"<sy:updatePeriod>{period}</sy:updatePeriod><sy:updateFrequency>{times}</sy:updateFrequency>"
            self.interval = seconds // times
        elif kind == 4:
            first, count = dice.randrange(24), dice.randrange(3, 14)
            self.skip_hours = {(first + n) % 24 for n in range(count)}
            names = [24 if hour == 0 and dice.random() < 0.5 else hour for hour in sorted(self.skip_hours)]
            self.head = "<skipHours>" + "".join(f"<hour>{n}</hour>" for n in names) + "</skipHours>"
            if dice.random() < 0.5:
                self.skip_days = set(dice.sample(range(7), 2))
                self.head += "<skipDays>" + "".join(f"<day>{DAYS[d]}</day>" for d in self.skip_days) + "</skipDays>"
        elif kind == 5:
            self.refusals = self.windows(dice, days, 1, 60)
        elif kind == 6:
            self.away = self.windows(dice, days, 2, 72)

    @staticmethod
    def windows(dice, days, shortest, longest):
        """Times of trouble, about every five days: (from, to, status)."""
        found, now = [], START + dice.uniform(0.2, 4) * DAY
        while now < START + days * DAY:
            end = now + dice.uniform(shortest, longest) * HOUR
            found.append((now, end, dice.random()))
            now = end + dice.uniform(2, 7) * DAY
        return found

    def at(self, windows, now):
        return next((w for w in windows if w[0] <= now < w[1]), None)

    @property
    def path(self):
        return f"/{self.number}.xml"

    def body(self, count):
        items = "".join(
            f"<item><title>Story {n} of feed {self.number}</title><guid>{self.number}/{n}</guid>"
            f"<pubDate>{http_date(self.items[n])}</pubDate>"
            f"<description>{hashlib.sha256(f'{self.number} {n}'.encode()).hexdigest()}</description></item>"
            for n in reversed(range(max(0, count - 15), count)))
        return (f'<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
                f"<title>Feed {self.number}</title>{self.head}{items}</channel></rss>").encode()

    def is_silent(self, now):
        return now // HOUR % 24 in self.skip_hours or (now // DAY + 4) % 7 in self.skip_days


class World:
    """The server: answers, remembers what it said, and notes what is not kept."""

    def __init__(self, feeds):
        self.feeds = {(feed.host, feed.path): feed for feed in feeds}
        self.now, self.number = START, 0
        self.broken = collections.Counter()
        self.examples = {}
        self.counts = collections.Counter()
        self.open, self.starts = collections.Counter(), {}

    def breaks(self, rule, feed, words=""):
        self.broken[rule] += 1
        when = datetime.datetime.fromtimestamp(self.now, datetime.timezone.utc)
        self.examples.setdefault(rule, f"feed {feed.number} at {when:%d %b %H:%M} {words}")

    async def serve(self, reader, writer):
        host = writer.get_extra_info("sockname")[0]
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self.begin(host, head)
                await asyncio.sleep(0.002)
                status, headers, body = self.answer(host, head)
                lines = [f"HTTP/1.1 {status} X"] + [f"{n}: {v}" for n, v in headers] + ["", ""]
                writer.write("\r\n".join(lines).encode() + body)
                self.open[host] -= 1
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def begin(self, host, head):
        feed, now = self.feeds[host, head.split(" ")[1]], time.monotonic()
        self.open[host] += 1
        if self.open[host] > 1:
            self.breaks("two requests open to one host", feed)
        number, last = self.starts.get(host, (None, 0))
        if number == self.number and now - last < GAP:
            self.breaks("less than a second between starts", feed, f"{now - last:.3f} s")
        self.starts[host] = (self.number, now)

    def answer(self, host, head):
        lines = [line.partition(":") for line in head.split("\r\n")[1:]]
        asked = {name.lower(): value.strip() for name, _, value in lines}
        feed = self.feeds[host, head.split(" ")[1]]
        self.check(feed, asked)
        status, headers, body = self.reply(feed, asked)
        feed.last = self.now
        feed.asked.append(self.now)
        feed.answers.append(status)
        self.counts[status] += 1
        self.counts["bytes"] += len(body)
        return status, headers + ([] if status == 304 else [("Content-Length", len(body))]), body

    def check(self, feed, asked):
        now = self.now
        if now < feed.not_before:
            self.breaks("inside Retry-After", feed)
        if now < feed.fresh_until:
            self.breaks("inside freshness", feed)
        if feed.last is not None and now < feed.last + min(feed.interval, DAY):
            self.breaks("inside ttl or period", feed)
        if feed.is_silent(now) and feed.last is not None:
            self.breaks("inside skipHours or skipDays", feed)
        is_conditional = "if-none-match" in asked or "if-modified-since" in asked
        self.counts["requests"] += 1
        if feed.whole is not None:
            self.counts["later"] += 1
            self.counts["conditional"] += is_conditional
            if not is_conditional:
                self.counts["checks"] += 1
                if now - feed.whole < WHOLE:
                    self.breaks("without validators", feed, f"{(now - feed.whole) / HOUR:.1f} h after a whole body")

    def reply(self, feed, asked):
        now = self.now
        refusal, away = feed.at(feed.refusals, now), feed.at(feed.away, now)
        if refusal:
            rest = math.ceil(refusal[1] - now)
            feed.not_before = now + min(rest, 31 * DAY)
            form = str(rest) if refusal[2] < 0.5 else http_date(now + rest)
            return (429 if refusal[2] * 4 % 1 < 0.5 else 503), [("Retry-After", form)], b"busy"
        if away:
            return (500 if away[2] < 0.5 else 404), [], b"away"
        count = bisect.bisect_right(feed.items, now)
        etag, modified = f'"{feed.number}-{count}"', http_date(feed.items[count - 1] if count else START)
        headers = [("Content-Type", "application/rss+xml"), ("Date", http_date(now))]
        headers += [("ETag", etag)] if feed.validator != "modified" else []
        headers += [("Last-Modified", modified)] if feed.validator != "etag" else []
        same = asked["if-none-match"] == etag if "if-none-match" in asked else asked.get("if-modified-since") == modified
        is_same = same and ("if-none-match" in asked) == (feed.validator != "modified")
        fresh = self.freshness(feed) if feed.repeats or not is_same else []
        if feed.freshness:
            feed.fresh_until = now + min(feed.freshness[1], DAY)
        if is_same:
            return 304, headers + fresh, b""
        body = feed.body(count)
        if feed.sent == count:
            self.counts["same bytes"] += len(body)
            if now - feed.whole < WHOLE:
                self.breaks("an unchanged body sent again", feed)
        feed.sent, feed.whole = count, now
        return 200, headers + fresh, body

    def freshness(self, feed):
        if feed.freshness is None:
            return []
        name, seconds = feed.freshness
        if name == "max-age":
            return [("Cache-Control", f"public, max-age={seconds}")]
        return [("Expires", http_date(self.now + seconds))]


def hosts(feeds):
    """A host for each feed, but for one in fifty, which share theirs in threes."""
    places, own, shared = [], 0, 0
    for number in range(feeds):
        if number % 50 == 49:
            places.append(f"127.2.0.{1 + shared // 3}")
            shared += 1
        else:
            places.append(f"127.1.{own // 250}.{1 + own % 250}")
            own += 1
    return places


def workspace(root, feeds, port):
    (root / "feeds").mkdir(parents=True)
    (root / "rules").mkdir()
    (root / "gleaner.yaml").write_text("person: Month\nschedule: {timezone: UTC}\n")
    (root / "feeds" / "feeds.yaml").write_text("".join(
        f'- {{feed: "http://{feed.host}:{port}{feed.path}", allow_private: true}}\n' for feed in feeds))


async def run(gleaner, root, now):
    time = datetime.datetime.fromtimestamp(now, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    process = await asyncio.create_subprocess_exec(
        gleaner, "--dir", str(root), "run", "--until", "admit", "--json", "--now", time,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = await process.communicate()
    if process.returncode != 0:
        sys.exit(f"gleaner run: {process.returncode}\n{errors.decode()}")
    return json.loads(output)


def keep_up(root):
    """Holds the private database up between the passes, as a second program beside them would."""
    lock = open(root / "var" / "postgres" / "use.lock", "rb")
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


async def month(options, world, feeds):
    # Where the server's user can enter, whoever that is.
    root = pathlib.Path(tempfile.mkdtemp(prefix="gleaner-month-", dir="/var/tmp"))
    root.chmod(0o755)
    servers, held = [], None
    try:
        port = options.port
        for host in sorted({feed.host for feed in feeds}):
            servers.append(await asyncio.start_server(world.serve, host, port, backlog=16))
        workspace(root / "workspace", feeds, port)
        gleaner = os.path.abspath(options.gleaner)
        for step in range(int(options.days * DAY / (options.step * 60))):
            world.now, world.number = START + step * options.step * 60, step
            await run(gleaner, root / "workspace", world.now)
            held = held or keep_up(root / "workspace")
            if step % 48 == 0 and sys.stderr.isatty():
                print(f"\rday {step * options.step / 1440:.0f}", end="", file=sys.stderr)
    finally:
        for server in servers:
            server.close()
        if held:
            held.close()
        shutil.rmtree(root, ignore_errors=True)


def delays(feed, end):
    """From an item's publication to the first request after it that was answered well."""
    good = [t for t, status in zip(feed.asked, feed.answers) if status in (200, 304)]
    for item in feed.items:
        if START < item < end:
            at = bisect.bisect_left(good, item)
            if at < len(good):
                yield good[at] - item


def returns(world, feeds, end, step):
    """How long after its return each feed was found; more than a day and a step is too long."""
    found = []
    for feed in feeds:
        for _, back, _ in feed.away:
            if back + DAY + step < end:
                at = bisect.bisect_left(feed.asked, back)
                late = (feed.asked[at] if at < len(feed.asked) else end) - back
                found.append(late)
                if late > DAY + step:
                    world.breaks("found too late", feed, f"{late / HOUR:.1f} h")
    return found


def report(world, feeds, options, seconds):
    end = START + options.days * DAY
    waits = sorted(d for feed in feeds for d in delays(feed, end))
    found = returns(world, feeds, end, options.step * 60)
    counts = world.counts
    figures = {
        "feeds": len(feeds), "days": options.days, "requests": counts["requests"],
        "requests_a_feed_and_day": counts["requests"] / len(feeds) / options.days,
        "whole": counts[200], "unchanged": counts[304], "refused": counts[429] + counts[503], "away": counts[500] + counts[404],
        "conditional": counts["conditional"], "later": counts["later"], "checks": counts["checks"],
        "bytes": counts["bytes"], "same_bytes": counts["same bytes"],
        "items": len(waits), "median_delay_minutes": statistics.median(waits) / 60,
        "found_again_hours": max(found, default=0) / HOUR, "broken": dict(world.broken), "seconds": seconds,
    }
    print(f"{len(feeds)} feeds, {options.days:g} days, a pass every {options.step:g} minutes: {counts['requests']} requests "
          f"({figures['requests_a_feed_and_day']:.1f} a feed and day), {counts[200]} whole bodies, {counts[304]} times 304, "
          f"{figures['refused']} refusals, {figures['away']} times away.")
    print(f"Conditional: {counts['conditional']} of {counts['later']} after the first; the {counts['checks']} others are checks "
          f"after eight days. Unchanged bytes by them: {counts['same bytes']} of {counts['bytes']}.")
    print(f"{len(waits)} items, median delay {figures['median_delay_minutes']:.0f} min. Found again after at most "
          f"{figures['found_again_hours']:.1f} h. Took {seconds:.0f} s.")
    for rule, number in world.broken.items():
        print(f"BROKEN {number} times: {rule} ({world.examples[rule]})")
    if not world.broken:
        print("Nothing was broken: bytes, validators, wishes, domains, return.")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    return 1 if world.broken else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--step", type=float, default=30, help="simulated minutes between two passes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=18080)
    parser.add_argument("--json", type=pathlib.Path, help="write the figures there")
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    feeds = [Feed(n, host, options.seed, options.days) for n, host in enumerate(hosts(options.feeds))]
    world = World(feeds)
    begin = time.monotonic()
    asyncio.run(month(options, world, feeds))
    sys.exit(report(world, feeds, options, time.monotonic() - begin))


if __name__ == "__main__":
    main()
