"""SMAA-2 in NumPy, as a careful user would write it: the baseline of the benchmark area "mcda".

    python3 smaa2_numpy.py DRAWS PROPOSALS CRITERIA

Needs numpy (Debian: python3-numpy). Computes rank acceptabilities, central weights, pairwise winning indices and the
entropies of SMAA-2 over triangular scores on linear scales, with uniform weights; with a second word on the command,
the confidence factors too. One line on standard input ("plain" or "factors") is one run; one line out is its time in
seconds. Runs on one thread.
"""
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402  (the number of threads is read on import)


def problem(proposals, criteria):
    """Low, expected and high scores on scales from 0 to 100; the numbers do not matter for the time."""
    rng = np.random.default_rng(1)
    expected = rng.uniform(30, 70, (proposals, criteria))
    return expected - rng.uniform(5, 20, expected.shape), expected, expected + rng.uniform(5, 20, expected.shape)


def smaa2(low, expected, high, draws, rng, factors):
    proposals, criteria = low.shape
    cuts = np.sort(rng.random((draws, criteria - 1)), axis=1)
    weights = np.diff(cuts, axis=1, prepend=0.0, append=1.0)

    # Faster than rng.triangular, which draws the numbers one by one.
    unit = rng.random((draws, proposals, criteria))
    width = high - low
    left = (expected - low) / width
    scores = np.where(unit < left, low + width * np.sqrt(unit * left), high - width * np.sqrt((1 - unit) * (1 - left)))
    values = scores * 0.01

    totals = np.einsum("kpc,kc->kp", values, weights)
    beats = totals[:, :, None] > totals[:, None, :]
    winning = np.count_nonzero(beats, axis=0) / draws
    ranks = np.count_nonzero(beats, axis=1)
    counts = np.bincount((ranks + np.arange(proposals) * proposals).ravel(), minlength=proposals * proposals)
    acceptability = counts.reshape(proposals, proposals) / draws

    central = np.full((proposals, criteria), np.nan)
    confidence = np.full(proposals, np.nan)
    for i in range(proposals):
        first = ranks[:, i] == 0
        if not first.any():
            continue
        central[i] = weights[first].mean(axis=0)
        if factors:
            own = values @ central[i]
            confidence[i] = np.mean(own[:, i] >= own.max(axis=1))

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
