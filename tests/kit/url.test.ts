import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { isShown, openAddress, openingParams, PARTS, readQuery, writeQuery } from "../../src/components/kit/url.ts";
import { changedFrom, type ParamSpecs, readParam } from "../../src/sim/core/params.ts";

const specs: ParamSpecs = {
  nodes: {
    kind: "range",
    label: "Nodes",
    unit: "",
    min: 8,
    max: 131_072,
    default: 1024,
    scale: "log",
    whole: true,
    ticks: [],
  },
  interval: {
    kind: "range",
    label: "Interval",
    unit: "s",
    min: 10,
    max: 86_400,
    default: 600,
    scale: "log",
    ticks: [],
  },
  law: {
    kind: "choice",
    label: "Law",
    options: { exponential: "Exponential", weibull: "Weibull" },
    default: "exponential",
  },
  storm: { kind: "toggle", label: "Storm", default: false },
  causes: {
    kind: "several",
    label: "Causes",
    options: { hbm: "HBM", link: "Link", host: "Host" },
    default: "hbm,link",
  },
  seed: { kind: "seed", label: "Seed", default: 1 },
};
const presets = { plan: { params: { nodes: 16_384 } }, llama: { params: { nodes: 16_384, interval: 900 } } };
const names = Object.keys(presets);
const read = (search: string) => readQuery(search, specs, names);

describe("a link's query", () => {
  test("that says nothing leaves all at its default", () => {
    expect(read("")).toEqual({
      preset: null,
      params: {},
      seed: null,
      assign: null,
      mode: "learn",
      held: [],
      only: null,
      hide: [],
      theme: null,
      links: true,
      notices: [],
    });
  });

  test("is read whole, each key in its type", () => {
    const query = read(
      "?preset=llama&p.nodes=4096&p.law=weibull&p.storm=true&p.causes=host,hbm&seed=42&assign=MLSys%2007.b&mode=review&fix=nodes,law&hide=log,peek&theme=dark&links=0",
    );
    expect(query).toEqual({
      preset: "llama",
      params: { seed: 42, nodes: 4096, law: "weibull", storm: true, causes: "hbm,host" },
      seed: 42,
      assign: "MLSys 07.b",
      mode: "review",
      held: ["nodes", "law"],
      only: null,
      hide: ["log", "peek"],
      theme: "dark",
      links: false,
      notices: [],
    });
  });

  test("of an LMS brings keys of its own, which are passed over in silence", () => {
    expect(read("?lti_message_hint=x&utm_source=y&P.nodes=3&__proto__=1&constructor=2").notices).toEqual([]);
  });

  test.each([
    ["preset=titan", "preset=titan was not taken: it takes plan, llama. The chapter’s own preset stands."],
    ["p.nodes=abc", "“abc” is not a number; it takes 8 to 131072. The preset’s value stands."],
    ["p.nodes=9.5", "9.5 is not a whole number"],
    ["p.interval=1", "1 lies outside 10 to 86400 s"],
    ["p.law=gamma", "“gamma” is none of exponential, weibull"],
    ["p.storm=yes", "“yes” is neither true nor false"],
    ["p.causes=hbm,moon", "“moon” is none of hbm, link, host"],
    ["p.gpus=3", "this chapter has no lever of that name. It changes nothing."],
    ["p.__proto__=3", "this chapter has no lever of that name"],
    ["p.constructor=3", "this chapter has no lever of that name"],
    ["seed=0", "0 lies outside 1 to 999999. The preset’s seed stands."],
    ["assign=%3Cscript%3E", "an assignment’s id has 1 to 80 letters"],
    ["mode=exam", "it takes learn, demo, review. The page opens to learn."],
    ["fix=gpus", "No lever is held."],
    ["fix=nodes,gpus", "The other names count."],
    ["only=", "All parts are shown."],
    ["hide=answers", "No part is hidden."],
    ["theme=sepia", "The device’s theme stands."],
    ["links=no", "it takes 0, 1. Links are shown."],
    ["mode=demo&mode=learn", "gives mode 2 times; the first counts."],
  ])("with %s is told in one sentence", (search, sentence) => {
    expect(read(search).notices).toHaveLength(1);
    expect(read(search).notices[0]).toContain(sentence);
  });

  test("names the parts to show, those to hide, or both", () => {
    const shown = (search: string) => PARTS.filter((part) => isShown(read(search), part));
    expect(shown("")).toEqual([...PARTS]);
    expect(shown("only=workbench,log&hide=log")).toEqual(["workbench"]);
    expect(shown("hide=lock")).not.toContain("lock");
  });

  test("gives its seed to the unseen case and to the run; p.seed sets the run alone", () => {
    expect(read("seed=7")).toMatchObject({ seed: 7, params: { seed: 7 } });
    expect(read("seed=7&p.seed=3")).toMatchObject({ seed: 7, params: { seed: 3 } });
    expect(readQuery("seed=7", {}, [])).toMatchObject({ seed: 7, params: {}, notices: [] });
  });
});

