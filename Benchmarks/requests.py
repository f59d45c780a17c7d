#!/usr/bin/env python3
"""Whether what the program asks of the networks is what they say may be asked.

    Benchmarks/requests.py SHARED [--gleaner bin/gleaner] [--library var] [--verbose]

A server on the loopback plays Mastodon, Bluesky and X. The real program signs in there (codes, an app password, OAuth 2.0
and 1.0a), renews its tokens, reads timelines in a run, likes, reposts and bookmarks, loses an answer on each network and
reads it back, takes everything back and signs out. Each request is checked:

  bluesky   against the lexicons in SHARED/recorded/lexicons: parameters, bodies, and the records that are written. What the
            server answers is checked too, so that nobody learns from a false server.
  x         methods, paths, parameters and fields as its documentation lists them, both dialects
  mastodon  the same, by its documentation
  all       who asks, how a body is called, and that no secret stands in an address

Formats of the lexicons (handles, DIDs, keys, times) are checked by patterns after the specifications, which are measured
against SHARED/recorded/atproto_interop, as is what the program itself takes for a name. And to show that the check can see, requests that are broken on purpose go through
it, each of which must be found. Exits with 1 when anything is broken.
"""

import argparse
import base64
import collections
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

# ---- Formats of the AT Protocol, after atproto.com/specs.

LABEL = r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
HANDLE = re.compile(rf"({LABEL}\.)+[a-zA-Z]([a-zA-Z0-9-]{{0,61}}[a-zA-Z0-9])?")
DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]")
NSID = re.compile(rf"[a-zA-Z]([a-zA-Z0-9-]{{0,61}}[a-zA-Z0-9])?(\.{LABEL})+\.[a-zA-Z][a-zA-Z0-9]{{0,62}}")
TID = re.compile(r"[234567a-j][234567a-z]{12}")
KEY = re.compile(r"[a-zA-Z0-9_~.:-]{1,512}")
TIME = re.compile(
    r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,20})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)")
CID = re.compile(r"[a-zA-Z0-9+]{8,256}")


def handle(text):
    return len(text) <= 253 and HANDLE.fullmatch(text) is not None


def did(text):
    return len(text) <= 2048 and DID.fullmatch(text) is not None


def nsid(text):
    return len(text) <= 317 and NSID.fullmatch(text) is not None


def tid(text):
    return TID.fullmatch(text) is not None


def record_key(text):
    return text not in (".", "..") and KEY.fullmatch(text) is not None


def at_identifier(text):
    return did(text) if text.startswith("did:") else handle(text)


def at_uri(text):
    if len(text) > 8192 or not text.startswith("at://"):
        return False
    parts = text[5:].split("/")
    return (len(parts) <= 3 and at_identifier(parts[0]) and (len(parts) < 2 or nsid(parts[1]))
            and (len(parts) < 3 or record_key(parts[2])))


def datetime(text):
    return len(text) <= 64 and TIME.fullmatch(text) is not None and not text.startswith("000") and not text.endswith("-00:00")


FORMATS = {
    "handle": handle, "did": did, "nsid": nsid, "tid": tid, "record-key": record_key, "at-identifier": at_identifier,
    "at-uri": at_uri, "datetime": datetime, "cid": lambda text: CID.fullmatch(text) is not None,
    "uri": lambda text: re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+", text) is not None,
    "language": lambda text: re.fullmatch(r"([a-zA-Z]{2,8}|i)(-[a-zA-Z0-9]+)*", text) is not None,
}


def measured_formats(shared):
    """Rows of format, agreements and cases; comments and empty lines of the files are none."""
    folder = shared / "recorded" / "atproto_interop" / "syntax"
    names = {"handle": "handle", "did": "did", "nsid": "nsid", "tid": "tid", "recordkey": "record-key",
             "atidentifier": "at-identifier", "aturi": "at-uri", "datetime": "datetime"}
    for file, name in names.items():
        right = wrong = 0
        for kind in ("valid", "invalid"):
            for line in (folder / f"{file}_syntax_{kind}.txt").read_text().splitlines():
                if not line.strip() or line.startswith("#"):
                    continue
                if FORMATS[name](line) == (kind == "valid"):
                    right += 1
                else:
                    wrong += 1
                    print(f"the check of {name} errs: {line[:100]!r} is {kind}", file=sys.stderr)
        yield name, right, right + wrong


def measured_names(shared, options):
    """The same of the program itself: which lists of Bluesky it takes, by who they are of and how they are called."""
    syntax = shared / "recorded" / "atproto_interop" / "syntax"
    for file, address in (("handle", "at://{}/app.bsky.graph.list/3jzfcijpj2z2a"), ("did", "at://{}/app.bsky.graph.list/3jzfcijpj2z2a"),
                          ("recordkey", f"at://{DID_OF_ADA}/app.bsky.graph.list/{{}}")):
        cases = [(line, kind == "valid") for kind in ("valid", "invalid")
                 for line in (syntax / f"{file}_syntax_{kind}.txt").read_text().splitlines()
                 if line.strip() and not line.startswith("#") and not (file == "did" and handle(line))]
        refused = set()
        # Of a list that is all wrong only the beginning is told.
        for start in range(0, len(cases), 40):
            lists = [address.format(text) for text, _ in cases[start:start + 40]]
            refused |= {start + number for number in refused_lists(lists, options)}
        errs = [(text, isValid) for number, (text, isValid) in enumerate(cases) if (number in refused) == isValid]
        for text, isValid in errs:
            print(f"the program errs of a {file}: {text[:100]!r} is {'valid' if isValid else 'invalid'}", file=sys.stderr)
        yield file, len(cases) - len(errs), len(cases)


