import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenRing } from "../../src/components/fleet-orchestration/charts/rescale-ring.ts";
import { jobMap } from "../../src/components/fleet-orchestration/job-map.ts";
import { NODE, nodesAt } from "../../src/components/fleet-orchestration/rescale-state.ts";
import { cellsIn } from "../../src/components/kit/cell-map.ts";
import { STILL, type View } from "../../src/components/kit/view.ts";
import { params, simulate } from "../../src/sim/fleet-orchestration/elastic-rescale.ts";
import { cornersOf } from "../fault-tolerance/any-levers.ts";
import { at, HOLDS, mission } from "./rescale-levers.ts";

const then = (time: number): View => ({ ...STILL, time });
const drop = at({ response: "drop", order: HOLDS });
const counted = (nodes: Uint8Array, state: number) => nodes.filter((each) => each === state).length;

describe("the nodes of the job", () => {
  it("stand still until the ring is whole, and 90 work from then until the repair", () => {
    expect(counted(nodesAt(drop, 0), NODE.standing)).toBe(90);
    expect(counted(nodesAt(drop, 119), NODE.working)).toBe(0);
    expect(counted(nodesAt(drop, 121), NODE.working)).toBe(90);
    expect(counted(nodesAt(drop, 121), NODE.failed)).toBe(10);
    expect(counted(nodesAt(drop, drop.runs.drop.whole + 1), NODE.working)).toBe(100);
  });

  it("leave the sound ones out whose replica has lost a node", () => {
    const fives = at({ response: "drop", order: HOLDS, replica: "5" });
    const nodes = nodesAt(fives, 200);
    expect(counted(nodes, NODE.working)).toBe(5 * fives.replicasLeft);
    expect(counted(nodes, NODE.leftOut)).toBe(100 - 10 - 5 * fives.replicasLeft);
  });

  it("have spares in the places of the dead once those run", () => {
    const spare = at({ response: "spare" });
    const run = spare.runs.spare;
    const started = run.phases.find(({ doing }) => doing === "spares")?.to ?? 0;
    expect(counted(nodesAt(spare, started - 1), NODE.failed)).toBe(10);
    expect(counted(nodesAt(spare, started + 1), NODE.spare)).toBe(10);
  });

  it("never work while nothing new and nothing old is computed, at any levers and any time", () => {
    fc.assert(
      fc.property(cornersOf(params), fc.double({ min: 0, max: 1e5, noNaN: true }), (values, time) => {
        const model = simulate(values);
        const phase = model.runs[values.response].phases.find(({ to }) => time < to);
        const working = counted(nodesAt(model, time), NODE.working) + counted(nodesAt(model, time), NODE.spare);
        expect(working > 0).toBe(phase?.doing === "full" || phase?.doing === "shrunk" || phase?.doing === "redo");
      }),
      { numRuns: 200 },
    );
  });
});

describe("the map of the job", () => {
  it("has eight cells for each of 125 nodes, each in a state that has a name, and counts them all", () => {
    expect(cellsIn(jobMap.grid)).toBe(1000);
    for (const time of [0, 100, 1000, 20_000]) {
      const cells = jobMap.cells(drop, then(time));
      expect(cells).toHaveLength(1000);
      expect([...cells].every((cell) => jobMap.states[cell] !== undefined)).toBe(true);
      for (const { row, ...counts } of jobMap.rows(drop, then(time)))
        expect(Object.values(counts).reduce<number>((sum, each) => sum + Number(each), 0)).toBe(200);
    }
  });

  it("tells how many GPUs work, and what each does", () => {
    expect(jobMap.finding(drop, then(200))).toBe(
      "At 00:03 after the spike (train with fewer) 720 of 800 GPUs work, and 10 nodes are dead.",
    );
    const [dead = 0] = drop.layout.dead;
    expect(jobMap.tell(drop, then(200), 8 * dead)).toMatch(/^GPU 1 of node 8, rack 2, row 1: has failed/);
    expect(jobMap.tell(drop, then(200), 8 * 100)).toMatch(/row 5: a spare, idle\.$/);
    expect(jobMap.tell(drop, then(200), 8 * (100 + mission.spares))).toMatch(/of another job\.$/);
  });

  it("tells nothing in a search", () => {
    const view = { ...STILL, searching: true, time: 300 };
    const other = at({ response: "drop", order: HOLDS, replica: "5", spares: 25 });
    expect(jobMap.cells(drop, view)).toEqual(jobMap.cells(other, view));
    expect(jobMap.finding(drop, view)).toBe(jobMap.finding(other, view));
    expect(jobMap.tell(drop, view, 60)).toBe(jobMap.tell(other, view, 60));
    expect(jobMap.rows(drop, view)).toEqual([]);
    expect(jobMap.clock(drop, view)).toBe(jobMap.clock(other, view));
    expect(brokenRing.clock?.(drop, view)).toBe(brokenRing.clock?.(at({ response: "spare" }), view));
  });
});
