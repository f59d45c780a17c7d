#!/usr/bin/env python3
"""Records Tests/EmbeddingTests/Golden/texts.jsonl: our own texts with the pieces and vectors that the reference gives.

  embedding_golden.py PEER MODEL_DIR > Tests/EmbeddingTests/Golden/texts.jsonl

PEER is the path of minilm_onnx.py, whose graph is run for each text by itself. A row is {"text" or "repeat", "ids",
"vector"}: `repeat` is [part, times] for long texts, the vector is base64 of little-endian float16. Needs numpy,
onnx, onnxruntime, safetensors and tokenizers.
"""
import base64
import importlib.util
import json
import sys

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

TEXTS = [
    "",
    " \t\n",
    ".",
    "a",
    "A man is eating food.",
    "A man is eating a piece of bread.",
    "The quick brown fox jumps over the lazy dog.",
    "Release 4.2: faster builds\nThe compiler now caches what it resolved, and a clean build takes half as long.",
    "How we moved two million rows without downtime",
    "PostgreSQL, SQLite & DuckDB -- which one, and when?",
    "unbelievably antidisestablishmentarianism electroencephalographically",
    "x" * 100,
    "x" * 101,
    "y" * 400 + " after the long word",
    "Grüße aus Köln: Die Straßenbahn fährt heute nicht, sagt die Verkehrsgesellschaft.",
    "L'été dernier, la crème brûlée coûtait déjà trop cher à l'Île de Ré.",
    "El niño pequeño comió piñones y jamón en Cádiz.",
    "Dvě žluťoučké kočky příliš úpěly ďábelské ódy.",
    "İstanbul'da ılık bir gün, ığdır ve Iğdır.",
    "Το γρήγορο καφέ άλογο ΠΗΔΑ πάνω από τον ΟΔΥΣΣΕΥΣ.",
    "Съешь ещё этих мягких французских булок, да выпей чаю.",
    "敏捷的棕色狐狸跳过了懒狗。",
    "速い茶色の狐が、のろまな犬を飛び越えた。カタカナとひらがな。",
    "빠른 갈색 여우가 게으른 개를 뛰어넘는다.",
    "الثعلب البني السريع يقفز فوق الكلب الكسول، صباحًا.",
    "השועל החום המהיר קופץ מעל הכלב העצלן.",
    "สุนัขจิ้งจอกสีน้ำตาลกระโดดข้ามสุนัขขี้เกียจ",
    "तेज़ भूरी लोमड़ी आलसी कुत्ते के ऊपर कूदती है।",
    "Con cáo nâu nhanh nhẹn nhảy qua con chó lười biếng.",
    "🦊 jumps over 🐶! 👩‍👩‍👧‍👦 🇩🇪 ❤️ 👍🏽",
    "e\u0301 and é, n\u0303 and ñ, \u1E9B\u0323, \uFB01ne, \u00BD, \u2460",
    "zero\u200Bwidth, soft\u00ADhyphen, \uFEFFmark, no\u00A0break, line\u2028separator",
    "control\u0000\u0007\u001B[31m characters \u007F and \uFFFD",
    "private \uE000 use, \U000F0000, unassigned \u0378, astral 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀀 㐀",
    "C++ > C# ~ F#; x^2 + y_3 = {z} | `code` $5 @home 50% \"quoted\" 'too'",
    "https://example.org/a/b?c=d&e=f#g and mail@example.org at 2024-02-29T23:59:60Z",
    "literal [MASK] and [SEP] and [sep] and ##ing",
    "ALL CAPS HEADLINE!!! YOU WON'T BELIEVE WHAT HAPPENED NEXT???",
    "def embed(text: str) -> list[float]:\n    return model(tokenizer(text)).mean(axis=0)",
    "\u0627\u0644\u0633\u0644\u0627\u0645 mixed with English und Deutsch и русский 和中文",
]
REPEATED = [
    ["Gleaner reads the feeds so that you need not. ", 10],
    ["Every line is a new beginning; some of them end well. ", 22],
    ["The harvest was good this year, and the gleaners came after the reapers. ", 40],
    ["ünïcödé wörds äré löng ", 90],
]


def main():
    peer_path, model = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("peer", peer_path)
    peer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peer)
    session = onnxruntime.InferenceSession(peer.build(model), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(f"{model}/tokenizer.json")
    tokenizer.enable_truncation(256)
    tokenizer.no_padding()
    rows = [({"text": t}, t) for t in TEXTS] + [({"repeat": r}, r[0] * r[1]) for r in REPEATED]
    for row, text in rows:
        ids = tokenizer.encode(text).ids
        inputs = {"ids": np.array([ids], np.int64), "mask": np.ones((1, len(ids)), np.int64)}
        vector = session.run(None, inputs)[0][0]
        row["ids"] = ids
        row["vector"] = base64.b64encode(vector.astype("<f2").tobytes()).decode()
        print(json.dumps(row))


if __name__ == "__main__":
    main()