def refused_lists(addresses, options):
    """The places of those that the program does not take in `feeds/`."""
    with tempfile.TemporaryDirectory(prefix="gleaner-names-") as folder:
        root = pathlib.Path(folder)
        (root / "feeds").mkdir()
        (root / "gleaner.yaml").write_text("person: Ada\n")
        lists = [json.dumps(address, ensure_ascii=False) for address in addresses]
        (root / "feeds" / "lists.yaml").write_text(
            "".join(f"- {{bluesky: ada.bsky.social, timeline: {{list: {one}}}}}\n" for one in lists))
        said = subprocess.run([options.gleaner, "--dir", folder, "rules", "check"], capture_output=True, text=True)
    return {int(number) - 1 for number in re.findall(r"lists\.yaml:(\d+):\d+: 'list'", said.stdout + said.stderr)}


# ---- Lexicons.


class Lexicons:
    """Schemas by name, and the checking of values against them."""

    # Methods that the recorded set does not have, written after their documentation.
    OWN = {
        "app.bsky.bookmark.createBookmark": {"uri": "at-uri", "cid": "cid"},
        "app.bsky.bookmark.deleteBookmark": {"uri": "at-uri"},
    }

    def __init__(self, folder):
        self.schemas = {}
        for path in folder.rglob("*.json"):
            document = json.loads(path.read_text())
            self.schemas[document["id"]] = document["defs"]
        self.recorded = len(self.schemas)
        for name, fields in self.OWN.items():
            properties = {key: {"type": "string", "format": value} for key, value in fields.items()}
            schema = {"type": "object", "required": list(fields), "properties": properties}
            self.schemas.setdefault(
                name, {"main": {"type": "procedure", "input": {"encoding": "application/json", "schema": schema}}})
        page = {"limit": {"type": "integer", "minimum": 1, "maximum": 100}, "cursor": {"type": "string"}}
        self.schemas.setdefault(
            "app.bsky.bookmark.getBookmarks",
            {"main": {"type": "query", "parameters": {"type": "params", "properties": page}}})

    def resolve(self, ref, here):
        name, _, part = ref.partition("#")
        return self.schemas.get(name or here, {}).get(part or "main"), name or here

    def faults(self, value, schema, here, place):
        kind = schema["type"]
        check = getattr(self, "check_" + kind.replace("-", "_"), None)
        return check(value, schema, here, place) if check else []

    def check_object(self, value, schema, here, place):
        if not isinstance(value, dict):
            return [f"{place} is no object"]
        nullable = schema.get("nullable", [])
        found = [f"{place} has no '{name}'" for name in schema.get("required", []) if name not in value]
        for name, one in schema.get("properties", {}).items():
            if name in value and not (value[name] is None and name in nullable):
                found += self.faults(value[name], one, here, f"{place}.{name}")
        known = set(schema.get("properties", {})) | {"$type"}
        return found + [f"{place} has '{name}', which nobody knows" for name in value if name not in known]

    def check_params(self, value, schema, here, place):
        return self.check_object(value, schema, here, place)

    def check_array(self, value, schema, here, place):
        if not isinstance(value, list):
            return [f"{place} is no list"]
        found = []
        if len(value) > schema.get("maxLength", len(value)):
            found.append(f"{place} has {len(value)} elements")
        for number, one in enumerate(value):
            found += self.faults(one, schema["items"], here, f"{place}[{number}]")
        return found

    def check_string(self, value, schema, here, place):
        if not isinstance(value, str):
            return [f"{place} is no text"]
        name = schema.get("format")
        if name and not FORMATS[name](value):
            return [f"{place} is no {name}: {value[:80]!r}"]
        if len(value.encode()) > schema.get("maxLength", 1 << 40) or len(value) < schema.get("minLength", 0):
            return [f"{place} has {len(value)} letters"]
        if "enum" in schema and value not in schema["enum"]:
            return [f"{place} is {value!r}"]
        return [] if schema.get("const", value) == value else [f"{place} is {value!r}"]

    def check_integer(self, value, schema, here, place):
        if isinstance(value, bool) or not isinstance(value, int):
            return [f"{place} is no whole number"]
        inside = schema.get("minimum", value) <= value <= schema.get("maximum", value)
        return [] if inside else [f"{place} is {value}"]

    def check_boolean(self, value, schema, here, place):
        return [] if isinstance(value, bool) else [f"{place} is neither true nor false"]

    def check_unknown(self, value, schema, here, place):
        return [] if isinstance(value, dict) else [f"{place} is no object"]

    def check_ref(self, value, schema, here, place):
        target, there = self.resolve(schema["ref"], here)
        return self.faults(value, target, there, place) if target else []

    def check_union(self, value, schema, here, place):
        if not isinstance(value, dict) or "$type" not in value:
            return [f"{place} has no $type"]
        target, there = self.resolve(value["$type"], here)
        return self.faults(value, target, there, place) if target else []

    def record(self, value, collection, key):
        """The faults of a record that is written."""
        schema = self.schemas.get(collection, {}).get("main", {})
        if schema.get("type") != "record":
            return [f"nobody knows the collection {collection!r}"]
        found = [] if value.get("$type") == collection else [f"the record is a {value.get('$type')!r}"]
        if schema.get("key") == "tid" and not tid(key):
            found.append(f"the record's key is no TID: {key!r}")
        return found + self.faults(value, schema["record"], collection, "record")


# ---- Requests.


