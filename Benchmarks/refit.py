#!/usr/bin/env python3
"""How fast the scorer learns and scores, side by side with the same algebra in numpy and scipy.

    Benchmarks/refit.py [--alone .build/release/scoring-benchmark] [--likes 100] [--background 1000] [--candidates 1000]
                        [--rounds 15]

Needs numpy and scipy. The data are made up, the same for both: unit vectors of 384 dimensions in 40 clusters, and texts
of 10 to 60 words with the frequencies of Zipf's law. Both use one thread and 32-bit floats where ours does; all figures
are milliseconds of processor time, the least and the median of the rounds, and the two take turns, so that a busy machine
disturbs both alike. The peer's words are counted before its clock starts, ours too; it knows no calibration, no groups of
passages and no limits.

Both must say the same: the largest difference of their scores and of their standard deviations is printed.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

for name in ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = "1"

import numpy as np
import scipy.linalg.blas as blas
import scipy.linalg.lapack as lapack
import scipy.sparse as sparse

SHARPNESS, SHORT, LONG, LONG_WORDS, NOISE, SATURATION, BEND = 1.2, 0.2, 2.0, 120.0, 0.7, 1.2, 2.0
STRETCH, LEVEL = 0.1, 1.0


def world(count, dimensions, seed):
    """Unit vectors in clusters, and lists of word numbers whose subject is that of the cluster."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((40, dimensions))
    clusters = rng.integers(0, 40, count)
    vectors = 0.5 + centres[clusters] + 1.2 * rng.standard_normal((count, dimensions))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    words = []
    for cluster in clusters:
        length = rng.integers(10, 61)
        common = np.minimum(rng.zipf(1.25, length), 30_000)
        own = 40_000 + cluster * 1_000 + np.minimum(rng.zipf(1.4, length), 999)
        words.append(np.where(rng.random(length) < 0.7, common, own))
    return vectors, words


def counted(words):
    """Counts of words, by row; none has more than the six letters that are compared."""
    rows = np.repeat(np.arange(len(words)), [len(text) for text in words])
    _, columns = np.unique(np.concatenate(words), return_inverse=True)
    matrix = sparse.csr_matrix((np.ones(len(columns), np.float32), (rows, columns)))
    matrix.sum_duplicates()
    return matrix


def directions(vectors, centre=0):
    shifted = vectors - centre
    return shifted / np.sqrt(np.einsum("ij,ij->i", shifted, shifted))[:, None]


def stretched(examples):
    """The factor of the metric in which angles are taken."""
    n, d = examples.shape
    metric = blas.ssyrk(STRETCH * d / (n + d), examples.T, trans=0, lower=0)
    metric.flat[:: d + 1] += 1
    factor, failed = lapack.spotrf(metric, lower=0, overwrite_a=1, clean=1)
    assert failed == 0
    return factor.T


def tfidf(counts, idf, beta):
    data = counts.copy()
    data.data *= (SATURATION + 1) / (data.data + SATURATION) * idf[data.indices]
    norms = np.sqrt(np.asarray(data.multiply(data).sum(axis=1)).ravel())
    scale = np.sqrt(beta) / np.maximum(norms, 1e-20)
    data.data *= np.repeat(scale.astype(np.float32), np.diff(data.indptr))
    return data


def likeness(products):
    products -= 1
    products *= SHARPNESS
    return np.exp(products, out=products)


