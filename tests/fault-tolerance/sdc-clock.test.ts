import { expect, test } from "vitest";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { finish } from "../../src/sim/core/run.ts";
import type { DetectiveParams } from "../../src/sim/fault-tolerance/parts/sdc-levers.ts";
import { loadNetwork } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { params, studies } from "../../src/sim/fault-tolerance/sdc-detective.ts";

const clockStudy = await studies.clock.load();

await loadNetwork("lights");

const plan = defaultsOf(params) as DetectiveParams;
const timed = (changes: Partial<DetectiveParams> = {}) =>
  finish(clockStudy({ ...plan, ...changes }, "resting", () => performance.now()));

test("the stopwatch times the narrow, the wide and the lever’s layer, each once, and tells how far it has come", () => {
  const rows = timed({ width: 24 });
  expect(rows.map(({ width }) => width)).toEqual([8, 24, 48]);
  for (const { plain, twice, check, crc, cheaper, crcCheaper } of rows) {
    for (const time of [plain, twice, check, crc]) {
      expect(time).toBeGreaterThan(0);
      expect(time).toBeLessThan(0.1); // seconds, not milliseconds
    }
    expect(cheaper).toBeCloseTo(plain / check, 9);
    expect(crcCheaper).toBeCloseTo(plain / crc, 9);
  }
  const done = [...clockStudy(plan, "resting", () => performance.now())].map((step) => step.done);
  expect(done.every((share, i) => share >= (done[i - 1] ?? 0) && share <= 1)).toBe(true);
});

test("by the clock the checksum of a layer of 48 is cheaper than a second run, and more so than that of 8", () => {
  const [narrow, wide] = timed({ width: 48 });
  // By count 32 and 5.3. Machines differ and are busy, so the bounds are wide.
  expect(wide?.cheaper).toBeGreaterThan(5);
  expect(wide?.cheaper ?? 0).toBeGreaterThan(1.5 * (narrow?.cheaper ?? Number.POSITIVE_INFINITY));
});

test("what is larger than a page can time at once is timed smaller, and without a clock it says so", () => {
  // A clock that goes on by a second each time it is read: every block is long enough at once.
  let seconds = 0;
  const rows = finish(clockStudy({ ...plan, width: 4096, batch: 256 }, "resting", () => 1000 * seconds++));
  expect(rows.map(({ width, batch }) => [width, batch])).toEqual([
    [8, 256],
    [48, 256],
    [1024, 4],
  ]);
  expect(rows[0]?.plain).toBe(1);
  expect(() => finish(clockStudy(plan, "resting"))).toThrow("A stopwatch needs a clock.");
});

test("a pause of the machine while it looks for the length of a block does not pass for work", () => {
  // A clock in tenths of a millisecond that loses 5 ms between its first two readings.
  let reads = 0;
  const now = () => Math.round(10 * performance.now()) / 10 + (reads++ > 0 ? 5 : 0);
  for (const { plain } of finish(clockStudy(plan, "resting", now))) expect(plain).toBeGreaterThan(0);
});