class Asked:
    """One request."""

    def __init__(self, network, method, path, headers, body=b""):
        self.network, self.method, self.body = network, method, body
        parts = urllib.parse.urlsplit(path)
        self.path = parts.path
        self.pairs = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
        self.query = dict(self.pairs)
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.bearer = self.headers.get("authorization", "")

    @property
    def form(self):
        return dict(urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def kind(self):
        """What it is called in the table: ids taken out."""
        path = re.sub(r"/did:[^/]+", "/DID", self.path)
        path = re.sub(r"(?<=[a-z]/)\d+(?=/|$)", "ID", path)
        return f"{self.method} {path}"


SECRETS = ("secret-", "-pass", "abcd-efgh")


def common(asked):
    found = []
    if not re.match(r"[Gg]leaner/\S+", asked.headers.get("user-agent", "")):
        found.append(f"it does not say who asks: {asked.headers.get('user-agent')!r}")
    if any(secret in urllib.parse.unquote(value) for _, value in asked.pairs for secret in SECRETS):
        found.append("a secret stands in the address")
    if "cookie" in asked.headers:
        found.append("it sends a cookie")
    content = asked.headers.get("content-type", "")
    if asked.body and content == "application/json" and asked.json is None:
        found.append("the body is no JSON")
    if asked.body and content not in ("application/json", "application/x-www-form-urlencoded"):
        found.append(f"the body is called {content!r}")
    if asked.method == "GET" and asked.body:
        found.append("a question has a body")
    return found


def bluesky(asked, lexicons):
    if asked.path.startswith("/did:") or asked.path == "/.well-known/did.json":
        return [] if asked.method == "GET" else ["a document is read by GET"]
    name = asked.path.removeprefix("/xrpc/")
    schema = lexicons.schemas.get(name, {}).get("main")
    if not schema or schema["type"] not in ("query", "procedure"):
        return [f"nobody knows {asked.path}"]
    found = []
    if asked.method != ("GET" if schema["type"] == "query" else "POST"):
        found.append(f"{name} is a {schema['type']} and was asked by {asked.method}")
    found += lexicons.faults(parameters(asked, schema), schema.get("parameters", {"type": "params"}), name, "parameters")
    wants = schema.get("input")
    if wants and "schema" in wants:
        if asked.headers.get("content-type") != wants["encoding"]:
            found.append(f"the body is called {asked.headers.get('content-type')!r}")
        found += lexicons.faults(asked.json, wants["schema"], name, "body")
    elif asked.body:
        found.append(f"{name} has no body")
    if name == "com.atproto.repo.putRecord" and isinstance(asked.json, dict):
        record = asked.json.get("record")
        found += lexicons.record(
            record if isinstance(record, dict) else {}, asked.json.get("collection", ""), asked.json.get("rkey", ""))
    isOpen = name in ("com.atproto.identity.resolveHandle", "com.atproto.server.createSession")
    wanted = "refresh" if name.endswith((".refreshSession", ".deleteSession")) else "access"
    if not isOpen and f"bsky-secret-{wanted}" not in asked.bearer:
        found.append(f"it does not show its {wanted} token")
    if isOpen and asked.bearer:
        found.append("it shows a token where none is asked for")
    return found


def parameters(asked, schema):
    """The parameters as values of the types that their schema has (atproto.com/specs/xrpc)."""
    properties = schema.get("parameters", {}).get("properties", {})
    values = {}
    for name, text in asked.pairs:
        kind = properties.get(name, {}).get("type")
        if kind == "array":
            values.setdefault(name, []).append(text)
        elif name in values:
            values[name] = None
        elif kind == "integer":
            values[name] = int(text) if re.fullmatch(r"-?\d+", text) else text
        elif kind == "boolean":
            values[name] = {"true": True, "false": False}.get(text, text)
        else:
            values[name] = text
    return values


NUMBER = r"[0-9]{1,19}"
PAGE = {"max_results": None, "pagination_token": r"\S+", "since_id": NUMBER, "until_id": NUMBER}
FIELDS = {
    "tweet.fields": "attachments author_id context_annotations conversation_id created_at edit_controls entities geo id "
    "in_reply_to_user_id lang note_tweet possibly_sensitive public_metrics referenced_tweets reply_settings source text withheld",
    "post.fields": "attachments context_annotations conversation_id created_at edit_controls entities geo id "
    "in_reply_to_user_id lang note_post possibly_sensitive public_metrics reply_settings source text withheld",
    "user.fields": "created_at description entities id location name pinned_tweet_id profile_image_url protected "
    "public_metrics url username verified verified_type withheld",
    "media.fields": "alt_text duration_ms height media_key preview_image_url public_metrics type url variants width",
    "poll.fields": "duration_minutes end_datetime id options voting_status",
    "expansions": "attachments.media_keys attachments.poll_ids author_id edit_history_tweet_ids entities.mentions.username "
    "geo.place_id in_reply_to_user_id referenced_tweets.id referenced_tweets.id.author_id referenced_posts "
    "edit_history_post_ids",
}
POSTS = ("tweet.fields", "post.fields", "expansions", "media.fields", "poll.fields", "user.fields")
# Method, path, what a page may hold, and other parameters; ids are numbers of at most 19 digits.
X_CALLS = [
    ("GET", r"/2/users/me", None, ("user.fields",)),
    ("GET", r"/2/users/by/username/[A-Za-z0-9_]{1,15}", None, ("user.fields",)),
    ("GET", r"/2/users", None, ("ids", "user.fields")),
    ("GET", rf"/2/users/{NUMBER}/timelines/reverse_chronological", (1, 100), POSTS),
    ("GET", rf"/2/users/{NUMBER}/tweets", (5, 100), POSTS),
    ("GET", rf"/2/users/{NUMBER}/liked_tweets", (5, 100), POSTS),
    ("GET", rf"/2/users/{NUMBER}/bookmarks", (1, 100), POSTS),
    ("GET", rf"/2/lists/{NUMBER}/tweets", (1, 100), POSTS),
    ("GET", r"/2/tweets", None, ("ids", *POSTS)),
    ("POST", rf"/2/users/{NUMBER}/(likes|retweets|bookmarks)", None, ()),
    ("DELETE", rf"/2/users/{NUMBER}/(likes|retweets|bookmarks)/{NUMBER}", None, ()),
]


def x(asked):
    if asked.path in ("/2/oauth2/token", "/2/oauth2/revoke", "/i/oauth2/authorize"):
        return oauth(asked, "x")
    call = next((c for c in X_CALLS if c[0] == asked.method and re.fullmatch(c[1], asked.path)), None)
    if not call:
        return [f"nobody knows {asked.method} {asked.path}"]
    found = []
    page, others = call[2], call[3]
    for name, value in asked.pairs:
        if name == "ids":
            ids = value.split(",")
            found += [] if len(ids) <= 100 and all(re.fullmatch(NUMBER, one) for one in ids) else [f"ids: {value[:80]}"]
        elif name in others:
            odd = set(value.split(",")) - set(FIELDS[name].split())
            found += [f"{name} has {one!r}" for one in sorted(odd)]
        elif page and name == "max_results":
            found += [] if value.isdigit() and page[0] <= int(value) <= page[1] else [f"max_results is {value}"]
        elif page and name in PAGE:
            if name in ("since_id", "until_id") and not re.search(r"(tweets|chronological)$", asked.path):
                found.append(f"{name} is not known there")
            elif "/lists/" in asked.path and name.endswith("_id"):
                found.append(f"a list knows no {name}")
            elif not re.fullmatch(PAGE[name], value):
                found.append(f"{name} is {value!r}")
        else:
            found.append(f"nobody knows the parameter {name!r}")
    if "tweet.fields" in asked.query and "post.fields" in asked.query:
        found.append("two dialects in one request")
    if "ids" in others and "ids" not in asked.query:
        found.append("no ids")
    if asked.method == "POST":
        body = asked.json
        if not (isinstance(body, dict) and list(body) == ["tweet_id"] and isinstance(body["tweet_id"], str)
                and re.fullmatch(NUMBER, body["tweet_id"])):
            found.append(f"the body is {asked.body[:80]!r}")
    return found + x_leave(asked)


def x_leave(asked):
    if asked.bearer.startswith("Bearer x-secret-access"):
        return []
    if not asked.bearer.startswith("OAuth "):
        return ["it shows no token"]
    if "/bookmarks" in asked.path:
        return ["bookmarks want OAuth 2.0"]
    fields = dict(re.findall(r'(\w+)="([^"]*)"', asked.bearer))
    wanted = {"oauth_consumer_key", "oauth_nonce", "oauth_signature", "oauth_signature_method", "oauth_timestamp",
              "oauth_token", "oauth_version"}
    found = [f"no {name} in the signature" for name in sorted(wanted - set(fields))]
    if fields.get("oauth_signature_method") != "HMAC-SHA1" or fields.get("oauth_version") != "1.0":
        found.append("the signature is of another kind")
    if abs(int(fields.get("oauth_timestamp") or 0) - time.time()) > 300:
        found.append("the signature is of another time")
    return found


M_PAGE = {"limit": (1, 40), "min_id": None, "max_id": None, "since_id": None}
# Method, path, parameters with the range of numbers.
MASTODON_CALLS = [
    ("GET", r"/api/v1/timelines/(home|list/\d+|tag/[^/]+)", M_PAGE),
    ("GET", r"/api/v1/accounts/\d+/statuses", M_PAGE),
    ("GET", r"/api/v1/(favourites|bookmarks)", M_PAGE),
    ("GET", r"/api/v1/accounts/verify_credentials", {}),
    ("GET", r"/api/v1/statuses/\d+", {}),
    ("GET", r"/api/v1/statuses", {"id[]": None}),
    ("GET", r"/api/v1/(lists|lists/\d+|followed_tags)", {}),
    ("GET", r"/api/v2/search", {"q": None, "type": None, "resolve": None, "limit": (1, 40)}),
    ("POST", r"/api/v1/statuses/\d+/(un)?(favourite|reblog|bookmark)", {}),
]
SCOPES = {"read", "profile", "write:favourites", "write:bookmarks", "write:statuses"}
OPEN = ("/.well-known/oauth-authorization-server", "/api/v1/instance", "/.well-known/webfinger", "/.well-known/host-meta")


def mastodon(asked):
    if asked.path in OPEN:
        return ["it shows a token where none is asked for"] if asked.bearer else []
    if asked.path == "/api/v1/apps":
        form = asked.form
        found = [f"no {name}" for name in ("client_name", "redirect_uris", "scopes") if not form.get(name)]
        odd = set(form.get("scopes", "").split()) - SCOPES
        return found + [f"it asks for {scope!r}" for scope in sorted(odd)]
    if asked.path.startswith("/oauth/"):
        return oauth(asked, "mastodon")
    call = next((c for c in MASTODON_CALLS if c[0] == asked.method and re.fullmatch(c[1], asked.path)), None)
    if not call:
        return [f"nobody knows {asked.method} {asked.path}"]
    found = []
    for name, value in asked.pairs:
        if name not in call[2]:
            found.append(f"nobody knows the parameter {name!r}")
        elif call[2][name] and not (value.isdigit() and call[2][name][0] <= int(value) <= call[2][name][1]):
            found.append(f"{name} is {value}")
        elif not value:
            found.append(f"{name} is empty")
    if not asked.bearer.startswith("Bearer mstdn-secret-access"):
        found.append("it shows no token")
    return found


def oauth(asked, network):
    """RFC 6749 and RFC 7636, as both networks have them."""
    fields = asked.query if asked.path.endswith("authorize") else asked.form
    found = [f"{name} is given twice" for name, count in collections.Counter(
        name for name, _ in asked.pairs).items() if count > 1]

    def want(*names):
        return [f"no {name}" for name in names if not fields.get(name)]

    if asked.path.endswith("/authorize"):
        found += want("client_id", "redirect_uri", "scope", "state")
        if fields.get("response_type") != "code":
            found.append("it asks for no code")
        if fields.get("code_challenge_method") != "S256" or not re.fullmatch(r"[\w-]{43}", fields.get("code_challenge", "")):
            found.append("it has no proof of the kind S256")
        if len(fields.get("state", "")) > 500:
            found.append("the state is too long")
        return found
    if asked.method != "POST" or asked.headers.get("content-type") != "application/x-www-form-urlencoded":
        found.append("it is no form that is posted")
    if asked.path.endswith("/revoke"):
        found += want("token")
    elif fields.get("grant_type") == "authorization_code":
        found += want("code", "redirect_uri")
        if not re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", fields.get("code_verifier", "")):
            found.append("it has no proof of 43 to 128 letters")
    elif fields.get("grant_type") == "refresh_token":
        found += want("refresh_token")
    else:
        found.append(f"grant_type is {fields.get('grant_type')!r}")
    isBasic = asked.bearer.startswith("Basic ")
    if network == "mastodon":
        return found + want("client_id", "client_secret")
    return found + ([] if isBasic else want("client_id"))


def faults(asked, lexicons):
    own = {"bluesky": lambda: bluesky(asked, lexicons), "x": lambda: x(asked), "mastodon": lambda: mastodon(asked)}
    return common(asked) + own[asked.network]()


# ---- Three networks on the loopback.

DID_OF_ADA = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
DID_OF_ANN = "did:plc:z72i7hdynmk6r22z27h6tvur"
X_USER = "2244994945"
PASSWORD = "abcd-efgh-1234-zyxw"
CID_OF_POST = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"


def now(offset=0.0):
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + offset))


