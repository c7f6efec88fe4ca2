import { describe, expect, test } from "vitest";
import type { Steps } from "../../src/sim/core/model.ts";
import { finish, run, STALE } from "../../src/sim/core/run.ts";

function* counting(to: number, seen: { closed: boolean } = { closed: false }): Steps<string> {
  try {
    for (let i = 1; i <= to; i++) yield { done: i / to };
    return `counted to ${to}`;
  } finally {
    seen.closed = true;
  }
}

/** A clock that moves one millisecond a look. */
const clock = () => {
  let time = 0;
  return () => time++;
};
const breathe = () => Promise.resolve();

describe("finish", () => {
  test("steps a computation to its result", () => expect(finish(counting(5))).toBe("counted to 5"));
  test("hands on what is no computation", () => expect(finish({ next: 3 })).toEqual({ next: 3 }));
});

describe("run", () => {
  test("gives the result in slices, each told as progress", async () => {
    const told: number[] = [];
    const result = await run(counting(20), {
      breathe,
      now: clock(),
      slice: 5,
      onProgress: ({ done }) => told.push(done),
    });
    expect(result).toBe("counted to 20");
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  test("makes headway even in slices of no time", async () => {
    expect(await run(counting(3), { breathe, now: () => 0, slice: 0 })).toBe("counted to 3");
  });

  test("stops when its result is no longer wanted, and lets the computation clean up", async () => {
    const seen = { closed: false };
    let asked = 0;
    const stale = () => ++asked === 2;
    expect(await run(counting(100, seen), { breathe, now: clock(), slice: 3, stale })).toBe(STALE);
    expect(seen.closed).toBe(true);
  });

  test("hands on at once what is no computation", async () => {
    expect(await run(7, { breathe, now: clock(), slice: 1 })).toBe(7);
  });
});
