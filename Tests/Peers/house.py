"""A workspace with the pages of the real program: feeds from a server on loopback, a pass, and `gleaner serve`."""

import contextlib
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
TYPES = {".xml": "application/xml", ".json": "application/feed+json"}
SETTINGS = """person: Robin
schedule: {timezone: Europe/Berlin, digest: "0 7 * * *"}
digest: {items: %(digest)d, per_source: all, formats: [html, text, md, json, atom, jsonfeed]}
decide: {skip: %(skip)s, keep: %(keep)s}
prior: 0.25
web: {requests_per_minute: 100000, changes_per_minute: 100000}
"""


class Feeds:
    """A server with one feed a path."""

    def __init__(self, pages):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = pages.get(self.path.lstrip("/"))
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", TYPES.get(pathlib.Path(self.path).suffix, "text/plain"))
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class House:
    """A workspace below a temporary folder, its pages, and the links that sign in to them."""

    def __init__(self, pages, memory=None, rules="", digest=20, skip=0.05, keep=0.6):
        self.environment = dict(os.environ, **settings())
        self.gleaner = self.environment["GLEANER"]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="gleaner-house-"))
        self.server, self.cookies = None, None
        self.pages = {}
        self.feeds = Feeds(self.pages)
        self.work = self.folder / "work"
        (self.work / "feeds").mkdir(parents=True)
        (self.work / "rules").mkdir()
        (self.work / "rules" / "rules.yaml").write_text(rules)
        self.digest, self.skip = digest, skip
        try:
            self.bring(pages, keep, memory)
        except BaseException:
            self.close()
            raise

    def bring(self, pages, keep, memory=None):
        """Adds feeds, and runs a pass that keeps what is as probable as `keep`."""
        self.pages |= pages
        settings = {"digest": self.digest, "skip": self.skip, "keep": keep}
        (self.work / "gleaner.yaml").write_text(SETTINGS % settings)
        (self.work / "feeds" / "feeds.yaml").write_text("".join(
            f'- {{feed: "{self.feeds.address}/{name}", relative_dates: true, allow_private: true, tags: [sample]}}\n'
            for name in self.pages))
        if memory:
            self.run("remember", memory)
        self.run("run")

    def run(self, *words, code=0):
        """Runs a command to its end; gives what it wrote."""
        command = [self.gleaner, "--dir", str(self.work), *map(str, words)]
        ended = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        if ended.returncode != code:
            raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr[-2000:]}")
        return ended.stdout

    def serve(self):
        """Serves the pages; gives their address."""
        self.log = open(self.folder / "log", "wb")
        command = [self.gleaner, "--dir", str(self.work), "serve", "--listen", "0", "--json"]
        self.server = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=self.log)
        line = self.server.stdout.readline()
        if not line:
            raise RuntimeError((self.folder / "log").read_text())
        told = json.loads(line)
        self.address, self.first_link = told["address"], told["sign_in"]
        return self.address

    def link(self):
        """Another link that signs in, once."""
        return self.run("serve", "--link", "--listen", self.address.rpartition("//")[2]).strip()

    def said(self):
        """What the server wrote on standard error."""
        return (self.folder / "log").read_text()

    def close(self):
        if self.server:
            self.server.terminate()
            self.server.wait(30)
            self.log.close()
        self.feeds.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def settings():
    """The program that is tested, and where its models and its database are."""
    return {"GLEANER": os.environ.get("GLEANER", str(ROOT / ".build/debug/gleaner")),
            "GLEANER_LIB": os.environ.get("GLEANER_LIB", str(ROOT / "var"))}


def sample():
    """The invented feeds of the sample, by the names that they are served under."""
    feeds = [*(ROOT / "sample" / "feeds").glob("*.xml"), *(ROOT / "sample" / "feeds").glob("*.json")]
    return {path.name: path.read_bytes() for path in sorted(feeds)}


@contextlib.contextmanager
def sample_house(serves=True):
    """The sample, run once, with its pages."""
    house = House(sample(), memory=ROOT / "sample" / "memory", rules=(ROOT / "sample/rules/rules.yaml").read_text())
    try:
        if serves:
            house.serve()
        yield house
    finally:
        house.close()