class Network:
    """What the three have in common: posts, sets of what the person did, tokens, and a lost answer."""

    def __init__(self, name, posts):
        self.name, self.asked, self.done = name, [], collections.defaultdict(set)
        self.posts = list(range(1, posts + 1))
        self.count = 0
        self.loses = True
        self.lexicons = None
        self.false = []
        self.server = None

    @property
    def full(self):
        return {"mstdn": "mastodon", "bsky": "bluesky"}.get(self.name, self.name)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def token(self, kind):
        self.count += 1
        return f"{self.name}-secret-{kind}-{self.count:06}"

    def loss(self):
        """Whether the answer to this change is lost, once."""
        loses, self.loses = self.loses, False
        return loses


class Mastodon(Network):
    def answer(self, asked):
        path = asked.path
        if path == "/api/v1/instance":
            return 200, {"uri": "social.example", "title": "social", "version": "4.6.4"}
        if path == "/.well-known/oauth-authorization-server":
            return 200, {"issuer": self.address, "code_challenge_methods_supported": ["S256"]}
        if path == "/api/v1/apps":
            return 200, {"id": "1", "client_id": "client", "client_secret": self.token("client")}
        if path == "/oauth/token":
            return 200, {"access_token": self.token("access"), "token_type": "Bearer", "scope": "read", "created_at": 1}
        if path == "/oauth/revoke":
            return 200, {}
        if path == "/api/v1/accounts/verify_credentials":
            return 200, {"id": "109", "username": "ada", "acct": "ada"}
        if "/timelines/" in path:
            least, limit = int(asked.query.get("min_id", 0)), int(asked.query.get("limit", 20))
            found = [post for post in self.posts if post > least]
            found = found[:limit] if least else found[-limit:]
            return 200, [self.status(post) for post in reversed(found)]
        if path.startswith("/api/v1/lists/"):
            return 200, {"id": path.rsplit("/", 1)[1], "title": "Birds", "replies_policy": "list"}
        if path in ("/api/v1/favourites", "/api/v1/bookmarks"):
            kept = self.done[path.rsplit("/", 1)[1].removesuffix("s")]
            return 200, [self.status(post) for post in sorted(kept, reverse=True)]
        if path == "/api/v1/statuses":
            return 200, [self.status(int(value)) for key, value in asked.pairs if key == "id[]"]
        if path.startswith("/api/v1/accounts/"):
            return 200, []
        number = int(path.split("/")[4])
        verb = path.split("/")[5] if path.count("/") == 5 else ""
        if verb:
            (self.done[verb.removeprefix("un")].discard if verb.startswith("un") else self.done[verb].add)(number)
            if self.loss():
                return None, None
        return 200, self.status(number)

    def status(self, number):
        return {
            "id": str(number), "uri": f"https://social.example/users/ann/statuses/{number}",
            "url": f"https://social.example/@ann/{number}", "created_at": now(-3600 + number), "visibility": "public",
            "content": f"<p>Gleaner word{number} here</p>", "favourites_count": 1,
            "favourited": number in self.done["favourite"], "reblogged": number in self.done["reblog"],
            "bookmarked": number in self.done["bookmark"],
            "account": {"id": "7", "acct": "ann", "username": "ann", "url": "https://social.example/@ann"},
        }


