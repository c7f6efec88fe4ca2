import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedFrom, defaultsOf, namesIn, type ParamSpecs, readParam, settle } from "../../src/sim/core/params.ts";

const specs = {
  nodes: {
    kind: "range",
    label: "Nodes",
    unit: "nodes",
    min: 8,
    max: 1024,
    default: 64,
    scale: "log",
    whole: true,
    ticks: [],
  },
  write: { kind: "range", label: "Write", unit: "s", min: 0.1, max: 3600, default: 60, scale: "log", ticks: [] },
  law: {
    kind: "choice",
    label: "Law",
    options: { exponential: "Exponential", weibull: "Weibull" },
    default: "exponential",
  },
  off: { kind: "several", label: "Off", options: { gpu: "GPU", nic: "NIC", ssd: "SSD" }, default: "" },
  steps: { kind: "order", label: "Steps", options: { c: "Close", a: "Ask", b: "Build" }, default: "a,b,c" },
  shown: { kind: "toggle", label: "Shown", default: true },
  seed: { kind: "seed", label: "Seed", default: 7 },
} as const satisfies ParamSpecs;

const read = (name: keyof typeof specs, text: string) => readParam(specs[name], text);

describe("a value from outside", () => {
  test.each([
    ["nodes", "64", 64],
    ["write", "1e3", 1000],
    ["write", " 5 ", 5],
    ["law", "weibull", "weibull"],
    ["off", "", ""],
    ["off", "ssd,gpu", "gpu,ssd"],
    ["off", "nic,nic", "nic"],
    ["steps", "c,a,b", "c,a,b"],
    ["shown", "false", false],
    ["seed", "999999", 999_999],
  ] as const)("%s takes %j", (name, text, value) => {
    expect(read(name, text)).toEqual({ ok: true, value });
  });

  test.each([
    ["nodes", "", "not a number"],
    ["nodes", "many", "not a number"],
    ["nodes", "Infinity", "not a number"],
    ["nodes", "NaN", "not a number"],
    ["nodes", "7", "outside 8 to 1024 nodes"],
    ["nodes", "8.5", "not a whole number"],
    ["law", "toString", "none of exponential, weibull"],
    ["off", "gpu,dust", "“dust” is none of"],
    ["off", "gpu,", "none of"],
    ["steps", "", "no order of c, a, b"],
    ["steps", "a,b", "takes each once"],
    ["steps", "a,b,b", "takes each once"],
    ["steps", "a,b,c,a", "takes each once"],
    ["shown", "yes", "neither true nor false"],
    ["seed", "0", "outside 1 to 999999"],
    ["seed", "1.5", "not a whole number"],
  ] as const)("%s refuses %j and says why", (name, text, why) => {
    const reading = read(name, text);
    expect(reading.ok).toBe(false);
    if (!reading.ok) expect(reading.why).toContain(why);
  });

  test("of any shape is either refused or inside the specification, and is read again as itself", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), (text) => {
        for (const spec of Object.values(specs)) {
          const reading = readParam(spec, text);
          if (!reading.ok) continue;
          expect(readParam(spec, String(reading.value))).toEqual(reading);
        }
      }),
      { seed: 6 },
    );
  });
});

describe("a lever's number", () => {
  test("is brought into its range, whole where it counts", () => {
    expect(settle(specs.nodes, 3)).toBe(8);
    expect(settle(specs.nodes, 99.6)).toBe(100);
    expect(settle(specs.write, 1e9)).toBe(3600);
    expect(settle(specs.seed, -4)).toBe(1);
  });

  test("that is none becomes the default", () => {
    expect(settle(specs.nodes, Number.NaN)).toBe(64);
    expect(settle(specs.seed, Number.POSITIVE_INFINITY)).toBe(7);
  });

  test("keeps nine digits, so that a link holds what the model took", () => {
    expect(settle(specs.write, 123.456789123)).toBe(123.456789);
  });
});

test("a preset lies over the defaults, and a link carries only what differs from it", () => {
  const preset = defaultsOf(specs, { nodes: 128 });
  expect(preset).toEqual({ nodes: 128, write: 60, law: "exponential", off: "", steps: "a,b,c", shown: true, seed: 7 });
  expect(changedFrom(preset, { ...preset, write: 5, off: "gpu" })).toEqual({ write: 5, off: "gpu" });
});

test("several names stand in one text", () => {
  expect(namesIn("")).toEqual([]);
  expect(namesIn("gpu,ssd")).toEqual(["gpu", "ssd"]);
});
