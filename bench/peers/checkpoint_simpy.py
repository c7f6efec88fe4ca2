"""Checkpoint Monte Carlo with SimPy: a job, and a failure that interrupts it. The same rules as monte-carlo.ts.

Told with as few events as SimPy allows: the job sleeps through all segments that are left, not one at a time, and
counts the finished ones when it is interrupted. With an event a segment it would be several times slower. Prints JSON.
"""

import json
import math
import random
import statistics
import sys
import time

import simpy

REPLICA_WORK = 25


def failure(env, job, until):
    yield env.timeout(until)
    if job.is_alive:
        job.interrupt()


def job(env, chance, costs, pieces):
    segment = costs["interval"] + costs["writeTime"]
    left, recovery = pieces, 0.0
    while True:
        start = env.now
        env.process(failure(env, env.active_process, chance.expovariate(1 / costs["mtbf"])))
        try:
            yield env.timeout(recovery + left * segment)
            return
        except simpy.Interrupt:
            left -= max(0, math.floor((env.now - start - recovery) / segment))
            yield env.timeout(costs["downtime"])
            recovery = costs["restartTime"]


def replica(chance, costs):
    pieces = math.ceil(REPLICA_WORK * costs["mtbf"] / costs["interval"])
    env = simpy.Environment()
    env.run(until=env.process(job(env, chance, costs, pieces)))
    return env.now / (pieces * costs["interval"])


def main():
    costs = json.loads(sys.argv[1])
    chance = random.Random(costs["seed"])
    for _ in range(20):
        replica(chance, costs)
    start = time.process_time()
    ratios = [replica(chance, costs) for _ in range(costs["replicas"])]
    mean = statistics.fmean(ratios)
    error = statistics.stdev(ratios) / math.sqrt(len(ratios))
    seconds = time.process_time() - start
    print(json.dumps({"replicas": len(ratios), "seconds": seconds, "mean": mean, "error": error}))


main()