class Bluesky(Network):
    isFresh = True

    def answer(self, asked):
        name = asked.path.removeprefix("/xrpc/")
        status, value = self.perform(asked, name)
        schema = self.lexicons.schemas.get(name, {}).get("main", {}).get("output", {}).get("schema")
        if status == 200 and schema:
            self.false += [f"{name}: {fault}" for fault in self.lexicons.faults(value, schema, name, "answer")]
        return status, value

    def session(self):
        # The first session is about to end, so that it is renewed.
        end, self.isFresh = time.time() + (30 if self.isFresh else 7200), False
        claims = base64.urlsafe_b64encode(json.dumps({"exp": int(end)}).encode()).decode().rstrip("=")
        return {"accessJwt": f"e30.{claims}.{self.token('access')}", "refreshJwt": self.token("refresh"),
                "handle": "ada.bsky.social", "did": DID_OF_ADA, "active": True}

    def perform(self, asked, name):
        body = asked.json or {}
        if name == "com.atproto.identity.resolveHandle":
            return 200, {"did": DID_OF_ADA}
        if name == "/" + DID_OF_ADA:
            return 200, {"id": DID_OF_ADA, "alsoKnownAs": ["at://ada.bsky.social"], "service": [
                {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.address}]}
        if name in ("com.atproto.server.createSession", "com.atproto.server.refreshSession"):
            return 200, self.session()
        if name == "com.atproto.server.getSession":
            return 200, {"did": DID_OF_ADA, "handle": "ada.bsky.social", "active": True}
        if name in ("app.bsky.feed.getTimeline", "app.bsky.feed.getListFeed", "app.bsky.feed.getFeed",
                    "app.bsky.feed.getActorLikes", "app.bsky.feed.getAuthorFeed"):
            start = int(asked.query.get("cursor", 0))
            shown = self.posts[::-1][start:start + 3]
            value = {"feed": [{"post": self.view(post)} for post in shown]}
            return 200, value | ({"cursor": str(start + 3)} if start + 3 < len(self.posts) else {})
        if name == "app.bsky.feed.getPosts":
            wanted = [value for key, value in asked.pairs if key == "uris"]
            return 200, {"posts": [self.view(post) for post in self.posts if self.uri(post) in wanted]}
        if name == "com.atproto.repo.listRecords":
            kind = asked.query["collection"]
            return 200, {"records": [
                {"uri": "at://" + "/".join((DID_OF_ADA, *key)), "cid": CID_OF_POST,
                 "value": {"$type": kind, "subject": {"uri": self.uri(1), "cid": CID_OF_POST}, "createdAt": now(-60)}}
                for key in sorted(self.done["record"], reverse=True) if key[0] == kind]}
        if name == "com.atproto.repo.getRecord":
            key = (asked.query["collection"], asked.query["rkey"])
            if key not in self.done["record"]:
                return 400, {"error": "RecordNotFound", "message": "Could not locate record"}
            uri = "at://" + "/".join((DID_OF_ADA, *key))
            return 200, {"uri": uri, "cid": CID_OF_POST, "value": {"$type": key[0]}}
        if name in ("com.atproto.repo.putRecord", "com.atproto.repo.deleteRecord"):
            key = (body["collection"], body["rkey"])
            (self.done["record"].add if name.endswith("putRecord") else self.done["record"].discard)(key)
            if self.loss():
                return None, None
            isPut = name.endswith("putRecord")
            return 200, {"uri": "at://" + "/".join((DID_OF_ADA, *key)), "cid": CID_OF_POST} if isPut else {}
        if name == "app.bsky.bookmark.getBookmarks":
            return 200, {"bookmarks": [
                {"subject": {"uri": uri, "cid": CID_OF_POST}, "createdAt": now(-60)} for uri in sorted(self.done["bookmark"])]}
        if name.startswith("app.bsky.bookmark."):
            (self.done["bookmark"].add if "create" in name else self.done["bookmark"].discard)(body["uri"])
            return 200, {}
        return (200, {}) if name == "com.atproto.server.deleteSession" else (501, {"error": "MethodNotImplemented"})

    def uri(self, post):
        return f"at://{DID_OF_ANN}/app.bsky.feed.post/3jzfcijpj2z{'234567abcdefghijklmnopqrstuvwxyz'[post % 32]}a"

    def view(self, post):
        return {
            "uri": self.uri(post), "cid": CID_OF_POST, "indexedAt": now(-3000 + post), "likeCount": 3,
            "author": {"did": DID_OF_ANN, "handle": "ann.bsky.social"},
            "record": {"$type": "app.bsky.feed.post", "text": f"Gleaner term{post} there", "createdAt": now(-3000 + post)},
            "viewer": {"bookmarked": self.uri(post) in self.done["bookmark"]},
        }


