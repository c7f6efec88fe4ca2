"""First come, first served on one pool of GPUs with SimPy: one process a job, one container of GPUs. Prints JSON.

A container serves its queue in order and lets nobody pass, so this is strict order; the jobs' times are those of the file
that is named, in whole ticks, so the waits are the same whole numbers.
"""

import json
import sys
import time

import simpy


def job(env, pool, run, size, submit, waits, index):
    yield pool.get(size)
    waits[index] = env.now - submit
    yield env.timeout(run)
    yield pool.put(size)


def source(env, pool, trace, waits):
    for index, (submit, run, size) in enumerate(zip(trace["submit"], trace["run"], trace["size"])):
        yield env.timeout(submit - env.now)
        env.process(job(env, pool, run, size, submit, waits, index))


def main():
    settings = json.loads(sys.argv[1])
    with open(settings["file"]) as file:
        trace = json.load(file)
    waits = [0] * len(trace["submit"])
    start = time.process_time()
    env = simpy.Environment()
    pool = simpy.Container(env, settings["gpus"], init=settings["gpus"])
    env.process(source(env, pool, trace, waits))
    env.run()
    seconds = time.process_time() - start
    print(json.dumps({"jobs": len(waits), "seconds": seconds, "meanWait": sum(waits) / len(waits)}))


main()
