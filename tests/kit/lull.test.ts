import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lull } from "../../src/components/kit/lull.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("it runs once, a while after the last stir", () => {
  const then = vi.fn();
  const lull = new Lull(100, then);
  for (const wait of [30, 60, 90]) {
    lull.stir();
    vi.advanceTimersByTime(wait);
  }
  expect(then).not.toHaveBeenCalled();
  vi.advanceTimersByTime(9);
  expect(then).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(then).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(then).toHaveBeenCalledTimes(1);
});

test("it runs again after the next stir", () => {
  const then = vi.fn();
  const lull = new Lull(100, then);
  for (let i = 0; i < 2; i++) {
    lull.stir();
    vi.advanceTimersByTime(100);
  }
  expect(then).toHaveBeenCalledTimes(2);
});

test("what stirs while it runs is waited for as well", () => {
  const then = vi.fn(() => then.mock.calls.length === 1 && lull.stir());
  const lull = new Lull(100, then);
  lull.stir();
  vi.advanceTimersByTime(200);
  expect(then).toHaveBeenCalledTimes(2);
});

test("an ended one does not run", () => {
  const then = vi.fn();
  const lull = new Lull(100, then);
  lull.stir();
  lull.end();
  vi.advanceTimersByTime(1000);
  expect(then).not.toHaveBeenCalled();
  lull.stir();
  vi.advanceTimersByTime(100);
  expect(then).toHaveBeenCalledTimes(1);
});

test("many stirs take one timer", () => {
  const lull = new Lull(100, () => undefined);
  for (let i = 0; i < 50; i++) lull.stir();
  expect(vi.getTimerCount()).toBe(1);
});
