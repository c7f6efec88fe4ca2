import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Frames, type Watch } from "../../src/components/kit/frames.ts";

const FRAME = 16;
const SLOW = 20;

/** Frames under a clock of its own, with what each of them drew. */
function page() {
  const drawn: string[][] = [];
  const told = new Map<Element, (inView: boolean) => void>();
  const watch: Watch = (element, tell) => {
    told.set(element, tell);
    return () => told.delete(element);
  };
  const frames = new Frames(watch);
  const note =
    (what: string, takes = 0) =>
    () => {
      drawn.at(-1)?.push(what);
      vi.setSystemTime(Date.now() + takes);
      now += takes;
    };
  const chart = (name: string, inView = true) => {
    const painter = { inView: () => inView, paint: note(name, SLOW) };
    frames.onChart(painter);
    return painter;
  };
  return { frames, drawn, told, note, chart };
}

let now = 0;
let waiting: (() => void)[] = [];

/** Lets time pass, a frame at a time; each frame opens a list of what it draws. */
function pass(ms: number, drawn: string[][]): void {
  for (const end = now + ms; now < end; ) {
    now += FRAME;
    vi.advanceTimersByTime(FRAME);
    const due = waiting.splice(0);
    if (due.length > 0) drawn.push([]);
    for (const run of due) run();
  }
}

beforeEach(() => {
  now = 1000;
  waiting = [];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => waiting.push(run));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("while a lever moves", () => {
  test("a frame makes one slow drawing, the one that waited longest, and the values take their turn", () => {
    const { frames, drawn, note, chart } = page();
    frames.onValues(note("values", SLOW));
    chart("curve");
    chart("bars");
    for (let i = 0; i < 6; i++) {
      frames.all(true);
      pass(FRAME, drawn);
    }
    expect(drawn).toEqual([["values"], ["curve"], ["bars"], ["values"], ["curve"], ["bars"]]);
  });

  test("drawings that are quick share a frame", () => {
    const { frames, drawn, note } = page();
    frames.onValues(note("values"));
    for (const name of ["curve", "bars"]) frames.onChart({ inView: () => true, paint: note(name) });
    frames.all(true);
    pass(FRAME, drawn);
    expect(drawn).toEqual([["values", "curve", "bars"]]);
  });

  test("what is out of sight waits until it rests, or until it comes into view", () => {
    const { frames, drawn, told, note, chart } = page();
    chart("below", false);
    const [far, near] = [{} as Element, {} as Element];
    frames.onValues(note("far"), far);
    frames.onValues(note("near"), near);
    frames.onRest(note("caption"));
    told.get(far)?.(false);
    frames.all(true);
    pass(FRAME, drawn);
    expect(drawn.flat()).toEqual(["near"]);
    told.get(far)?.(true);
    expect(drawn.flat()).toEqual(["near", "far"]);
    pass(400, drawn);
    expect(drawn.flat()).toEqual(["near", "far", "caption"]);
  });
});

test("once it is let go everything follows within a few frames, and then nothing is asked for", () => {
  const { frames, drawn, note, chart } = page();
  frames.onRest(note("caption"));
  chart("curve");
  chart("bars");
  chart("below", false);
  frames.all(false);
  pass(6 * FRAME, drawn);
  expect(drawn.flat()).toEqual(["curve", "bars", "caption"]);
  const frameCount = drawn.length;
  pass(1000, drawn);
  expect(drawn.length).toBe(frameCount);
});

test("before the charts come all values follow at once, in sight or not", () => {
  const { frames, drawn, told, note } = page();
  const far = {} as Element;
  frames.onValues(note("far"), far);
  told.get(far)?.(false);
  frames.all(true);
  pass(FRAME, drawn);
  expect(drawn.flat()).toEqual(["far"]);
});

test("who waits for all to follow is called once, after the captions", () => {
  const { frames, drawn, note, chart } = page();
  frames.onRest(note("caption"));
  chart("curve");
  frames.all(true);
  frames.whenFollowed(note("heard"));
  pass(600, drawn);
  expect(drawn.flat()).toEqual(["curve", "caption", "heard"]);
  frames.whenFollowed(note("heard again"));
  pass(600, drawn);
  expect(drawn.flat()).toEqual(["curve", "caption", "heard", "heard again"]);
});

test("what was taken off the page is drawn no more", () => {
  const { frames, drawn, note } = page();
  const off = frames.onValues(note("gone"));
  frames.all();
  off();
  pass(200, drawn);
  expect(drawn.flat()).toEqual([]);
});
