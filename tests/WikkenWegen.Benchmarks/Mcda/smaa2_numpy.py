"""SMAA-2 in NumPy, as well as a careful user can write it: the baseline of the benchmark area "mcda".

    python3 smaa2_numpy.py DRAWS PROPOSALS CRITERIA

Needs numpy (Debian: python3-numpy). Triangular scores on linear scales, uniform weights; rank acceptabilities, central
weights, pairwise winning indices and entropies, and with "factors" the confidence factors. One line on standard input
("plain" or "factors") is one run; one line out is its time in seconds. One thread. Draws are worked off in chunks that
stay in the processor's cache, which is about twice as fast as whole arrays; rng.triangular is slower than the formula.
"""
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402  (the number of threads is read on import)

CHUNK = 500


def problem(proposals, criteria):
    """Low, expected and high scores on scales from 0 to 100; the numbers do not matter for the time."""
    rng = np.random.default_rng(1)
    expected = rng.uniform(30, 70, (proposals, criteria))
    return expected - rng.uniform(5, 20, expected.shape), expected, expected + rng.uniform(5, 20, expected.shape)


def smaa2(low, expected, high, draws, rng, factors):
    proposals, criteria = low.shape
    width = high - low
    left, right = (expected - low) / width, (high - expected) / width
    weights = np.empty((draws, criteria))
    ranks = np.empty((draws, proposals), dtype=np.intp)
    winning = np.zeros((proposals, proposals))
    kept = []
    for start in range(0, draws, CHUNK):
        count = min(CHUNK, draws - start)
        cuts = np.sort(rng.random((count, criteria - 1)), axis=1)
        w = np.diff(cuts, axis=1, prepend=0.0, append=1.0)
        unit = rng.random((count, proposals, criteria))
        rising = unit < left
        root = np.where(rising, unit * left, (1 - unit) * right)
        np.sqrt(root, out=root)
        root *= width
        values = np.where(rising, low + root, high - root)
        values *= 0.01
        totals = np.matmul(values, w[:, :, None])[:, :, 0]
        beats = totals[:, :, None] > totals[:, None, :]
        winning += np.count_nonzero(beats, axis=0)
        ranks[start:start + count] = np.count_nonzero(beats, axis=1)
        weights[start:start + count] = w
        if factors:
            kept.append(values)

    counts = np.bincount((ranks + np.arange(proposals) * proposals).ravel(), minlength=proposals * proposals)
    acceptability = counts.reshape(proposals, proposals) / draws
    winning /= draws
    central = np.full((proposals, criteria), np.nan)
    confidence = np.full(proposals, np.nan)
    for i in range(proposals):
        first = ranks[:, i] == 0
        if first.any():
            central[i] = weights[first].mean(axis=0)
    if factors:
        hits = np.zeros(proposals)
        for values in kept:
            own = np.matmul(values, central.T)  # draw, proposal, whose central weights
            hits += np.count_nonzero(np.diagonal(own, axis1=1, axis2=2) >= own.max(axis=1), axis=0)
        confidence = np.where(np.isnan(central[:, 0]), np.nan, hits / draws)
    with np.errstate(divide="ignore", invalid="ignore"):
        entropy = -np.nansum(acceptability * np.log2(acceptability), axis=1)
    return acceptability, central, winning, entropy, confidence


def main():
    draws, proposals, criteria = map(int, sys.argv[1:4])
    low, expected, high = problem(proposals, criteria)
    for seed, line in enumerate(sys.stdin):
        start = time.perf_counter()
        acceptability = smaa2(low, expected, high, draws, np.random.default_rng(seed), line.strip() == "factors")[0]
        elapsed = time.perf_counter() - start
        assert np.allclose(acceptability.sum(axis=1), 1)
        print(elapsed, flush=True)


main()
