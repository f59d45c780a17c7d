#!/usr/bin/env python3
"""A real llama.cpp server, tried out by the real program.

    Benchmarks/llama.py [--gleaner bin/gleaner] [--cache var/llama] [--json FILE]

The scripted servers of the tests say what we believe that servers say; this one says what it says. Its model has random
weights and a vocabulary of bytes: answers mean nothing, but the protocol, the strict JSON Schema, the stream, the counts
and the error for a wrong key are real.

The server comes from Debian's sid (`llama.cpp-tools`), fetched by apt into CACHE with its own libraries and started by its
own loader, so that nothing is installed. Needs Python's gguf and numpy to write the model.

Exits with 1 when `gleaner models check` finds less than is there:

  right key   works: json_schema, streaming, counted tokens, a cost by the price list
  wrong key   is told as that, by the name of its variable; neither key stands in any output
  no server   cannot be connected to

or when a run of the sample with that judge, most of whose answers are cut off at their limit of tokens, does not end well.
"""

import argparse
import glob
import json
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PACKAGES = ["llama.cpp-tools", "libllama0", "libggml0", "libc6", "libstdc++6", "libgcc-s1", "libgomp1", "libssl3t64",
            "libzstd1", "zlib1g"]
SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "sample"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
START = 60  # seconds until a server of half a megabyte has to be up


def fetch(cache):
    """Unpacks the server beside its libraries, once; gives the folder."""
    root = cache / "root"
    if (root / "usr/bin/llama-server").exists():
        return root
    for folder in ["lists/partial", "archives/partial", "debs"]:
        (cache / folder).mkdir(parents=True, exist_ok=True)
    (cache / "status").touch()
    (cache / "sources.list").write_text(f"deb [signed-by={KEYRING}] http://deb.debian.org/debian sid main\n")
    options = {"Dir::Etc::sourcelist": cache / "sources.list", "Dir::Etc::sourceparts": "/dev/null",
               "Dir::State::lists": cache / "lists", "Dir::State::status": cache / "status", "Dir::Cache": cache,
               "APT::Sandbox::User": "root"}
    flags = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    subprocess.run(["apt-get", *flags, "-qq", "update"], check=True)
    subprocess.run(["apt-get", *flags, "-qq", "download", *PACKAGES], check=True, cwd=cache / "debs")
    for package in sorted((cache / "debs").glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, root], check=True)
    return root


