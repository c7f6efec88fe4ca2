import { expect, test } from "vitest";
import { clockOf } from "../../src/components/kit/run-clock.ts";

test("a run of hours has a clock, from its second day on with the day", () => {
  const clock = clockOf(200_000);
  expect(clock(3 * 3600 + 12 * 60 + 59)).toBe("03:12");
  expect(clock(86_400 + 60)).toBe("day 2, 00:01");
});

test("a run within an hour has a stopwatch with tenths", () => {
  const clock = clockOf(2355);
  expect(clock(0)).toBe("0:00.0");
  expect(clock(8.5816)).toBe("0:08.5");
  expect(clock(187.4)).toBe("3:07.4");
  expect(clock(2354.96)).toBe("39:14.9");
});