class X(Network):
    def answer(self, asked):
        path = asked.path
        if path == "/2/oauth2/token":
            # Ends within a minute, so each use renews it.
            return 200, {"token_type": "bearer", "expires_in": 30, "access_token": self.token("access"),
                         "refresh_token": self.token("refresh"), "scope": "tweet.read"}
        if path == "/2/oauth2/revoke":
            return 200, {"revoked": True}
        if path == "/2/users/me":
            return 200, {"data": {"id": X_USER, "name": "Ada", "username": "ada"}}
        if path.startswith("/2/users/by/username/"):
            return 200, {"data": {"id": "783214", "name": "X", "username": path.rsplit("/", 1)[1]}}
        if path == "/2/users":
            return 200, {"data": [{"id": one, "name": "Ann", "username": "ann"} for one in asked.query["ids"].split(",")]}
        parts = path.split("/")
        if asked.method != "GET":
            kind = parts[4]
            number = asked.json["tweet_id"] if asked.method == "POST" else parts[5]
            (self.done[kind].add if asked.method == "POST" else self.done[kind].discard)(number)
            if self.loss():
                return None, None
            flag = {"likes": "liked", "retweets": "retweeted", "bookmarks": "bookmarked"}[kind]
            return 200, {"data": {flag: asked.method == "POST"}}
        if parts[-1] in ("liked_tweets", "bookmarks"):
            kind = "likes" if parts[-1] == "liked_tweets" else "bookmarks"
            return 200, self.page([int(one) for one in sorted(self.done[kind])])
        if path == "/2/tweets":
            return 200, self.page([int(one) for one in asked.query["ids"].split(",")])
        since = int(asked.query.get("since_id", 0))
        return 200, self.page([self.id(post) for post in self.posts[::-1] if self.id(post) > since])

    def id(self, post):
        return 1_990_000_000_000_000_000 + post

    def page(self, ids):
        data = [{"id": str(one), "text": f"Gleaner phrase{one % 1000} everywhere", "author_id": "99", "created_at": now(-2000),
                 "edit_history_tweet_ids": [str(one)], "public_metrics": {"like_count": 1}} for one in ids]
        return {"data": data, "meta": {"result_count": len(data)}} if data else {"meta": {"result_count": 0}}


def serve(network):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(network.full, self.command, self.path, dict(self.headers), body)
            network.asked.append(asked)
            try:
                status, value = network.answer(asked)
            except Exception as error:  # A request that the server cannot read is a fault of ours, and shown.
                network.false.append(f"{asked.kind}: {error!r}")
                status, value = 500, {"error": "trouble"}
            if status is None:
                self.close_connection = True
                return
            text = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_DELETE = do_GET

        def log_message(self, *_):
            pass

    network.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=network.server.serve_forever, daemon=True).start()


# ---- The story: everything that the program asks of networks, once.