describe("10,000 links", () => {
  const name = fc.oneof(
    fc.constantFrom(...Object.keys(specs), "__proto__", "constructor", "toString", "gpus"),
    fc.string(),
  );
  const key = fc.oneof(
    fc.constantFrom(
      "preset",
      "seed",
      "assign",
      "mode",
      "fix",
      "only",
      "hide",
      "theme",
      "links",
      "__proto__",
      "utm_source",
    ),
    name.map((text) => `p.${text}`),
    fc.string(),
  );
  const value = fc.oneof(
    fc.constantFrom(
      "learn",
      "demo",
      "plan",
      "lock,log",
      "nodes",
      "hbm",
      "true",
      "Infinity",
      "-0",
      "1e400",
      "NaN",
      "0x10",
      "",
    ),
    fc.double().map(String),
    fc.integer().map(String),
    fc.string({ unit: "binary" }),
    fc.string({ minLength: 500, maxLength: 3000 }),
  );
  const pairs = fc.array(fc.tuple(key, value), { maxLength: 8 }).map((list) => `?${new URLSearchParams(list)}`);
  const links = fc.oneof({ weight: 4, arbitrary: pairs }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) });

  test("never throw, and each value is taken or told and replaced", () => {
    fc.assert(
      fc.property(links, (search) => {
        const query = read(search);
        const given = new URLSearchParams(search);
        for (const key of new Set(given.keys())) {
          const text = given.get(key) ?? "";
          const told = query.notices.some((notice) => notice.includes(key.slice(0, 40)));
          if (key.startsWith("p.")) {
            const spec = Object.hasOwn(specs, key.slice(2)) ? specs[key.slice(2)] : undefined;
            const reading = spec && readParam(spec, text);
            if (reading?.ok) expect(query.params[key.slice(2)]).toBe(reading.value);
            else expect(told).toBe(true);
          }
          if (key === "mode") expect(query.mode === text || (told && query.mode === "learn")).toBe(true);
          if (key === "preset") expect(query.preset === text || (told && query.preset === null)).toBe(true);
          if (key === "seed") expect(query.seed === Number(text) || (told && query.seed === null)).toBe(true);
          if (key === "assign") expect(query.assign === text || (told && query.assign === null)).toBe(true);
          if (key === "theme") expect(query.theme === text || (told && query.theme === null)).toBe(true);
        }
        expect(Object.keys(query.params).every((name) => Object.hasOwn(specs, name))).toBe(true);
        expect(query.notices.every((notice) => notice.length < 450)).toBe(true);
        const params = openingParams(query, specs, presets, "plan");
        expect(Object.keys(params).sort()).toEqual(Object.keys(specs).sort());
      }),
      { numRuns: 10_000, seed: 20261122 },
    );
  });

  const levers = fc.record({
    nodes: fc.integer({ min: 8, max: 131_072 }),
    interval: fc.double({ min: 10, max: 86_400, noNaN: true }),
    law: fc.constantFrom("exponential", "weibull"),
    storm: fc.boolean(),
    causes: fc.subarray(["hbm", "link", "host"]).map((list) => list.join(",")),
    seed: fc.integer({ min: 1, max: 999_999 }),
  });

  test("written and then read give the same preset and parameters", () => {
    const first = fc.constantFrom(
      "",
      "?seed=5",
      "?seed=5&p.seed=8",
      "?p.nodes=99&mode=demo&p.gpus=1",
      "?preset=llama&p.law=weibull",
    );
    fc.assert(
      fc.property(levers, fc.constantFrom("plan", "llama"), first, (params, preset, search) => {
        const mission = openingParams({ preset, params: {} }, specs, presets, "plan");
        const written = writeQuery(search, specs, { preset, ownPreset: "plan", mission, params });
        const query = read(written);
        expect(query.notices).toEqual([]);
        expect(query.preset ?? "plan").toBe(preset);
        expect(changedFrom(openingParams(query, specs, presets, "plan"), params)).toEqual({});
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

describe("writing", () => {
  const mission = openingParams({ preset: null, params: {} }, specs, presets, "plan");
  const state = { preset: "plan", ownPreset: "plan", mission };

  test("carries only what differs from the preset, and keeps the instructor’s keys", () => {
    const search = "?assign=hw3&p.law=weibull&p.gpus=1&preset=llama&fix=nodes,law&utm_source=lms";
    const written = writeQuery(search, specs, { ...state, params: { ...mission, interval: 1200 } });
    expect(written).toBe("?assign=hw3&fix=nodes,law&utm_source=lms&p.interval=1200");
    expect(writeQuery("?p.nodes=99", specs, { ...state, params: mission })).toBe("");
  });
});

describe("the address bar", () => {
  const open = (
    href: string,
    replaceState: (state: unknown, title: string, href: string) => void = () => undefined,
  ) => {
    const location = { href };
    const replaced = vi.fn((state: unknown, title: string, next?: string | URL | null) => {
      replaceState(state, title, String(next));
      location.href = String(next);
    });
    const window = { location, history: { state: null, replaceState: replaced }, setTimeout, clearTimeout };
    return { address: openAddress(window), location, replaced };
  };

  test("is written once for a hundred moves, 300 ms after the last", () => {
    vi.useFakeTimers();
    const { address, location, replaced } = open("https://x.org/lab/?mode=demo#further");
    for (let nodes = 0; nodes < 100; nodes++) address.replace(`?p.nodes=${nodes}`);
    vi.advanceTimersByTime(299);
    expect(replaced).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(replaced).toHaveBeenCalledOnce();
    expect(location.href).toBe("https://x.org/lab/?p.nodes=99#further");
    address.replace("?p.nodes=99");
    vi.runAllTimers();
    expect(replaced).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  test("loses a record’s fragment at the first move, so that a reload shows what the levers show", () => {
    vi.useFakeTimers();
    const { address, location } = open("https://x.org/lab/#s=1.abc");
    expect([address.query, address.fragment, address.page]).toEqual(["", "#s=1.abc", "https://x.org/lab/"]);
    address.replace("?p.nodes=9");
    vi.runAllTimers();
    expect(location.href).toBe("https://x.org/lab/?p.nodes=9");
    vi.useRealTimers();
  });

  test("may be refused, which breaks nothing", () => {
    vi.useFakeTimers();
    const { address } = open("https://x.org/lab/", () => {
      throw new DOMException("too many calls", "SecurityError");
    });
    address.replace("?p.nodes=9");
    expect(() => vi.runAllTimers()).not.toThrow();
    vi.useRealTimers();
  });
});
