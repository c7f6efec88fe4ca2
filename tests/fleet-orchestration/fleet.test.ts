import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fcfsStarts } from "../../src/sim/core/fcfs.ts";
import { BROKEN, HELD, IDLE, jobsAt } from "../../src/sim/fleet-orchestration/parts/cells.ts";
import { DONE, GANG, RUNNING, type Workload } from "../../src/sim/fleet-orchestration/parts/jobs.ts";
import type { Reservation } from "../../src/sim/fleet-orchestration/parts/promises.ts";
import { GPUS_PER_NODE } from "../../src/sim/fleet-orchestration/parts/shape.ts";
import { workloadOf } from "../../src/sim/fleet-orchestration/parts/workload.ts";
import { anySettings, anyWork, job, type Played, play, SMALL, settings } from "./small-fleet.ts";

const RUNS = { numRuns: 400 };

/** Every change of a run, with the cell's value before it. */
function* changesOf({ cells }: Played) {
  const map = cells.keyframes[0]?.slice() ?? new Int32Array();
  for (let at = 0; at < cells.times.length; at++) {
    const [time = 0, node = 0, mask = 0, value = 0] = [
      cells.times[at],
      cells.nodes[at],
      cells.masks[at],
      cells.values[at],
    ];
    for (let slot = 0; slot < GPUS_PER_NODE; slot++) {
      if (!((mask >> slot) & 1)) continue;
      const gpu = node * GPUS_PER_NODE + slot;
      yield { time, gpu, from: map[gpu] ?? IDLE, to: value };
      map[gpu] = value;
    }
  }
}

/** GPU-seconds that each job was painted for. */
function heldBy(played: Played, work: Workload): Float64Array {
  const since = new Map<number, number>();
  const held = new Float64Array(work.submit.length);
  for (const { time, gpu, from, to } of changesOf(played)) {
    if (from >= 0) held[from] = (held[from] ?? 0) + time - (since.get(gpu) ?? 0);
    if (to >= 0) since.set(gpu, time);
  }
  return held;
}

