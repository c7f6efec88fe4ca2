import { describe, expect, test } from "vitest";
import { swissCheese } from "../../src/components/fleet-orchestration/swiss-cheese.ts";
import { cellsIn } from "../../src/components/kit/cell-map.ts";
import { STILL, type View } from "../../src/components/kit/view.ts";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { finish } from "../../src/sim/core/run.ts";
import { HOUR } from "../../src/sim/core/units.ts";
import { params, prepare, simulate } from "../../src/sim/fleet-orchestration/fragmentation-audit.ts";
import type { AuditParams } from "../../src/sim/fleet-orchestration/parts/audit-levers.ts";
import { CELL, footprintAt } from "../../src/sim/fleet-orchestration/parts/cells.ts";

const defaults = defaultsOf(params) as AuditParams;
await prepare(defaults);
const day = finish(simulate({ ...defaults, policy: "bestFit", preemption: true, failureRate: 50 }));
const at = (time: number): View => ({ ...STILL, time });
const TIMES = [0, 30, 60, 6 * HOUR, 24 * HOUR];

describe("the map of the cluster", () => {
  test("has a cell for each of 10,000 GPUs and a name for each state", () => {
    expect(cellsIn(swissCheese.grid)).toBe(10_000);
    for (const time of TIMES) {
      const cells = swissCheese.cells(day, at(time));
      expect(cells).toHaveLength(10_000);
      expect(cells.every((cell) => swissCheese.states[cell] !== undefined)).toBe(true);
    }
    expect(swissCheese.states[CELL.failed]?.mark).toBe("cross");
    expect(swissCheese.states[CELL.idle]?.mark).toBe("outline");
  });

  test("its table counts every GPU of each pod", () => {
    for (const time of TIMES)
      for (const { working, gang, idle, held, failed } of swissCheese.rows(day, at(time)))
        expect([working, gang, idle, held, failed].reduce((sum: number, each) => sum + Number(each), 0)).toBe(2000);
  });

  test("tells every cell by what it shows", () => {
    for (const time of TIMES) {
      const view = at(time);
      const cells = swissCheese.cells(day, view).slice();
      for (let cell = 0; cell < cells.length; cell += 37) {
        const told = swissCheese.tell(day, view, cell);
        expect(told).toMatch(/^GPU [1-8] of node [\d,]+, rack \d+, pod [1-5]: .+\.$/);
        expect(told).not.toMatch(/NaN|undefined|Infinity|-\d/);
        const state = cells[cell];
        expect(told.includes("idle")).toBe(state === CELL.idle);
        expect(told.includes("has failed")).toBe(state === CELL.failed);
        expect(told.includes("the gang of 1,000")).toBe(state === CELL.gang);
        expect(told.includes("held for the gang")).toBe(state === CELL.held);
      }
    }
  });

  test("says in its finding whether the gang runs, and on how many nodes", () => {
    expect(swissCheese.finding(day, at(0))).toMatch(
      /^At 00:00 .*: the gang, which needs 125, waits\. 1,000 GPUs are held/,
    );
    expect(swissCheese.finding(day, at(60))).toMatch(/^At 00:01 the gang runs on 125 nodes; .*\.$/);
    expect(footprintAt(day.cells, day.gang, 60)).toHaveLength(1000);
  });

  test("shows nothing before the first trial of a search", () => {
    const view = { ...at(6 * HOUR), searching: true };
    expect(swissCheese.cells(day, view).every((cell) => cell === CELL.idle)).toBe(true);
    expect(swissCheese.tell(day, view, 0)).not.toMatch(/\d/);
  });
});
