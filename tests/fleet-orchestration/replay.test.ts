import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finish } from "../../src/sim/core/run.ts";
import { readSwf } from "../../src/sim/core/swf.ts";
import type { Trace } from "../../src/sim/core/trace.ts";
import { DONE } from "../../src/sim/fleet-orchestration/parts/jobs.ts";
import { largestJob, replay } from "../../src/sim/fleet-orchestration/parts/replay.ts";
import { anyWork, SMALL } from "./small-fleet.ts";

const how = { policy: "fcfs", contiguity: "any", defragmentation: false } as const;

describe("a trace that is played on the cluster", () => {
  test("comes to its end under every policy, with every job that has room", () => {
    const policies = fc.constantFrom("fcfs" as const, "easy" as const, "bestFit" as const, "preemption" as const);
    fc.assert(
      fc.property(
        anyWork(48),
        policies,
        fc.boolean(),
        fc.constantFrom("any" as const, "pod" as const),
        (work, policy, defragmentation, contiguity) => {
          const found = finish(replay(work, { policy, contiguity, defragmentation }, SMALL));
          expect(found.played.length + found.tooLarge).toBe(work.size.length);
          expect(found.tooLarge).toBe(work.size.filter((size) => size > largestJob(contiguity, SMALL)).length);
          expect([...new Set(found.jobs.state)].every((state) => state === DONE)).toBe(true);
          for (const value of [found.meanWait, found.longWait, found.makespan, found.utilization, found.stranded]) {
            expect(value).not.toBeNaN();
            expect(value).toBeGreaterThanOrEqual(0);
          }
          expect(found.utilization).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test("that is empty is over at once", () => {
    const empty: Trace = {
      submit: new Float64Array(),
      size: new Int32Array(),
      run: new Float64Array(),
      estimate: new Float64Array(),
    };
    expect(finish(replay(empty, how))).toMatchObject({ meanWait: 0, makespan: 0, utilization: 0, tooLarge: 0 });
  });
});

/** Not part of the project: tested where it lies beside it. */
const LUBLIN = resolve("../shared/data/lublin_256.swf");

test.skipIf(!existsSync(LUBLIN))(
  "10,000 Lublin–Feitelson jobs on 32 nodes: packing and passing wait less than strict order",
  () => {
    const { trace } = readSwf(readFileSync(LUBLIN, "utf8"));
    const shape = { nodes: 32, nodesPerPod: 32, nodesPerRack: 4 };
    const wait = (policy: "fcfs" | "easy" | "bestFit") => finish(replay(trace, { ...how, policy }, shape)).meanWait;
    const [strict, easy, packed] = [wait("fcfs"), wait("easy"), wait("bestFit")];
    expect(easy).toBeLessThan(strict / 5);
    expect(packed).toBeLessThan(strict / 5);
  },
);
