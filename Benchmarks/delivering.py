"""Sends a digest through a real SMTP server (aiosmtpd) on loopback, and reads mail and feeds with others' libraries:
Python's email, feedparser and lxml. Nothing here knows how Gleaner writes them.

    python Benchmarks/delivering.py [--gleaner .build/debug/gleaner] [--lib var]

Needs aiosmtpd, feedparser and lxml; ends with 1 when something is not as it should be.
"""

import argparse
import email
import email.policy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import feedparser
from aiosmtpd.controller import Controller
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
ATOM = "{http://www.w3.org/2005/Atom}"
faults = []


def expect(holds, what):
    print(("ok    " if holds else "FAULT ") + what)
    if not holds:
        faults.append(what)


class Box:
    """Keeps what comes; refuses for now as often as it is told to."""

    def __init__(self):
        self.letters, self.refuse = [], 0

    async def handle_DATA(self, server, session, envelope):
        if self.refuse > 0:
            self.refuse -= 1
            return "451 try again later"
        self.letters.append(envelope)
        return "250 taken"


def prepare(folder, port):
    for name in ["gleaner.yaml", "feeds", "rules", "memory"]:
        source = ROOT / "sample" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    settings = folder / "gleaner.yaml"
    mail = "{to: robin@example.org, from: gleaner@example.org, smtp: \"127.0.0.1:%d\"}" % port
    text = settings.read_text().replace("digest: {items: 20,", f"digest: {{items: 20, email: {mail},")
    settings.write_text(text + "\nweb: {address: \"https://gleaner.example.org\"}\n")


def run(options, folder, *words):
    environment = dict(os.environ, GLEANER_LIB=str(options.lib))
    command = [str(options.gleaner), "--dir", str(folder), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def check_mail(envelope):
    raw = envelope.content
    message = email.message_from_bytes(raw, policy=email.policy.default)
    expect(not message.defects, "the mail has no defects")
    expect(envelope.mail_from == "gleaner@example.org" and envelope.rcpt_tos == ["robin@example.org"], "the envelope is right")
    expect(message.get_content_type() == "multipart/alternative", "it is multipart/alternative")
    parts = list(message.iter_parts())
    expect([part.get_content_type() for part in parts] == ["text/plain", "text/html"], "text first, then HTML")
    expect(not any(part.defects for part in parts), "no part has defects")
    text, html = (part.get_content() for part in parts)
    expect(len(parts[1].as_bytes()) <= 91_000, f"the HTML part has {len(parts[1].as_bytes())} bytes")
    for word in ["<script", "<img", "<style", "<link", "src=", "url("]:
        expect(word not in html, f"HTML without {word}")
    for field in ["Message-ID", "Date", "List-Id", "Auto-Submitted", "Subject", "From", "To"]:
        expect(message[field] is not None and not message[field].defects, f"{field}: {message[field]}")
    off = message["List-Unsubscribe"] or ""
    expect(off.startswith("<https://gleaner.example.org/mail/off/"), "List-Unsubscribe is one https address")
    expect(message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", "List-Unsubscribe-Post")
    expect(max(map(len, raw.split(b"\r\n"))) <= 998, "no line is longer than SMTP allows")
    expect(all(byte < 128 for byte in raw), "it is ASCII")
    return text, html


def check_atom(path):
    feed = feedparser.parse(path.read_bytes())
    expect(not feed.bozo, f"feedparser reads Atom without bozo ({feed.version}, {len(feed.entries)} entries)")
    schema = Path(__file__).parent / "atom.rng"
    tree = etree.parse(str(path))
    relax = etree.RelaxNG(etree.parse(str(schema)))
    expect(relax.validate(tree), "RFC 4287's schema" + "".join(f" {e}" for e in relax.error_log)[:400])
    ids = [node.text for node in tree.iter(ATOM + "id")]
    expect(len(ids) == len(set(ids)), "ids are there once")
    return feed


def check(options, folder, box):
    first = run(options, folder, "run")
    expect(first.returncode == 0, "a run ends well " + first.stderr[-200:])
    expect(len(box.letters) == 1, "a run mails its digest")
    if not box.letters:
        return
    text, html = check_mail(box.letters[0])
    shown = json.loads(run(options, folder, "digest", "show", "--json").stdout)
    expect(all(item["title"][:30] in " ".join(text.split()) for item in shown["items"]), "the text part is complete")
    run(options, folder, "run")
    expect(len(box.letters) == 1, "nothing new: nothing is mailed")
    again = run(options, folder, "digest", "mail", "test")
    expect(again.returncode == 0 and len(box.letters) == 2, "a test mail comes " + again.stderr[-200:])
    expect(box.letters[0].content == box.letters[-1].content, "the same digest is the same mail, byte for byte")
    box.refuse = 1
    refused = run(options, folder, "digest", "mail", "test")
    expect(refused.returncode == 1 and "451" in refused.stderr, "a refusal is told: " + refused.stderr.strip()[-120:])
    for name, ending in [("atom", "atom"), ("jsonfeed", "json")]:
        (folder / f"feed.{ending}").write_text(run(options, folder, "digest", "show", "--format", name).stdout)
    feed = check_atom(folder / "feed.atom")
    other = json.loads((folder / "feed.json").read_text())
    expect(other["version"] == "https://jsonfeed.org/version/1.1", "JSON Feed says its version")
    expect([entry.id for entry in feed.entries] == [item["id"] for item in other["items"]], "both feeds have the same ids")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gleaner", type=Path, default=ROOT / ".build/debug/gleaner")
    parser.add_argument("--lib", type=Path, default=ROOT / "var")
    options = parser.parse_args()
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=0)
    controller.port = 0
    import socket
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        controller.port = free.getsockname()[1]
    controller.start()
    folder = Path(tempfile.mkdtemp(prefix="gleaner-delivering-"))
    try:
        prepare(folder, controller.port)
        check(options, folder, box)
    finally:
        controller.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
