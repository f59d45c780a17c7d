#!/usr/bin/env python3
"""What is lost of recorded timelines: text, authors, links, media, engagement, and who passed on, answers and quotes.

    Benchmarks/timelines.py SHARED [--gleaner bin/gleaner] [--show 20] [--prefixes 25]

SHARED/recorded holds responses of Mastodon, Bluesky and X. Each body goes through `gleaner feeds parse --batch`, and what
must be there is found a second time by this script, which knows nothing of ours: it looks for posts by their shape
anywhere in the JSON and reads their members. Text is compared by its words, as a reader sees them.

A body without a post must be refused with a sentence; that is the last column. With --prefixes each body is also cut at
so many places, and must end with a row every time.
"""

import argparse
import base64
import collections
import html
import json
import pathlib
import re
import subprocess
import sys

FOLDERS = {
    "mastodon": "mastodon", "mastodon_tootsdk": "mastodon", "snac": "mastodon",
    "bluesky": "bluesky", "bluesky_models": "bluesky", "x_v2": "x",
}


def bodies(shared):
    """Name, network and JSON of each response body."""
    for folder, network in FOLDERS.items():
        for path in sorted((shared / "recorded" / folder).glob("*.json")):
            document = json.loads(path.read_text())
            if isinstance(document, dict) and "interactions" in document:
                for number, one in enumerate(document["interactions"]):
                    response = one["response"]
                    if isinstance(response["body"], (dict, list)) or response["body"]:
                        yield f"{folder}/{path.name}#{number}", network, response
            else:
                yield f"{folder}/{path.name}", network, {"body": document, "headers": {}}


def words(text):
    return re.sub(r"\s+", " ", text or "").strip()


def plain(markup):
    markup = re.sub(r"(?i)<br\s*/?>|</p>|</div>|</li>", "\n", markup or "")
    return words(html.unescape(re.sub(r"<[^>]*>", "", markup)))


# ---- What must be there: one function for each network, giving dictionaries of what to look for.


def mastodon(body):
    found = []
    for one in body if isinstance(body, list) else [body]:
        if not isinstance(one, dict):
            continue
        one = one.get("status") or one.get("last_status") or one
        if not isinstance(one, dict) or not ("content" in one and "account" in one):
            continue
        shown = one.get("reblog") or one
        links = re.findall(r'href="([^"]*)"', shown["content"])
        want = {
            "id": shown["id"],
            "text": [plain(shown["content"]), words(shown.get("spoiler_text"))],
            "author": [shown["account"]["acct"], shown["account"]["display_name"] or shown["account"]["username"],
                       shown["account"]["url"]],
            "link": [html.unescape(link) for link in links] + [shown["url"]],
            "media": [value for m in shown.get("media_attachments") or []
                      for value in (m.get("url") or m.get("remote_url"), m.get("description")) if value],
            "engagement": [("likes", shown.get("favourites_count")), ("boosts", shown.get("reblogs_count")),
                           ("comments", shown.get("replies_count")), ("quotes", shown.get("quotes_count"))],
            "context": [],
        }
        if one.get("reblog"):
            want["context"] += [("reposted_by", one["account"]["acct"]), ("reposted_by", one["id"])]
        if shown.get("in_reply_to_id"):
            want["context"].append(("reply_to", shown["in_reply_to_id"]))
        quote = shown.get("quote")
        if quote:
            inner = quote.get("quoted_status") or quote
            want["context"] += [("quoted", inner.get("id")), ("quoted", plain(inner.get("content", "")))]
            want["context"] += [("quoted", m["description"]) for m in inner.get("media_attachments") or []
                                if m.get("description")]
        if shown.get("card"):
            want["link"].append(shown["card"]["url"])
            want["context"] += [("card", words(shown["card"]["title"])), ("card", words(shown["card"]["description"]))]
        if shown.get("poll"):
            want["context"] += [("poll", option["title"]) for option in shown["poll"]["options"]]
        want["context"] += [("tags", tag["name"]) for tag in shown.get("tags") or []]
        found.append(want)
    return found


def record_media(embed):
    if not isinstance(embed, dict):
        return []
    media = embed.get("media") if isinstance(embed.get("media"), dict) else embed
    found = []
    for image in media.get("images") or media.get("items") or []:
        found += [value for value in (image.get("fullsize"), image.get("alt")) if value]
    found += [media[name] for name in ("playlist", "alt") if media.get(name)]
    return found