def write_model(path, width=48, layers=1, heads=4, inner=96, seed=7):
    """A llama of random weights whose tokens are bytes."""
    import gguf
    import numpy
    dice = numpy.random.default_rng(seed)
    words = [b"<unk>", b"<s>", b"</s>"] + [b"<0x%02X>" % byte for byte in range(256)]
    kinds = [gguf.TokenType.UNKNOWN] + [gguf.TokenType.CONTROL] * 2 + [gguf.TokenType.BYTE] * 256
    file = gguf.GGUFWriter(str(path), "llama")
    for set_value, value in [
            (file.add_context_length, 16384), (file.add_embedding_length, width), (file.add_block_count, layers),
            (file.add_feed_forward_length, inner), (file.add_head_count, heads), (file.add_head_count_kv, heads),
            (file.add_layer_norm_rms_eps, 1e-5), (file.add_rope_dimension_count, width // heads),
            (file.add_vocab_size, len(words)), (file.add_tokenizer_model, "llama"), (file.add_token_list, words),
            (file.add_token_scores, [0.0] * len(words)), (file.add_token_types, kinds), (file.add_bos_token_id, 1),
            (file.add_eos_token_id, 2), (file.add_unk_token_id, 0), (file.add_add_space_prefix, False),
            (file.add_chat_template, "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant: ")]:
        set_value(value)
    square, wide = (width, width), (inner, width)
    shapes = {"token_embd": (len(words), width), "output": (len(words), width), "output_norm": (width,)}
    for block in range(layers):
        parts = {"attn_q": square, "attn_k": square, "attn_v": square, "attn_output": square, "ffn_gate": wide,
                 "ffn_up": wide, "ffn_down": (width, inner), "attn_norm": (width,), "ffn_norm": (width,)}
        shapes |= {f"blk.{block}.{part}": shape for part, shape in parts.items()}
    for name, shape in shapes.items():
        value = numpy.ones(shape) if len(shape) == 1 else dice.normal(0, 0.05, shape)
        file.add_tensor(f"{name}.weight", value.astype(numpy.float32))
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(root, model, key, log):
    """The server, up and healthy, and its port."""
    # The folder of a library is wherever its package put it.
    libraries = ":".join(sorted({os.path.dirname(found)
                                 for found in glob.glob(str(root / "usr/lib/x86_64-linux-gnu/**/*.so*"), recursive=True)}))
    kinds = ["haswell", "x64"] if " avx2 " in pathlib.Path("/proc/cpuinfo").read_text() else ["x64"]
    backends = [found for kind in kinds
                for found in glob.glob(str(root / f"usr/lib/**/libggml-cpu-{kind}.so"), recursive=True)]
    loader = next(path for path in [root / "usr/lib64/ld-linux-x86-64.so.2",
                                    root / "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"] if path.exists())
    port = free_port()
    server = subprocess.Popen(
        [loader, "--library-path", libraries, root / "usr/bin/llama-server", "-m", model, "--host", "127.0.0.1", "--port",
         str(port), "-t", "1", "-c", "16384", "-np", "1", "--alias", "tiny", "--no-webui", "--jinja", "--api-key", key],
        env=os.environ | ({"GGML_BACKEND_PATH": backends[0]} if backends else {}), stdout=log, stderr=log)
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
                return server, port
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.kill()
    server.wait()
    sys.exit(f"the server did not start; its log is {log.name}")


def check(gleaner, port, keys):
    """What `models check` says, and all that it wrote."""
    with tempfile.TemporaryDirectory(prefix="gleaner-llama-") as folder:
        subprocess.run([gleaner, "init", folder], check=True, stdout=subprocess.DEVNULL)
        entry = "  - {{name: {}, url: \"http://127.0.0.1:{}/v1\", model: tiny, key: {}, price: {{input: 1, output: 2}}}}\n"
        pathlib.Path(folder, "gleaner.yaml").write_text(
            "models:\n" + entry.format("right", port, "RIGHT_KEY") + entry.format("wrong", port, "WRONG_KEY")
            + entry.format("absent", free_port(), "RIGHT_KEY"))
        environment = {"PATH": os.environ["PATH"], "RIGHT_KEY": keys[0], "WRONG_KEY": keys[1]}
        ended = [subprocess.run([gleaner, "--dir", folder, "models", "check", *words], env=environment, text=True,
                                capture_output=True, timeout=300) for words in [["--json"], []]]
    rows = {row["name"]: row for row in map(json.loads, ended[0].stdout.splitlines())}
    print(ended[1].stdout, end="")
    return rows, "".join(one.stdout + one.stderr for one in ended)


def judge(gleaner, port, key):
    """What a run says whose judge has random weights: it keeps to the schema and rarely ends a sentence, so most answers are cut."""
    with tempfile.TemporaryDirectory(prefix="gleaner-llama-") as folder:
        folder = pathlib.Path(folder, "sample")
        shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("var"))
        with open(folder / "gleaner.yaml", "a") as settings:
            settings.write(f"models:\n  - {{name: right, url: \"http://127.0.0.1:{port}/v1\", model: tiny, key: RIGHT_KEY, "
                           "price: {input: 1, output: 2}}\nbudget: {per_run: 5, per_day: 5}\n")
        environment = {"PATH": os.environ["PATH"], "RIGHT_KEY": key, "GLEANER_LIB": str(SAMPLE.parent / "var")}
        ended = [subprocess.run([gleaner, "--dir", folder, *words], env=environment, text=True, capture_output=True,
                                timeout=600) for words in [["remember", folder / "memory"], ["run", "--json"]]]
    if any(one.returncode for one in ended):
        sys.exit("a run with a judge failed: " + "".join(one.stderr for one in ended))
    run = json.loads(ended[1].stdout)
    print(f"a run: {run['asked']} questions answered, {run['unanswered']} not, cost {run['judge_cost']:.4f}")
    return run


def failures(rows, run, text, keys):
    right, wrong, absent = rows["right"], rows["wrong"], rows["absent"]
    found = {
        "the right key works": right["ok"],
        "it keeps to a JSON Schema": right["format"] == "json_schema",
        "it streams": right["streaming"],
        "it counts tokens": right["usage"] and right["cost"] > 0,
        "the wrong key is told": wrong["code"] == "key" and "WRONG_KEY" in wrong["problem"],
        "nobody is there": absent["code"] == "connection",
        "a run whose answers are cut ends well, and pays for them": run["asked"] + run["unanswered"] > 0 and run["judge_cost"] > 0,
        "no key is shown": not any(key in text for key in keys),
    }
    return [name for name, holds in found.items() if not holds]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gleaner", default="bin/gleaner", type=pathlib.Path)
    parser.add_argument("--cache", default="var/llama", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    cache = options.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    root = fetch(cache)
    write_model(cache / "tiny.gguf")
    keys = [f"sk-{secrets.token_hex(16)}" for _ in range(2)]
    with open(cache / "server.log", "w") as log:
        server, port = start(root, cache / "tiny.gguf", keys[0], log)
        try:
            rows, text = check(options.gleaner.resolve(), port, keys)
            run = judge(options.gleaner.resolve(), port, keys[0])
        finally:
            server.terminate()
            server.wait(timeout=30)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))
    missing = failures(rows, run, text, keys)
    print("as it should be" if not missing else "not so: " + "; ".join(missing))
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
