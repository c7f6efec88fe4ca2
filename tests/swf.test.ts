import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command } from "../src/cli/command.ts";
import { easyStarts } from "../src/sim/core/easy.ts";
import { fcfsStarts } from "../src/sim/core/fcfs.ts";
import { readSwf } from "../src/sim/core/swf.ts";
import { slowEasy, slowFcfs } from "./slow-queue.ts";

const GOOD = "1 0 -1 10 6 -1 -1 6 10 -1 1 1 1 -1 1 -1 -1 -1";

const FILE = `; Version: 2
; MaxNodes: 10
${GOOD}
2 1 -1 5 8 -1 -1 -1 -1 -1 1 1 1 -1 1 -1 -1 -1
3 2 -1 8
oops
4 3 -1 -1 4 -1 -1 4 20 -1 0 1 1 -1 1 -1 -1 -1
5 4 -1 x 2 -1 -1 2 3 -1 1 1 1 -1 1 -1 -1 -1
6 5 -1 9 -1 -1 -1 -1 3 -1 1 1 1 -1 1 -1 -1 -1
7 9 -1 20 4 -1 -1 3 12 -1 1 1 1 -1 1 -1 -1 -1
8 6 -1 3 2 -1 -1 2 3 -1 1 1 1 -1 1 -1 -1 -1
`;

describe("a trace in the Standard Workload Format", () => {
  const { trace, ids, bad, notices, processors } = readSwf(FILE);

  test("keeps every line that can be read, in the order of submission", () => {
    expect([...ids]).toEqual([1, 2, 8, 7]);
    expect([...trace.submit]).toEqual([0, 1, 6, 9]);
    expect(processors).toBe(10);
  });

  test("takes processors from field 8, else 5", () => {
    expect([...trace.size]).toEqual([6, 8, 2, 3]);
  });

  test("takes the estimate from field 9, else 4, and raises it to the run time", () => {
    expect([...trace.run]).toEqual([10, 5, 3, 20]);
    expect([...trace.estimate]).toEqual([10, 5, 3, 20]);
    expect(notices.join(" ")).toContain("1 estimate was below the run time");
  });

  test("tells each bad line and why", () => {
    expect(bad.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9]);
    expect(bad.map(({ why }) => why)).toEqual([
      "Line 5: it has 4 fields, and the format has 18.",
      "Line 6: it has 1 field, and the format has 18.",
      "Line 7: field 4, run time, is -1: the job never ran, or it is not known for how long.",
      "Line 8: field 4, run time, is “x”, which is no number.",
      "Line 9: fields 8 and 5 name no processors (-1 and -1).",
    ]);
  });

  test("may have any ends of lines, and none at all", () => {
    expect(readSwf(`${GOOD}\r\n${GOOD}\r${GOOD}`).ids.length).toBe(3);
    expect(readSwf("").ids.length).toBe(0);
  });

  test("is not lost over a part of a processor or a time before it began", () => {
    const odd = readSwf(`${GOOD}\n${GOOD.replace(" 6 10 ", " 1.5 10 ")}\n${GOOD.replace("1 0", "1 -5")}`);
    expect(odd.ids.length).toBe(1);
    expect(odd.bad.map(({ why }) => why).join(" ")).toMatch(/1\.5 processors.*before the trace begins/);
  });
});

describe("sim queue", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "traces-"));
    writeFileSync(join(folder, "trace.swf"), FILE);
    writeFileSync(join(folder, "empty.swf"), "; nothing\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function call(...args: readonly string[]) {
    let [out, err] = ["", ""];
    const code = await command(["queue", ...args], {
      content: resolve("src/content"),
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
  const file = (name: string) => join(folder, name);

  test("prints one JSON object, and what was wrong to the error stream", async () => {
    const { code, out, err } = await call(file("trace.swf"), "--policy", "easy", "--json");
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(out))).toEqual(["jobs", "meanWait", "makespan", "utilization", "starts"]);
    // 6 until 10; 8 waits for it; 2 (3 s) passes it at 6; 3 (20 s) does not fit beside 8 and waits for 15.
    expect(JSON.parse(out).starts).toEqual([0, 10, 6, 15]);
    expect(err).toContain("Line 6:");
  });

  test("leaves out a job that is larger than the pool, and says so", async () => {
    const { out, err } = await call(file("trace.swf"), "--gpus", "7", "--json");
    expect(JSON.parse(out).starts).toEqual([0, null, 10, 10]);
    expect(err).toContain("1 job is larger than 7 GPUs");
  });

  test("speaks to a reader too", async () => {
    const { out } = await call(file("trace.swf"));
    expect(out).toMatch(/Jobs +4/);
    expect(out).toContain("on 10 GPUs");
  });

  test.each([
    [["none.swf"], "cannot be read"],
    [[], "Name the trace"],
    [["a.swf", "b.swf"], "one word too many"],
    [["trace.swf", "--policy", "best"], "no policy “best”"],
    [["trace.swf", "--gpus", "0.5"], "--gpus takes"],
    [["trace.swf", "--colour"], "--help"],
    [["empty.swf"], "no job"],
  ])("%j exits with 2 and a sentence", async ([name, ...rest], why) => {
    const { code, out, err } = await call(...(name === undefined ? [] : [file(name)]), ...rest);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(why);
  });
});

/** Not part of the project: tested where it lies beside it. */
const LUBLIN = resolve("../shared/data/lublin_256.swf");

describe.skipIf(!existsSync(LUBLIN))("10,000 jobs of the Lublin–Feitelson model on 256 processors", () => {
  const { trace, bad, processors } = readSwf(existsSync(LUBLIN) ? readFileSync(LUBLIN, "utf8") : "");

  test("are all read", () => {
    expect([trace.submit.length, bad.length, processors]).toEqual([10_000, 0, 256]);
  });

  test("start under FCFS as in a slow, obvious scheduler", () => {
    expect([...fcfsStarts(trace, 256)]).toEqual(slowFcfs(trace, 256));
  });

  test("start under EASY as in a slow, obvious scheduler", () => {
    expect([...easyStarts(trace, 256)]).toEqual(slowEasy(trace, 256).starts);
  });
});