def bluesky_post(view, item):
    record = view.get("record") or view.get("value")
    uri = view["uri"]
    embed = view.get("embed") or {}
    want = {
        "id": uri,
        "text": [words(record["text"])],
        "author": [uri.split("/")[2]],
        "link": [uri.split("/")[4]],
        "media": record_media(embed),
        "engagement": [("likes", view.get("likeCount")), ("boosts", view.get("repostCount")),
                       ("comments", view.get("replyCount")), ("quotes", view.get("quoteCount")),
                       ("bookmarks", view.get("bookmarkCount"))],
        "context": [],
    }
    if view.get("author"):
        want["author"] += [view["author"]["handle"], view["author"].get("displayName") or view["author"]["handle"]]
    for facet in record.get("facets") or []:
        for feature in facet["features"]:
            if feature.get("uri"):
                want["link"].append(feature["uri"])
            if feature.get("tag"):
                want["context"].append(("tags", feature["tag"]))
            if feature.get("did"):
                want["link"].append(feature["did"])
    external = (embed.get("external") or (embed.get("media") or {}).get("external") or {})
    if external:
        want["link"].append(external["uri"])
        want["context"] += [("card", words(external["title"])), ("card", words(external["description"]))]
    quoted = embed.get("record") or {}
    quoted = quoted if "uri" in quoted else quoted.get("record") or {}
    if "value" in quoted:
        want["context"] += [("quoted", quoted["uri"]), ("quoted", words(quoted["value"].get("text")))]
    elif quoted.get("record"):
        want["context"] += [("card", quoted["record"].get("name"))]
    if record.get("reply"):
        want["context"].append(("reply_to", record["reply"]["parent"]["uri"]))
    if (item.get("reason") or {}).get("by"):
        want["context"].append(("reposted_by", item["reason"]["by"]["handle"]))
    return want


def bluesky(body):
    found = []
    items = []
    for name in ("feed", "posts", "records"):
        items += body.get(name) or []
    if "thread" in body:
        stack = [body["thread"]]
        while stack:
            node = stack.pop()
            items.append(node)
            stack += [one for one in [node.get("parent")] + (node.get("replies") or []) if one]
    if "uri" in body:
        items.append(body)
    for item in items:
        view = item.get("post") if isinstance(item.get("post"), dict) else item
        record = view.get("record") or view.get("value") or {}
        if isinstance(record, dict) and "text" in record:
            found.append(bluesky_post(view, item))
    return found


def x(body):
    if not isinstance(body, dict):
        return []
    data = body.get("data") or []
    includes = body.get("includes") or {}
    users = {user["id"]: user for user in includes.get("users") or []}
    posts = {post["id"]: post for post in (includes.get("tweets") or []) + (includes.get("posts") or [])}
    media = {one["media_key"]: one for one in includes.get("media") or []}
    found = []
    for one in data if isinstance(data, list) else [data]:
        if not isinstance(one.get("text"), str):
            continue
        references = one.get("referenced_tweets") or one.get("referenced_posts") or []
        passed = next((r for r in references if r["type"] in ("retweeted", "reposted")), None)
        shown = posts.get(passed["id"], one) if passed else one
        note = shown.get("note_tweet") or shown.get("note_post") or shown
        text = note["text"]
        urls = (note.get("entities") or {}).get("urls") or []
        for url in urls:
            hides = url.get("media_key") or re.search(r"/status/\d+/(photo|video)/\d+$", url["expanded_url"])
            text = text.replace(url["url"], "" if hides else url["expanded_url"])
        metrics = shown.get("public_metrics") or {}
        user = users.get(shown.get("author_id"))
        keys = (shown.get("attachments") or {}).get("media_keys") or []
        want = {
            "id": passed["id"] if passed else one["id"],
            "text": [words(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))],
            "author": [user["username"], user["name"]] if user else [shown.get("author_id")],
            "link": [url["expanded_url"] for url in urls] + [shown["id"] if not passed else passed["id"]],
            "media": [value for key in keys if key in media
                      for value in (media[key].get("url"), media[key].get("alt_text")) if value],
            "engagement": [("likes", metrics.get("like_count")),
                           ("boosts", metrics.get("retweet_count", metrics.get("repost_count"))),
                           ("comments", metrics.get("reply_count")), ("quotes", metrics.get("quote_count"))],
            "context": [("tags", tag["tag"]) for tag in (note.get("entities") or {}).get("hashtags") or []],
        }
        if passed:
            want["context"] += [("reposted_by", one["id"]), ("reposted_by", one.get("author_id"))]
        for reference in references:
            if reference["type"] in ("quoted", "replied_to"):
                want["context"].append(
                    ("quoted" if reference["type"] == "quoted" else "reply_to", reference["id"]))
        found.append(want)
    return found


WANTED = {"mastodon": mastodon, "bluesky": bluesky, "x": x}


# ---- Comparing.


def strings(value):
    """All texts in a value, entities of HTML resolved."""
    if isinstance(value, str):
        return words(value) + "\n" + html.unescape(words(value))
    if isinstance(value, dict):
        return "\n".join(strings(one) for one in value.values())
    return "\n".join(strings(one) for one in value) if isinstance(value, list) else str(value)