describe("whatever comes, under any policy", () => {
  test("no GPU is used twice, and none that is broken", () => {
    fc.assert(
      fc.property(anyWork(), anySettings, (work, how) => {
        for (const { from, to } of changesOf(play(how, work))) {
          if (to >= 0) expect([IDLE, HELD]).toContain(from);
          if (to === BROKEN) expect(from).toBeLessThan(0);
          if (from === BROKEN) expect([IDLE, BROKEN]).toContain(to);
        }
      }),
      RUNS,
    );
  });

  test("no GPU is lost: at the end every one is offered again, and the counts agree with the map", () => {
    fc.assert(
      fc.property(anyWork(), anySettings, (work, how) => {
        const { fleet, cells } = play(how, work);
        expect([...new Set(jobsAt(cells, how.until))]).toEqual([IDLE]);
        expect([fleet.cluster.busy, fleet.cluster.free, fleet.cluster.stranded]).toEqual([0, 48, 0]);
        expect([...fleet.cluster.wholeInPod]).toEqual([3, 3]);
      }),
      RUNS,
    );
  });

  test("every job ends, also one that was stopped, and holds its GPUs for its work, what it lost and its new starts", () => {
    fc.assert(
      fc.property(anyWork(), anySettings, (work, how) => {
        const played = play(how, work);
        const { jobs, migrations } = played.fleet;
        const held = heldBy(played, work);
        for (let one = 0; one < jobs.count; one++) {
          expect(jobs.state[one]).toBe(DONE);
          expect(jobs.firstStart[one]).toBeGreaterThanOrEqual(work.submit[one] ?? 0);
          const size = work.size[one] ?? 0;
          const most = (work.run[one] ?? 0) + (jobs.lost[one] ?? 0) + (jobs.stops[one] ?? 0) * how.restartTime;
          const seconds = (held[one] ?? 0) / size;
          if (migrations === 0) expect(seconds).toBeLessThanOrEqual(most);
          if (migrations === 0 && jobs.stops[one] === 0) expect(seconds).toBe(work.run[one] ?? 0);
          if (jobs.stops[one] === 0) expect(seconds).toBeGreaterThanOrEqual(work.run[one] ?? 0);
        }
      }),
      RUNS,
    );
  });

  test("work is conserved: what is held is useful, lost, spent on starting again, or slowed away", () => {
    fc.assert(
      fc.property(anyWork(), anySettings, (work, how) => {
        const { fleet } = play(how, work);
        const { busy, useful, lost, restarted, slowed } = fleet.measures;
        const asked = work.size.reduce((sum, size, one) => sum + size * (work.run[one] ?? 0), 0);
        expect(useful).toBeCloseTo(asked, 6);
        // A second that a job does not need to its end is nobody's: it only comes about at reduced speed.
        const rest = busy - useful - lost - restarted - slowed;
        expect(rest).toBeGreaterThan(-1e-6);
        if (fleet.migrations === 0) expect(rest).toBeCloseTo(0, 6);
        else expect(rest).toBeLessThanOrEqual(work.size.reduce((sum, size) => sum + size, 0));
      }),
      RUNS,
    );
  });

  test("the series and the map are told at any moment without a gap", () => {
    fc.assert(
      fc.property(anyWork(), anySettings, (work, how) => {
        const { fleet } = play({ ...how, until: 40, sampleEvery: 5, judgedOver: 20 }, work);
        const series = fleet.measures.series();
        expect(series.time).toEqual([5, 10, 15, 20, 25, 30, 35, 40]);
        for (const column of [series.occupancy, series.goodput, series.stranded, series.largest])
          for (const value of column) expect(value).not.toBeNaN();
        const { jobs, queue } = fleet;
        const waiting = [...jobs.state.keys()].filter((one) => jobs.state[one] === 1).length;
        expect(queue.length + (fleet.rescue ? 1 : 0)).toBe(waiting);
        for (let one = 0; one < jobs.count; one++)
          if (jobs.state[one] === RUNNING) expect(jobs.node[one]).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });
});

describe("first come, first served", () => {
  test("of whole nodes is the same as on a pool of nodes", () => {
    fc.assert(
      fc.property(anyWork(48), (any) => {
        const size = any.size.map((one) => Math.ceil(one / 8));
        const work: Workload = { ...any, size: size.map((nodes) => 8 * nodes), priority: new Uint8Array(size.length) };
        const { fleet } = play(settings(), work);
        expect([...fleet.jobs.firstStart]).toEqual([...fcfsStarts({ ...any, size }, SMALL.nodes)]);
      }),
      RUNS,
    );
  });

  test("of single GPUs is the same as on a pool of GPUs, spread or packed", () => {
    fc.assert(
      fc.property(anyWork(), fc.constantFrom("fcfs" as const, "bestFit" as const, "easy" as const), (any, policy) => {
        const size = any.size.map(() => 1);
        const shape = { nodes: 1, nodesPerPod: 1, nodesPerRack: 1 };
        const work: Workload = { ...any, size, priority: new Uint8Array(size.length) };
        const { fleet } = play(settings({ shape, policy }), work);
        expect([...fleet.jobs.firstStart]).toEqual([...fcfsStarts({ ...any, size }, 8)]);
      }),
      RUNS,
    );
  });
});

describe("EASY with placement", () => {
  test("never starts a job later than it was promised, where runs keep to the estimates", () => {
    let promised = 0;
    fc.assert(
      fc.property(
        anyWork(24, 30),
        fc.constantFrom("any" as const, "pod" as const, "strict" as const),
        (any, contiguity) => {
          const work = { ...any, priority: new Uint8Array(any.size.length) }; // one that is urgent would go before the head
          const promises: Reservation[] = [];
          const { fleet } = play(settings({ policy: "easy", contiguity }), work, (watched) => {
            let kept: Reservation | undefined;
            Object.defineProperty(watched, "reservation", {
              get: () => kept,
              set: (next: Reservation | undefined) => {
                kept = next;
                if (next) promises.push(next);
              },
            });
          });
          promised += promises.length;
          for (const one of promises) {
            expect(fleet.jobs.firstStart[one.job]).toBeLessThanOrEqual(one.shadow);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(promised).toBeGreaterThan(1000);
  });

  test("lets a short job pass on the reserved nodes, and a long one only off them", () => {
    const shape = { nodes: 2, nodesPerPod: 2, nodesPerRack: 2 };
    // 4 GPUs of node 0 are busy until 10; the gang needs both nodes and is promised them by then.
    const first = job({ size: 4, run: 10 });
    const gang = job({ submit: 1, size: 16, run: 5 });
    const short = job({ submit: 2, size: 4, run: 8 });
    const long = job({ submit: 2, size: 4, run: 9 });
    const { fleet } = play(settings({ shape, policy: "easy" }), workloadOf([first, gang, short, long]));
    expect([...fleet.jobs.firstStart]).toEqual([0, 10, 2, 15]);
  });
});

describe("a gang that needs whole nodes", () => {
  const students = [0, 1, 2, 3, 4, 5].map(() => job({ size: 2, run: 100 }));
  const gang = job({ submit: 10, size: 16, run: 20, priority: 1, kind: GANG });
  const work = workloadOf([...students, gang]);
  const one = students.length;

  test("waits though there is room for it twice", () => {
    const { fleet } = play(settings(), work);
    expect(fleet.jobs.firstStart[one]).toBe(100);
    expect(fleet.occurrences.list[0]).toEqual({ what: "blocked", time: 10, job: one, free: 36, whole: 0 });
  });

  test("starts after the time of a kill, which loses what was done since the last checkpoint", () => {
    const { fleet } = play(settings({ preemption: true }), work);
    expect(fleet.jobs.firstStart[one]).toBe(12);
    // Two students stopped at 10 with a checkpoint at 7: 3 s of 2 GPUs each.
    expect(fleet.occurrences.list.find(({ what }) => what === "kill")).toMatchObject({ stopped: 2, lost: 12 });
    expect(fleet.kills).toBe(2);
  });

  test("starts after a migration that loses nothing and slows all for its time", () => {
    const { fleet } = play(settings({ defragmentation: true }), work);
    expect(fleet.jobs.firstStart[one]).toBe(15);
    expect([fleet.moves, fleet.kills, fleet.measures.lost]).toEqual([2, 0, 0]);
    // 5 s at 90 %: every student ends half a second later, on the next whole second.
    expect(fleet.jobs.end[0]).toBe(101);
  });

  test("takes the nodes that lose least", () => {
    const uneven = [
      job({ size: 8, run: 90 }),
      job({ submit: 6, size: 8, run: 90 }),
      job({ submit: 3, size: 8, run: 90 }),
    ];
    const shape = { nodes: 3, nodesPerPod: 3, nodesPerRack: 1 };
    const all = workloadOf([...uneven.sort((a, b) => a.submit - b.submit), gang]);
    const { fleet } = play(settings({ shape, preemption: true, checkpoint: 1000 }), all);
    // At 10 they have done 10, 7 and 4 s.
    expect([...fleet.jobs.stops]).toEqual([0, 1, 1, 0]);
    expect([...fleet.jobs.lost]).toEqual([0, 7, 4, 0]);
  });
});
