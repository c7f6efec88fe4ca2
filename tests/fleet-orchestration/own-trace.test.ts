import { describe, expect, test } from "vitest";
import { finish } from "../../src/sim/core/run.ts";
import { readSwf } from "../../src/sim/core/swf.ts";
import { ownTrace } from "../../src/sim/fleet-orchestration/parts/own-trace.ts";
import { replay } from "../../src/sim/fleet-orchestration/parts/replay.ts";

const AS_SET = { contiguity: "any", defragmentation: false } as const;
const played = (text: string, how: Parameters<typeof ownTrace>[0] = AS_SET) =>
  finish(ownTrace(how, "resting", undefined, text));

/** A job's line: number, submission, run time, processors, estimate. */
const job = (id: number, submit: number, run: number, size: number, asked = run): string =>
  `${id} ${submit} -1 ${run} ${size} -1 -1 ${size} ${asked} -1 1 1 1 1 1 1 -1 -1`;

/** 16 processors: one node is busy for 100 s, both are asked for, and a short job could pass. */
const PASSING = ["; MaxProcs: 16", job(1, 0, 100, 8), job(2, 1, 100, 16), job(3, 2, 50, 8)].join("\n");

describe("a trace of the reader’s own", () => {
  test("is played under every policy, with the waits that the order gives", () => {
    const { rows, finding } = played(PASSING);
    // Strict order: the second waits 99 s, the third, behind it, 198 s. Else the third passes at once.
    expect(rows.map(({ meanWait }) => meanWait)).toEqual([(0 + 99 + 198) / 3, 99 / 3, 99 / 3]);
    expect(rows.map(({ makespan }) => makespan)).toEqual([250, 200, 200]);
    expect(rows.map(({ utilization }) => utilization)).toEqual([2800 / (16 * 250), 2800 / 3200, 2800 / 3200]);
    expect(rows.map(({ policy }) => policy)).toEqual([
      "First-Come-First-Serve, and Preemption",
      "First-Come-First-Serve + EASY backfill",
      "Best-Fit",
    ]);
    expect(finding).toBe(
      "3 jobs on 2 nodes of eight GPUs wait least under First-Come-First-Serve + EASY backfill and Best-Fit: 33 s in the mean.".replace(
        "33 s",
        "33\u00a0s",
      ),
    );
  });

  test("tells each bad line, each raised estimate and each job that is too large", () => {
    const { notices } = played([PASSING, "one two", job(5, 3, 60, 8, 10), job(6, 4, 10, 24)].join("\n"));
    expect(notices).toEqual([
      "Placed as the levers stood: contiguous means any whole nodes, and defragmentation is off.",
      "The header names 16 processors: it is played on as many GPUs, 8 a node.",
      "1 estimate was below the run time and was raised to it.",
      "1 job asked for more than there is and was left out.",
      "1 line could not be read and was left out:",
      "Line 5: it has 2 fields, and the format has 18.",
    ]);
  });

  test("without a header goes to the lab’s cluster, and waits there for nothing", () => {
    const { notices, finding } = played(job(1, 0, 100, 8));
    expect(notices).toContain("The header names no processors: it is played on the lab’s 10,000 GPUs.");
    expect(finding).toMatch(/^1 job on 1,250 nodes of eight GPUs waits 0.s in the mean under every policy\.$/);
  });

  test("is played as the replay plays it, with the levers’ reading of contiguous", () => {
    const lines = Array.from({ length: 400 }, (_, i) => job(i, 13 * i, 100 + ((37 * i) % 900), 1 + ((7 * i) % 20)));
    const text = ["; MaxProcs: 64", ...lines].join("\n");
    for (const how of [AS_SET, { contiguity: "strict", defragmentation: true } as const]) {
      const { trace } = readSwf(text);
      const shape = { nodes: 8, nodesPerPod: 250, nodesPerRack: 5 };
      const { meanWait, medianWait, longWait, makespan } = finish(replay(trace, { policy: "easy", ...how }, shape));
      expect(played(text, how).rows[1]).toMatchObject({ meanWait, medianWait, longWait, makespan });
    }
  });

  test("that holds no job, or asks for too large a machine, is refused in a sentence", () => {
    expect(() => played("")).toThrow("no line of it is a job. It is empty.");
    expect(() => played("a b c")).toThrow("no line of it is a job. Line 1: it has 3 fields, and the format has 18.");
    expect(() => played(`; MaxProcs: 200000\n${job(1, 0, 1, 1)}`)).toThrow(/^the header names 200,000 processors/);
    expect(() => played(`; MaxProcs: 8\n${job(1, 0, 1, 9)}`)).toThrow("every job of it asks for more than there is.");
  });

  test("tells how far it is, and never goes back", () => {
    const lines = Array.from({ length: 3000 }, (_, i) => job(i, 20 * i, 100, 4));
    const steps = [...ownTrace(AS_SET, "resting", undefined, ["; MaxProcs: 64", ...lines].join("\n"))];
    const shares = steps.map(({ done }) => done);
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });
});