def lost(want, entry):
    """Kind and value of what is wanted and missing."""
    everything = strings(entry)
    texts = words(entry.get("text")) + "\n" + words(entry.get("title_text"))
    # Blocks part words in our text and not in the script's, or the other way round: white space does not count.
    bare = re.sub(r"\s", "", texts)
    for text in filter(None, want["text"]):
        if re.sub(r"\s", "", text) not in bare:
            yield "text", text
    people = strings([entry.get("authors") or [], entry.get("author") or ""])
    yield from (("author", one) for one in want["author"] if one and words(one) not in people)
    yield from (("links", one) for one in want["link"] if one and words(one) not in everything)
    media = strings(entry.get("media") or [])
    yield from (("media", one) for one in want["media"] if words(one) not in media)
    counts = entry.get("engagement") or {}
    yield from (("engagement", f"{name} {count}") for name, count in want["engagement"]
                if count is not None and counts.get(name) != count)
    for member, value in want["context"]:
        bare = re.sub(r"\s", "", strings(entry.get(member) or "")).lower()
        if value and re.sub(r"\s", "", words(value)).lower() not in bare:
            yield "context", f"{member} {value}"


def wanted_count(want):
    return {
        "text": len([t for t in want["text"] if t]), "author": len([a for a in want["author"] if a]),
        "links": len(want["link"]), "media": len(want["media"]),
        "engagement": len([1 for _, c in want["engagement"] if c is not None]),
        "context": len([1 for _, v in want["context"] if v]),
    }


def parse(gleaner, rows):
    text = "".join(json.dumps(row) + "\n" for row in rows)
    output = subprocess.run([gleaner, "feeds", "parse", "--batch"], input=text, capture_output=True, text=True)
    if output.returncode != 0:
        sys.exit(f"gleaner ended with {output.returncode}: {output.stderr[-400:]}")
    return [json.loads(line) for line in output.stdout.splitlines()]


def case(name, network, response):
    raw = response["body"] if isinstance(response["body"], str) else json.dumps(response["body"])
    return {"key": name, "format": network, "base64": base64.b64encode(raw.encode()).decode(),
            "http_headers": {k: v if isinstance(v, str) else v[0] for k, v in (response.get("headers") or {}).items()}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--prefixes", type=int, default=0)
    options = parser.parse_args()
    cases = list(bodies(options.shared))
    rows = parse(options.gleaner, [case(*one) for one in cases])
    table = collections.defaultdict(collections.Counter)
    shown = 0
    for (name, network, response), row in zip(cases, rows, strict=True):
        wants = WANTED[network](response["body"]) if not isinstance(response["body"], str) else []
        line = table[name.split("/")[0]]
        line["bodies"] += 1
        entries = row.get("entries") or []
        by_id = collections.defaultdict(list)
        for entry in entries:
            by_id[entry.get("id")].append(entry)
        line["posts"] += len(wants)
        line["entries"] += len(entries)
        faults = []
        for want in wants:
            line.update({f"want {kind}": count for kind, count in wanted_count(want).items()})
            same = by_id.get(want["id"])
            if not same:
                faults.append(("posts", want["id"]))
                continue
            faults += lost(want, same.pop(0) if len(same) > 1 else same[0])
        if not wants and not entries:
            empty = response["body"] in ([], {}) or (isinstance(response["body"], dict) and "meta" in response["body"])
            line["refused"] += row.get("defect") is not None
            if row.get("defect") is None and not empty:
                faults.append(("refusal", "no sentence"))
        for kind, value in faults:
            line[f"lost {kind}"] += 1
            if shown < options.show:
                shown += 1
                print(f"lost in {name}: {kind}: {str(value)[:300]!r}", file=sys.stderr)
    kinds = ["posts", "text", "author", "links", "media", "engagement", "context"]
    print("| recorded | bodies | posts | " + " | ".join(f"{kind} lost" for kind in kinds) + " | refused, with a reason |")
    print("| --- " * (len(kinds) + 4) + "|")
    for name, line in table.items():
        cells = [f"{line[f'lost {kind}']}" + (f" / {line[f'want {kind}']}" if kind != "posts" else "") for kind in kinds]
        print(f"| {name} | {line['bodies']} | {line['posts']} | " + " | ".join(cells) + f" | {line['refused']} |")
    if options.prefixes:
        cut(cases, options)
    sys.exit(1 if any(key.startswith("lost") and line[key] for line in table.values() for key in line) else 0)


def cut(cases, options):
    """Each body, cut at so many places."""
    rows = []
    for one in cases:
        whole = base64.b64decode(case(*one)["base64"])
        for place in range(options.prefixes):
            piece = whole[: len(whole) * place // options.prefixes]
            rows.append({"key": one[0], "format": one[1], "base64": base64.b64encode(piece).decode()})
    answers = parse(options.gleaner, rows)
    silent = [row["key"] for row in answers if not row.get("defect") and not row.get("error")]
    print(f"\n{len(answers)} cut bodies: {len(silent)} without a defect")


if __name__ == "__main__":
    main()
