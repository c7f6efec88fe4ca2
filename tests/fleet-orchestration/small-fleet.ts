import fc from "fast-check";
import { finish } from "../../src/sim/core/run.ts";
import { CellRecorder, type Cells } from "../../src/sim/fleet-orchestration/parts/cells.ts";
import { Fleet } from "../../src/sim/fleet-orchestration/parts/fleet.ts";
import { GANG, roundedSize, STUDENT, type Workload } from "../../src/sim/fleet-orchestration/parts/jobs.ts";
import { runFleet } from "../../src/sim/fleet-orchestration/parts/run-fleet.ts";
import type { FleetSettings } from "../../src/sim/fleet-orchestration/parts/settings.ts";
import { gpusOf, type Shape } from "../../src/sim/fleet-orchestration/parts/shape.ts";
import { type Column, workloadOf } from "../../src/sim/fleet-orchestration/parts/workload.ts";

/** Two pods of three nodes, racks of two: 48 GPUs. */
export const SMALL: Shape = { nodes: 6, nodesPerPod: 3, nodesPerRack: 2 };

export const settings = (changes: Partial<FleetSettings> = {}): FleetSettings => ({
  shape: SMALL,
  policy: "fcfs",
  preemption: false,
  defragmentation: false,
  contiguity: "any",
  checkpoint: 7,
  killTime: 2,
  migrationTime: 5,
  migrationTax: 10,
  restartTime: 3,
  failures: [],
  repairTime: 11,
  from: 0,
  until: 100_000,
  judgedOver: 50_000,
  sampleEvery: 5000,
  ...changes,
});

export const job = (changes: Partial<Column>): Column => {
  const { submit = 0, size = 1, run = 10, priority = 0, kind = STUDENT } = changes;
  return { submit, size: roundedSize(size), run, estimate: run, priority, kind, ...changes };
};

export interface Played {
  readonly fleet: Fleet;
  readonly cells: Cells;
}

/** Runs a fleet to its end. `watch` sees it before it begins. */
export function play(how: FleetSettings, work: Workload, watch?: (fleet: Fleet) => void): Played {
  const recorder = new CellRecorder(gpusOf(how.shape));
  const fleet = new Fleet(how, work, [], recorder);
  watch?.(fleet);
  finish(runFleet(fleet));
  return { fleet, cells: recorder.record(work.kind) };
}

const anyJob = (largest: number): fc.Arbitrary<Column> =>
  fc
    .record({
      submit: fc.integer({ min: 0, max: 60 }),
      size: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: largest })),
      run: fc.integer({ min: 0, max: 40 }),
      over: fc.integer({ min: 0, max: 40 }),
      urgent: fc.boolean(),
    })
    .map(({ submit, size, run, over, urgent }) => {
      const isGang = urgent && size > 8;
      return job({
        submit,
        size: roundedSize(size),
        run,
        estimate: run + over,
        priority: isGang ? 1 : 0,
        kind: isGang ? GANG : STUDENT,
      });
    });

/** Jobs that fit even a strict run in one pod. */
export const anyWork = (largest = 24, least = 0): fc.Arbitrary<Workload> =>
  fc
    .array(anyJob(largest), { minLength: least, maxLength: 40 + least })
    .map((jobs) => workloadOf(jobs.sort((a, b) => a.submit - b.submit)));

export const anySettings: fc.Arbitrary<FleetSettings> = fc
  .record({
    policy: fc.constantFrom("fcfs", "easy", "bestFit", "preemption"),
    preemption: fc.boolean(),
    defragmentation: fc.boolean(),
    contiguity: fc.constantFrom("any", "pod", "strict"),
    checkpoint: fc.integer({ min: 1, max: 30 }),
    killTime: fc.integer({ min: 0, max: 5 }),
    migrationTime: fc.integer({ min: 1, max: 9 }),
    migrationTax: fc.integer({ min: 0, max: 90 }),
    failures: fc
      .array(
        fc.record({
          time: fc.integer({ min: 0, max: 120 }),
          nodes: fc.uniqueArray(fc.integer({ min: 0, max: SMALL.nodes - 1 }), { minLength: 1, maxLength: 2 }),
        }),
        { maxLength: 6 },
      )
      .map((all) => all.sort((a, b) => a.time - b.time)),
  } as const)
  .map((changes) => settings(changes as Partial<FleetSettings>));