SETTINGS = """
schedule: {{timezone: UTC}}
x: {{per_pull: 5, fields: {dialect}}}
accounts:
  ada@social.example: {{server: "{m}", allow_private: true}}
  ada.bsky.social: {{server: "{b}", directory: "{b}", allow_private: true}}
  ada@x.com: {{server: "{x}", allow_private: true}}
actions:
  ada@social.example: {{like: propose, repost: propose, bookmark: propose}}
  ada.bsky.social: {{like: propose, repost: propose, bookmark: propose}}
  ada@x.com: {{like: propose, repost: propose, bookmark: propose}}
  limits: {{per_hour: 100, per_day: 500, per_author: 100, per_thread: 100, gap: 0s, quiet: none, undo: 0s, spend: 100}}
"""
FEEDS = f"""
- {{mastodon: "https://social.example", account: ada, timeline: home}}
- {{mastodon: "https://social.example", account: ada, timeline: {{list: "12"}}}}
- {{mastodon: "https://social.example", account: ada, timeline: {{tag: swift}}}}
- {{bluesky: ada.bsky.social, timeline: home}}
- {{bluesky: ada.bsky.social, timeline: {{list: "at://{DID_OF_ADA}/app.bsky.graph.list/3jzfcijpj2z2a"}}}}
- {{bluesky: ada.bsky.social, timeline: {{feed: "at://{DID_OF_ANN}/app.bsky.feed.generator/whats-hot"}}}}
- {{x: ada, timeline: home}}
- {{x: ada, timeline: {{list: "84839422"}}}}
- {{x: ada, timeline: {{user: swiftlang}}}}
"""
RULES = '- {name: ours, when: {term: Gleaner}, then: keep}\n'


class Workspace:
    def __init__(self, folder, options, networks):
        self.folder, self.options, self.networks = folder, options, networks
        for name in ("feeds", "rules"):
            (folder / name).mkdir()
        (folder / "feeds" / "timelines.yaml").write_text(FEEDS)
        (folder / "rules" / "ours.yaml").write_text(RULES)
        self.settle("tweet")
        library = str(pathlib.Path(options.library).resolve())
        self.environment = {"PATH": os.environ["PATH"], "GLEANER_LIB": library, "HOME": str(folder)}

    def settle(self, dialect):
        m, b, x = (one.address for one in self.networks)
        (self.folder / "gleaner.yaml").write_text(SETTINGS.format(m=m, b=b, x=x, dialect=dialect))

    def gleaner(self, *words, more=None, later=None, codes=(0,), dialogue=None):
        command = [self.options.gleaner, "--dir", str(self.folder), *words]
        if later is not None:
            command += ["--now", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + later))]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env=self.environment | (more or {}))
        said = ""
        if dialogue:
            while "code_challenge_method" not in said and (line := process.stderr.readline()):
                said += line
            address = next((word for word in said.split() if "code_challenge=" in word), None)
            if address:
                process.stdin.write(dialogue(address) + "\n")
        output, errors = process.communicate(timeout=600)
        if self.options.verbose:
            print(f"$ gleaner {' '.join(words)}\n{output}{said}{errors}", file=sys.stderr)
        if process.returncode not in codes:
            sys.exit(f"gleaner {' '.join(words)} ended with {process.returncode}: {said}{errors}{output}"[-2000:])
        return output

    def browser(self, network, back):
        """A browser whose person says yes."""

        def visit(address):
            parts = urllib.parse.urlsplit(address)
            asked = Asked(network.full, "GET", f"{parts.path}?{parts.query}", {"User-Agent": "gleaner/browser"})
            network.asked.append(asked)
            state = dict(urllib.parse.parse_qsl(parts.query))["state"]
            return f"{back}?state={state}&code=the-code" if back else "the-code"

        return visit

    def act(self, later):
        """Sends what is approved; what was left unclear is read back by the second run."""
        for round in range(2):
            self.gleaner("actions", "run", later=later + round * 600, codes=(0, 1))

    def numbers(self, *states):
        rows = [json.loads(line) for line in self.gleaner("actions", "list", "--state", ",".join(states), "--json").splitlines()]
        return [str(row["id"]) for row in rows]

    def story(self):
        m, b, x = self.networks
        back = "https://gleaner.example/back"
        self.gleaner("accounts", "add", "mastodon", "ada@social.example", dialogue=self.browser(m, None))
        self.gleaner("accounts", "add", "bluesky", "ada.bsky.social", more={"GLEANER_BLUESKY_PASSWORD": PASSWORD})
        self.gleaner("accounts", "add", "x", "ada", "--redirect", back, "--allow", "repost,like", dialogue=self.browser(x, back),
                     more={"GLEANER_X_CLIENT_ID": "client", "GLEANER_X_CLIENT_SECRET": "x-secret-client-000"})
        self.gleaner("run", "--until", "act", later=0)
        proposed = self.numbers("proposed")
        self.gleaner("actions", "approve", *proposed, later=60)
        self.act(120)
        done = self.numbers("done")
        self.gleaner("actions", "undo", *done, later=3000)
        self.act(3060)
        for network in self.networks:
            network.posts += [max(network.posts) + one for one in range(1, 4)]
        self.settle("post")
        self.gleaner("run", "--until", "act", later=4 * 3600)
        self.gleaner("accounts", "check", "--json")
        for name in ("ada@social.example", "ada.bsky.social", "ada@x.com"):
            self.gleaner("accounts", "remove", name)
        keys = dict(zip(("CONSUMER_KEY", "CONSUMER_SECRET", "TOKEN", "TOKEN_SECRET"), "abcd"))
        self.gleaner("accounts", "add", "x", "ada", "--oauth1", more={f"GLEANER_X_{name}": key * 20 for name, key in keys.items()})
        self.gleaner("accounts", "check")
        return len(proposed), len(done), len(self.numbers("undone"))


# ---- Requests that are broken on purpose.


