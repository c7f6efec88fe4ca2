import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FramedWindow, tellSize } from "../../src/components/kit/frame.ts";

type Answer = Parameters<FramedWindow["addEventListener"]>[1];

/** A page in a frame: what it sent to its host, and how its host and its own layout reach it. */
function framed() {
  const sent: unknown[] = [];
  const listeners = new Set<Answer>();
  const parent = { postMessage: (message: unknown, origin: string) => sent.push([message, origin]) };
  const size = { width: 600, height: 900 };
  let changed: () => void = () => undefined;
  const window: FramedWindow = {
    parent,
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
    setTimeout,
    clearTimeout,
  };
  const stop = tellSize(window, {
    size: () => ({ ...size }),
    watch: (listener) => {
      changed = listener;
      return () => undefined;
    },
  });
  return {
    stop,
    listeners,
    taken: () => sent.splice(0).map((entry) => (entry as [unknown])[0]),
    origins: () => new Set(sent.map((entry) => (entry as [unknown, string])[1])),
    grow(height: number) {
      size.height = height;
      changed();
    },
    answer(data: unknown, source: unknown = parent) {
      for (const listener of listeners) listener({ data, source });
    },
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a page in a frame", () => {
  test("greets H5P, and tells its size to LTI hosts as an object and to Brightspace as a string", () => {
    const page = framed();
    expect(page.taken()).toEqual([{ context: "h5p", action: "hello" }]);
    vi.advanceTimersByTime(100);
    expect(page.origins()).toEqual(new Set(["*"]));
    expect(page.taken()).toEqual([
      { subject: "lti.frameResize", message_id: "fleet-labs-1", height: 900, width: 600 },
      '{"subject":"lti.frameResize","height":900}',
    ]);
  });

  test("tells a size once it rests for 100 ms, and only a new one, also a smaller", () => {
    const page = framed();
    vi.advanceTimersByTime(100);
    page.taken();
    for (let height = 901; height <= 950; height++) page.grow(height);
    vi.advanceTimersByTime(99);
    expect(page.taken()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(page.taken()).toHaveLength(2);
    page.grow(950);
    vi.runAllTimers();
    expect(page.taken()).toEqual([]);
    page.grow(400);
    vi.runAllTimers();
    expect(page.taken()).toContain('{"subject":"lti.frameResize","height":400}');
  });

  test("in H5P prepares each change and resizes when told that it is prepared", () => {
    const page = framed();
    vi.advanceTimersByTime(100);
    page.taken();
    page.answer({ context: "h5p", action: "hello" });
    expect(page.taken()).toEqual([{ context: "h5p", action: "prepareResize", scrollHeight: 900, clientHeight: 900 }]);
    page.answer({ context: "h5p", action: "resizePrepared" });
    expect(page.taken()).toEqual([{ context: "h5p", action: "resize", scrollHeight: 900, height: 900 }]);
    page.grow(1000);
    vi.runAllTimers();
    expect(page.taken()).toContainEqual({
      context: "h5p",
      action: "prepareResize",
      scrollHeight: 1000,
      clientHeight: 1000,
    });
  });

  test("listens to its host alone, and to nothing but H5P’s two answers", () => {
    const page = framed();
    vi.runAllTimers();
    page.taken();
    page.answer({ context: "h5p", action: "hello" }, { postMessage: () => undefined });
    for (const data of [
      null,
      "hello",
      7,
      {},
      { context: "h5p" },
      { context: "h5p", action: "eval" },
      [],
      { action: "hello" },
    ])
      page.answer(data);
    expect(page.taken()).toEqual([]);
  });

  test("stops when told to", () => {
    const page = framed();
    page.stop();
    page.taken();
    vi.runAllTimers();
    expect(page.taken()).toEqual([]);
    expect(page.listeners.size).toBe(0);
  });
});

test("a page that is not framed says nothing", () => {
  const sent = vi.fn();
  const window = { postMessage: sent, addEventListener: sent, removeEventListener: sent, setTimeout, clearTimeout };
  tellSize(Object.assign(window, { parent: window }), { size: () => ({ width: 1, height: 1 }), watch: sent });
  vi.runAllTimers();
  expect(sent).not.toHaveBeenCalled();
});
