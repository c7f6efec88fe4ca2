import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command } from "../../src/cli/command.ts";

const PART = "fault-tolerance/cloud-titan/young-daly-audit";
const TRACK = `title: Cloud Titan
order: 1
presets:
  young-daly-audit:
    plan: { label: The plan, params: { nodes: 16384, nodeMtbf: 65536, writeTime: 60, interval: 3600 } }
    small: { label: A small fleet, params: { nodes: 64 } }
`;
const CHAPTER = `---
title: The Audit
model: young-daly-audit
part: 1
preset: plan
---
Words.
`;

let content = "";

beforeAll(() => {
  content = mkdtempSync(join(tmpdir(), "content-"));
  const track = join(content, "fault-tolerance", "cloud-titan");
  mkdirSync(track, { recursive: true });
  writeFileSync(join(track, "track.yaml"), TRACK);
  writeFileSync(join(track, "young-daly-audit.mdx"), CHAPTER);
  writeFileSync(join(track, "lost.mdx"), CHAPTER.replace("model: young-daly-audit", "model: no-such-model"));
});
afterAll(() => rmSync(content, { recursive: true }));

async function call(...args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await command(args, {
    content,
    sim: resolve("src/sim"),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

describe("list", () => {
  test("finds the chapters in the folders, with the presets of their track", async () => {
    const { code, out } = await call("list");
    expect(code).toBe(0);
    expect(out).toContain(PART);
    expect(out).toMatch(/\* plan +The plan/);
  });

  test("is an array with --json", async () => {
    const { out } = await call("list", "--json");
    expect(JSON.parse(out)).toContainEqual({
      chapter: PART,
      title: "The Audit",
      model: "young-daly-audit",
      preset: "plan",
      presets: [
        { name: "plan", label: "The plan" },
        { name: "small", label: "A small fleet" },
      ],
    });
  });
});

describe("a chapter", () => {
  test("starts from its own preset and prints one JSON object of params and model", async () => {
    const { code, out, err } = await call(PART, "--json");
    const { params, model, ...rest } = JSON.parse(out);
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(rest).toEqual({});
    expect(params).toMatchObject({ nodes: 16384, interval: 3600, failureLaw: "exponential", seed: 7 });
    expect(model.mtbf).toBe(4 * 3600);
    expect(model.finished).toBe(true);
  });

  test("lays what is set over the preset, the last word winning", async () => {
    const { out } = await call(
      PART,
      "--preset",
      "small",
      "--set",
      "writeTime=5",
      "--set=writeTime=30",
      "--seed",
      "12",
      "--json",
    );
    expect(JSON.parse(out).params).toMatchObject({ nodes: 64, writeTime: 30, seed: 12 });
  });

  test("takes a text as a lever takes it: choices and several by name", async () => {
    const { out } = await call(PART, "--set", "failureLaw=weibull", "--set", "withoutCauses=nic,faulty-gpu", "--json");
    expect(JSON.parse(out).params).toMatchObject({ failureLaw: "weibull", withoutCauses: "faulty-gpu,nic" });
  });

  test("prints null for what has no end, and then is not finished", async () => {
    const { code, out } = await call(
      PART,
      "--set",
      "nodes=131072",
      "--set",
      "nodeMtbf=1000",
      "--set",
      "interval=86400",
      "--json",
    );
    const { model } = JSON.parse(out);
    expect(code).toBe(0);
    expect(model.tax).toBeNull();
    expect(model.wallClock).toBeNull();
    expect(model.finished).toBe(false);
  });

  test("speaks to people in the words of the page", async () => {
    const { out } = await call(PART);
    expect(out).toMatch(/MTBF of the fleet M +4 h\n/);
    expect(out).toMatch(/Optimal interval, exact τ\* +21 min 15 s\n/);
    expect(out).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("runs a study, its progress apart from its result", async () => {
    const { out, err } = await call(PART, "--study", "monteCarlo", "--json");
    const { study } = JSON.parse(out);
    expect(study.monteCarlo.interval).toHaveLength(40);
    expect(err).toContain("monteCarlo 100 %");
  });
});

describe("a bad argument ends with 2, a sentence, and nothing on standard output", () => {
  test.each([
    ["an unknown chapter", ["fault-tolerance/none"], "There is no chapter “fault-tolerance/none”"],
    ["no chapter", [], "Name a chapter"],
    ["an unknown option", ["list", "--fast"], "Unknown option '--fast'"],
    ["two chapters", [PART, PART], "One chapter at a time"],
    ["a setting without a value", [PART, "--set", "nodes"], "--set takes name=value"],
    ["an unknown lever", [PART, "--set", "node=5"], "has no parameter “node”; it has nodes"],
    ["a name that every object has", [PART, "--set", "constructor=5"], "has no parameter “constructor”"],
    ["a number out of range", [PART, "--set", "nodes=4"], "nodes: 4 lies outside 8 to 131072 nodes"],
    ["half a node", [PART, "--set", "nodes=8.5"], "not a whole number"],
    ["no number", [PART, "--set", "interval="], "is not a number"],
    ["an unknown law", [PART, "--set", "failureLaw=gamma"], "none of exponential, weibull"],
    ["an unknown cause", [PART, "--set", "withoutCauses=dust"], "“dust” is none of"],
    ["a seed of 0", [PART, "--seed", "0"], "outside 1 to 999999"],
    ["an unknown preset", [PART, "--preset", "toString"], "has no preset “toString”; it has plan, small"],
    ["an unknown study", [PART, "--study", "valueOf"], "There is no study “valueOf”"],
    [
      "a chapter without its model",
      ["fault-tolerance/cloud-titan/lost"],
      "there is no fault-tolerance/no-such-model.ts",
    ],
  ])("%s", async (_, args, sentence) => {
    const { code, out, err } = await call(...args, "--json");
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(sentence);
  });
});

test("--help tells the ways to call it", async () => {
  const { code, out } = await call("--help");
  expect(code).toBe(0);
  expect(out).toContain("--set <name>=<value>");
});