def broken():
    agent = {"User-Agent": "gleaner/0"}
    json_type = agent | {"Content-Type": "application/json"}
    access = {"Authorization": "Bearer bsky-secret-access-1"}
    post = f"at://{DID_OF_ANN}/app.bsky.feed.post/3jzfcijpj2z2a"
    like = {"$type": "app.bsky.feed.like", "subject": {"uri": post, "cid": CID_OF_POST}, "createdAt": "2026-01-20T07:00:00Z"}
    put = {"repo": DID_OF_ADA, "collection": "app.bsky.feed.like", "rkey": "3jzfcijpj2z2a", "record": like}

    def record(**changes):
        return Asked("bluesky", "POST", "/xrpc/com.atproto.repo.putRecord", json_type | access, json.dumps(put | changes).encode())

    def b(path, method="GET", headers=None):
        return Asked("bluesky", method, "/xrpc/" + path, agent | (access if headers is None else headers))

    def x_asked(method, path, body=None):
        headers = (json_type if body else agent) | {"Authorization": "Bearer x-secret-access-1"}
        return Asked("x", method, path, headers, json.dumps(body).encode() if body else b"")

    def m(method, path, headers=None, body=b""):
        return Asked("mastodon", method, path, agent | {"Authorization": "Bearer mstdn-secret-access-1"} | (headers or {}), body)

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    uris = "&".join("uris=" + urllib.parse.quote(post) for _ in range(26))
    return [
        ("a page of 101", b("app.bsky.feed.getTimeline?limit=101")),
        ("a limit that is a word", b("app.bsky.feed.getTimeline?limit=ten")),
        ("26 posts at once", b("app.bsky.feed.getPosts?" + uris)),
        ("a list that is no address", b("app.bsky.feed.getListFeed?list=https://bsky.app/lists/1")),
        ("a parameter of another method", b("app.bsky.feed.getTimeline?feed=at://a.example")),
        ("a method that is not there", b("app.bsky.feed.likePost")),
        ("a change by GET", b("com.atproto.repo.deleteRecord")),
        ("a question by POST", b("app.bsky.feed.getTimeline", "POST")),
        ("no token", b("app.bsky.feed.getTimeline", headers={})),
        ("a renewal with the access token", b("com.atproto.server.refreshSession", "POST")),
        ("a key that is no TID", record(rkey="like-of-ada")),
        ("a like without a time", record(record={name: value for name, value in like.items() if name != "createdAt"})),
        ("a time without a zone", record(record=like | {"createdAt": "2026-01-20T07:00:00"})),
        ("a like of nothing", record(record=like | {"subject": {"uri": post}})),
        ("a repost among the likes", record(record=like | {"$type": "app.bsky.feed.repost"})),
        ("a field that nobody knows", record(record=like | {"emoji": "+1"})),
        ("two posts of a user", x_asked("GET", f"/2/users/{X_USER}/tweets?max_results=2")),
        ("a list since an id", x_asked("GET", "/2/lists/1/tweets?since_id=12")),
        ("both dialects", x_asked("GET", "/2/tweets?ids=1&tweet.fields=text&post.fields=text")),
        ("an author as a field of a post", x_asked("GET", "/2/tweets?ids=1&post.fields=author_id")),
        ("a like by number", x_asked("POST", f"/2/users/{X_USER}/likes", {"tweet_id": 12})),
        ("a like of a name", x_asked("POST", f"/2/users/{X_USER}/likes", {"post_id": "12"})),
        ("41 posts", m("GET", "/api/v1/timelines/home?limit=41")),
        ("a verb that is none", m("POST", "/api/v1/statuses/12/like")),
        ("a favourite by GET", m("GET", "/api/v1/statuses/12/favourite")),
        ("a token in the address", m("GET", "/api/v1/timelines/home?access_token=mstdn-secret-access-1")),
        ("leave to post and to follow", m("POST", "/api/v1/apps", form, b"client_name=G&redirect_uris=x&scopes=read+write")),
        ("a proof that is short", m("POST", "/oauth/token", form, b"grant_type=authorization_code&code=c&redirect_uri=r&"
                                    b"client_id=i&client_secret=s&code_verifier=short")),
        ("a revocation without the application", m("POST", "/oauth/revoke", form, b"token=mstdn")),
        ("nobody who asks", Asked("mastodon", "GET", "/api/v1/timelines/home", {"Authorization": "Bearer mstdn-secret-access-1"})),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--gleaner", default="bin/gleaner")
    parser.add_argument("--library", default="var")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    lexicons = Lexicons(options.shared / "recorded" / "lexicons")
    isGood = True
    print(f"lexicons: {lexicons.recorded} recorded, {len(lexicons.OWN) + 1} written after their documentation")
    print("formats: " + ", ".join(f"{name} {right} of {all}" for name, right, all in measured_formats(options.shared)))
    print("names that the program takes: " + ", ".join(
        f"{name} {right} of {all}" for name, right, all in measured_names(options.shared, options)))

    cases = broken()
    missed = [name for name, asked in cases if not faults(asked, lexicons)]
    print(f"broken on purpose: {len(cases) - len(missed)} of {len(cases)} found" + "".join(f"; missed: {one}" for one in missed))
    isGood &= not missed

    networks = [Mastodon("mstdn", 4), Bluesky("bsky", 4), X("x", 4)]
    for network in networks:
        network.lexicons = lexicons
        serve(network)
    with tempfile.TemporaryDirectory(prefix="gleaner-requests-") as folder:
        proposed, done, undone = Workspace(pathlib.Path(folder), options, networks).story()
    print(f"\nactions: {proposed} proposed, {done} done, {undone} taken back\n")

    rows = collections.Counter()
    violations = collections.defaultdict(list)
    for network in networks:
        for asked in network.asked:
            place = (asked.network, asked.kind)
            rows[place] += 1
            violations[place] += faults(asked, lexicons)
    print(f"{'network':9} {'request':66} {'asked':>5} {'broken':>6}")
    for (name, kind), count in sorted(rows.items()):
        print(f"{name:9} {kind:66} {count:5} {len(violations[name, kind]):6}")
        for fault in sorted(set(violations[name, kind])):
            print(f"{'':9}   {fault}")
    false = [fault for network in networks for fault in network.false]
    for fault in sorted(set(false)):
        print(f"the server errs: {fault}")
    total = sum(len(found) for found in violations.values())
    left = {name: sorted(map(str, ids)) for network in networks for name, ids in network.done.items() if ids}
    print(f"\n{sum(rows.values())} requests of {len(rows)} kinds, {total} faults; left on the servers: {left or 'nothing'}")
    isGood &= total == 0 and not false and not left and 0 < done == undone
    sys.exit(0 if isGood else 1)


if __name__ == "__main__":
    main()
