"""Checkpoint Monte Carlo with numpy, whole batches of replicas at a time: the same rules as monte-carlo.ts.

Of a few ways to lay it out (a loop of rounds over the replicas still running, and one row of draws a replica), this is
the faster: rows of draws, in batches small enough for the processor's cache. Prints JSON.
"""

import json
import math
import sys
import time

import numpy as np

REPLICA_WORK = 25
BATCH = 500


def batch(rng, count, work, interval, write_time, restart_time, downtime, mtbf):
    """T/T_useful of `count` replicas."""
    segment = interval + write_time
    pieces = math.ceil(work * mtbf / interval)
    # Enough draws for all but one replica in millions; the rare longer one is drawn a wider row.
    expected = pieces * math.expm1(segment / mtbf) * math.exp(restart_time / mtbf)
    width = int(expected + 6 * math.sqrt(expected) + 8)
    while True:
        until = rng.standard_exponential((count, width))
        until *= mtbf
        up = until - restart_time
        up[:, 0] = until[:, 0]  # the job starts fresh
        passed = np.floor(np.maximum(up, 0.0) * (1 / segment))
        np.cumsum(passed, axis=1, out=passed)
        over = passed >= pieces
        last = over.argmax(axis=1)
        if over[:, -1].all():
            break
        width *= 2
    rows = np.arange(count)
    before = np.maximum(last - 1, 0)
    left = pieces - np.where(last > 0, passed[rows, before], 0.0)
    np.cumsum(until, axis=1, out=until)
    elapsed = np.where(last > 0, until[rows, before] + downtime * last + restart_time, 0.0)
    return (elapsed + left * segment) / (pieces * interval)


def main():
    settings = json.loads(sys.argv[1])
    replicas = settings.pop("replicas")
    rng = np.random.default_rng(settings.pop("seed"))
    costs = {
        "work": REPLICA_WORK,
        "interval": settings["interval"],
        "write_time": settings["writeTime"],
        "restart_time": settings["restartTime"],
        "downtime": settings["downtime"],
        "mtbf": settings["mtbf"],
    }
    batch(rng, BATCH, **costs)
    start = time.process_time()
    ratios = np.concatenate([batch(rng, BATCH, **costs) for _ in range(replicas // BATCH)])
    mean = float(ratios.mean())
    error = float(ratios.std(ddof=1)) / math.sqrt(len(ratios))
    np.quantile(ratios, [0.025, 0.975])
    seconds = time.process_time() - start
    print(json.dumps({"replicas": len(ratios), "seconds": seconds, "mean": mean, "error": error}))


main()