def peer(vectors, counts, lengths, likes, background, clock):
    """The same algebra; gives the scores in standard deviations of the unwanted, bent as calibration does it, how steep
    that is, their deviations and the time of each phase."""
    n, times = likes + background, {}
    start = clock()

    def phase(name):
        nonlocal start
        now = clock()
        times[name] = now - start
        start = now

    known, fresh = vectors[:n], vectors[n:]
    centre = known.mean(axis=0)
    examples = directions(known, centre)
    metric = stretched(examples)
    examples = directions(blas.strmm(1, metric.T, examples.T, side=0, lower=0).T)
    df = np.bincount(counts[:n].indices, minlength=counts.shape[1])
    idf = np.where(df > 1, np.log((1 + n) / (1 + df)) + 1, 0).astype(np.float32)
    beta = SHORT + (LONG - SHORT) * np.minimum(1, lengths / LONG_WORDS)
    own = tfidf(counts[:n], idf, beta[:n])
    phase("places and words")
    gram = likeness(blas.ssyrk(1, examples.T, trans=1, lower=0).T)
    phase("angles")
    gram += (own @ own.T).toarray() + np.float32(LEVEL)
    phase("shared words")
    ratio = np.sqrt(background / likes)
    labels = np.where(np.arange(n) < likes, 1, -1).astype(np.float32)
    gram.flat[:: n + 1] += (NOISE * np.where(labels > 0, max(1, 1 / ratio), max(1, ratio))).astype(np.float32)
    factor, failed = lapack.spotrf(gram.T, lower=0, overwrite_a=1, clean=0)
    assert failed == 0
    phase("factor")
    inverse, failed = lapack.strtri(factor, lower=0, overwrite_c=1)
    assert failed == 0
    inverse = np.triu(inverse)
    alpha = inverse @ (inverse.T @ labels)
    leave_one_out = labels - alpha / np.einsum("ij,ij->i", inverse, inverse)
    scale = min(labels @ alpha / n, leave_one_out.var() / (1 + beta[:n]).mean())
    phase("leaving one out")
    places = directions(blas.strmm(1, metric.T, directions(fresh, centre).T, side=0, lower=0).T)
    rows = likeness(places @ examples.T)
    phase("angles of candidates")
    rows += (tfidf(counts[n:], idf, beta[n:]) @ own.T).toarray() + np.float32(LEVEL)
    phase("words of candidates")
    scores = rows @ alpha
    phase("scores")
    solved = blas.strmm(1, inverse, rows.T, side=0, lower=0, trans_a=1, overwrite_b=1)
    left = LEVEL + 1 + beta[n:] - np.einsum("ij,ij->j", solved, solved)
    deviations = np.sqrt(np.maximum(left, 0) * scale)
    phase("variances")
    unwanted = leave_one_out[labels < 0]
    far = (scores - unwanted.mean()) / unwanted.std()
    bent = np.where(far > 0, BEND * np.arcsinh(far / BEND), far)
    steepness = 1 / (unwanted.std() * np.sqrt(1 + (np.maximum(far, 0) / BEND) ** 2))
    return bent, steepness * deviations, times


def show(name, times):
    print(f"{name:46} {min(times) * 1e3:7.1f} {statistics.median(times) * 1e3:7.1f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--alone", default=".build/release/scoring-benchmark")
    parser.add_argument("--likes", type=int, default=100)
    parser.add_argument("--background", type=int, default=1000)
    parser.add_argument("--candidates", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    count = options.likes + options.background + options.candidates
    vectors, words = world(count, 384, seed=5)
    counts, lengths = counted(words), np.array([len(text) for text in words])
    ours, theirs, phases = [], [], {}
    with tempfile.TemporaryDirectory() as folder:
        vectors.tofile(pathlib.Path(folder, "vectors"))
        lines = (" ".join(f"w{number}" for number in text) for text in words)
        pathlib.Path(folder, "texts").write_text("\n".join(lines) + "\n")
        numbers = [options.likes, options.background, options.candidates, 384]
        for _ in range(3):
            command = [options.alone, folder, *map(str, numbers), str(options.rounds // 3 + 1)]
            output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
            rows = [json.loads(line) for line in output.splitlines()]
            ours += rows[1:]
            for _ in range(options.rounds // 3):
                bent, spreads, times = peer(
                    vectors, counts, lengths, options.likes, options.background, time.process_time)
                theirs.append(times)
    report(options, rows[0], ours, theirs, bent, spreads)


def report(options, first, ours, theirs, bent, spreads):
    print(f"{options.likes} likes, {options.background} of background, {options.candidates} candidates, one core")
    print(f"{'':46} {'least':>7} {'median':>7}")
    for phase in theirs[0]:
        show(f"  numpy, {phase}", [times[phase] for times in theirs])
    show("numpy, all", [sum(times.values()) for times in theirs])
    show("numpy, all but variances", [sum(times.values()) - times["variances"] for times in theirs])
    for step in ours[0]:
        show(f"  gleaner, {step}", [row[step] for row in ours])
    show("gleaner, fit and score", [row["fit"] + row["score"] for row in ours])
    show("gleaner, all but variances", [row["fit"] + row["probabilities"] for row in ours])
    kept = "fit with the background kept"
    show("gleaner, the same, background kept", [row[kept] + row["probabilities"] for row in ours])
    expected = first["slope"] * bent + first["intercept"]
    print(f"largest difference in log-odds {np.abs(np.array(first['log_odds']) - expected).max():.1e}")
    print(f"largest difference in log-odds with the background kept {first['kept']:.1e}")
    steep = first["slope"] * spreads
    print(f"largest difference of a spread {np.abs(first['spread'] - steep / np.sqrt(1 + np.pi / 8 * steep**2)).max():.1e}")


if __name__ == "__main__":
    main()
