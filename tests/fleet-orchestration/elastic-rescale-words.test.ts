import { describe, expect, it } from "vitest";
import { duration, fixed } from "../../src/sim/core/quantity.ts";
import { minutes } from "../../src/sim/core/units.ts";
import { params, simulate, unseen } from "../../src/sim/fleet-orchestration/elastic-rescale.ts";
import {
  brokenReplicas,
  GPUS_PER_NODE,
  NODES,
  NODES_PER_RACK,
} from "../../src/sim/fleet-orchestration/parts/elastic-layout.ts";
import { TIME_OUT } from "../../src/sim/fleet-orchestration/parts/elastic-plan.ts";
import { RESTART } from "../../src/sim/fleet-orchestration/parts/elastic-responses.ts";
import { BATCH } from "../../src/sim/fleet-orchestration/parts/elastic-step.ts";
import { survivingCapacity } from "../../src/sim/laws/elastic.ts";
import { fleetGoodput } from "../../src/sim/laws/fleet-cost.ts";
import { sparesFor } from "../../src/sim/laws/fleet-reliability.ts";
import { type Stated, statesOnly } from "../kit/chapter-words.ts";
import { at, chapter, HOLDS, mission } from "./rescale-levers.ts";

const { facts, text, presets } = chapter;
const own = at();
const four = at({ repair: 4 * 60 });
const drop = at({ response: "drop", order: HOLDS });
const shrunk = at({ response: "drop", order: HOLDS, batch: "replica" });
const left = NODES - mission.failed;
const percent = (share: number): string => fixed(100 * share, 0);
const hours = (seconds: number): string => fixed(seconds / 3600, 2);
const MFU = own.mfu / fleetGoodput({ occupancy: 1, timeRatio: own.goodput, mfu: 1 });
/** What each node sends in an AllReduce, in gradients (Patarasuk and Yuan 2009). */
const sent = (ranks: number): number => (2 * (ranks - 1)) / ranks;
// Llama Team 2024: 419 failures in 54 days on 2,048 nodes.
const inRepair = (nodes: number): number => (nodes * 419) / (54 * 2048);
const untilRepair = own.runs.wait.phases.find(({ doing }) => doing === "repair") ?? { from: 0, to: 0 };
const limit = (output: string) => facts.badges.find((badge) => badge.output === output);

const stated: readonly Stated[] = [
  ["ten nodes of your job of 100. ", NODES],
  ["and 90 sound nodes stand still", left],
  ["trains on 100 nodes, in 20 racks of five", NODES, NODES / NODES_PER_RACK],
  ["works through 3,600 samples, 36 on each node", fixed(BATCH, 0), BATCH / NODES],
  ["The other 90 are sound", left],
  ["the same 3,600 samples are dealt to the 90 that live", fixed(BATCH, 0), left],
  ["on the ring of 90, against the ring of 100", left, NODES],
  ["1 is as long as before, 1.1 a tenth longer", 1, 1.1],
  ["goodput × 41 %, over a shift of 8 h", percent(MFU), 8],
  ["new work over what 100 nodes would do; limit 80 %", NODES, percent(limit("goodput")?.atLeast ?? 0)],
  [
    "2 min after the spike. So its repair of two hours ends at 2 h 2 min; the wait for it, once a minute has gone into detecting, is 2 h 1 min",
    own.reconfigure / 60,
    duration(untilRepair.to),
    duration(untilRepair.to - untilRepair.from),
  ],
  // Of the peeks' form for the spares.
  ["with a repair of 24 h. A spike", 24],
  ["within 2 % of the break-even", percent(facts.search?.atMost ?? 0)],
  ["going back to a repair of 0", 0],
  [
    "a wait of 20 min, less a standstill of 2 min, over a tenth; or over 0.0995 to be exact",
    mission.spareTime + mission.sinceSave,
    own.reconfigure / 60,
    fixed(1 - drop.throughput, 4),
  ],
  ["a ring of 90 has fewer stations than one of 100", left, NODES],
  ["1.98 times on a ring of 100, 1.978 times on one of 90", fixed(sent(NODES), 2), NODES, fixed(sent(left), 3), left],
  ["The sums were 0.5 % of a step", fixed(100 * own.ringShare, 1)],
  ["The same 3,600 samples are 40 on each of 90 nodes, not 36", fixed(BATCH, 0), BATCH / left, left, BATCH / NODES],
  ["goes on at 90 % of its throughput", percent(drop.throughput)],
  ["How many of the 100 nodes still work", NODES],
  ["break about eight of 20 replicas", NODES / NODES_PER_RACK],
  ["and gives 90 back", left],
  ["Two orders of 120 hold", 5 * 4 * 3 * 2],
  ["runs again after 2 min, at 90 %", own.reconfigure / 60, percent(drop.throughput)],
  ["Spares need 20 min", own.spareLoss / 60],
  ["Going on at 90 %", percent(drop.throughput)],
  ["2 min and a tenth of four hours are 0.43 h", own.reconfigure / 60, hours(four.lostDrop)],
  ["lose their 20 min, 0.33 h", own.spareLoss / 60, hours(four.lostSpare)],
  ["With four it is 0.43 h against 0.33 h", hours(four.lostDrop), hours(four.lostSpare)],
  ["Yes: 0.33 h against 0.43 h", hours(four.lostSpare), hours(four.lostDrop)],
  ["in full length: 100 nodes in four rows", NODES],
  ["about 0.9 five times over", left / NODES],
  ["419 failures in 54 days on 2,048 nodes", 419, 54, "2,048"],
  ["a repair of 24 h, 0.379 of 100 nodes are in repair", 24, fixed(inRepair(NODES), 3), NODES],
  [
    "for 99 % of the time; for 2,048 nodes it takes 15",
    99,
    "2,048",
    sparesFor({ meanInRepair: inRepair(2048), confidence: 0.99 }),
  ],
  ["may take from the fleet’s 15", mission.spares],
  [
    "they win $235 over going on",
    fixed(((four.lostDrop - four.lostSpare) / 3600) * NODES * GPUS_PER_NODE * mission.price, 0),
  ],
  ["does 3,240 samples on 90 replicas", fixed(shrunk.batchNow, 0), left],
  ["the same 90 %, but", percent(shrunk.throughput)],
  ["was tuned for 3,600", fixed(BATCH, 0)],
  ["to 0.90 of what it was", fixed(shrunk.rateLinear, 2)],
  ["the root of that is advised, 0.95", fixed(shrunk.rateRoot, 2)],
  [
    "3,600 goes into 100 and into 90; into 89 it does not, and all wait for the replicas with 41",
    fixed(BATCH, 0),
    NODES,
    left,
    left - 1,
    Math.ceil(BATCH / (left - 1)),
  ],
  // Machine Learning Systems, volume 2: transition, heartbeat, restart, load, warm up.
  ["10 s to 60 s and 60 s until", params.formation.min, params.formation.max, params.detection.default],
  ["the 180 s, 36 s and 120 s", 180, 36, RESTART - 180 - 36],
  [
    "10 s to leave a step, 15 s to deal its samples, 5 s to resume, 120 s more to move shards, a step of 8 s, 1 GB of gradients, 15 min until spares run, and 5 min since the last checkpoint",
    ...["drain", "reshard", "resume"].map((name) => {
      const phase = drop.runs.drop.phases.find(({ doing }) => doing === name);
      return (phase?.to ?? 0) - (phase?.from ?? 0);
    }),
    own.reshardStop - own.reconfigure,
    mission.compute,
    mission.gradients,
    mission.spareTime,
    mission.sinceSave,
  ],
];

statesOnly(text, stated, /10-iteration|Llama 3/g);

describe("the claims of the words", () => {
  it("“ten nodes” and “eight GPUs”, “two hours”, “ten minutes”, “three hours”: numbers that are words", () => {
    expect(mission.failed).toBe(10);
    expect(GPUS_PER_NODE).toBe(8);
    expect(mission.repair).toBe(2 * 60);
    expect(TIME_OUT).toBe(minutes(10));
    expect(mission.detection).toBe(60);
    expect(Math.round(own.breakEven / 3600)).toBe(3);
  });

  it("the elastic job loses less than the spares at two hours, more at four", () => {
    expect(own.lostDrop).toBeLessThan(own.lostSpare);
    expect(four.lostDrop).toBeGreaterThan(four.lostSpare);
  });

  it("about eight of 20 replicas break in the mean, two where racks die, and re-sharding takes two minutes more", () => {
    const broken = 20 * (1 - survivingCapacity({ replicas: 20, nodesPerReplica: 5, failedNodes: 10 }));
    expect(Math.round(broken)).toBe(8);
    const racks = simulate({ ...mission, ...presets.wholeRacks?.params } as typeof mission);
    expect(racks.replicas - racks.replicasLeft).toBe(2);
    expect(own.reshardStop - own.reconfigure).toBe(minutes(2));
    expect(at({ response: "reshard", order: HOLDS, replica: "5" }).capacity).toBe(0.9);
  });

  it("a rack of five dead nodes breaks one replica of five or two of four, wherever it stands", () => {
    for (let rack = 0; rack < NODES / NODES_PER_RACK; rack++) {
      const dead = Array.from({ length: NODES_PER_RACK }, (_, i) => NODES_PER_RACK * rack + i);
      expect(brokenReplicas(dead, 5)).toBe(1);
      expect(brokenReplicas(dead, 4)).toBe(2);
    }
  });

  it("placing is worth a third of the job: 90 nodes against 58", () => {
    expect((own.rackedFives - own.leftOfFives) / NODES).toBeCloseTo(1 / 3, 1);
  });

  it("the mission’s steps fail as they stand, and moving Drain to the second place mends them", () => {
    expect(at({ response: "drop" }).stalled).toBe(1);
    expect(at({ response: "drop", order: "detect,drain,reshard,reform,resume" }).stalled).toBe(0);
  });

  it("two spares leave eight nodes to wait for", () => {
    const two = simulate({ ...mission, ...presets.twoSpares?.params } as typeof mission);
    expect(two.sparesShort).toBe(8);
    expect(two.lostWork).toBe(two.lostWait);
  });
});

describe("badges and failures", () => {
  const holds = (model: typeof own) =>
    facts.badges.map(({ output, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost;
    });

  it("waiting misses two badges, elastic meets all three, spares miss the five minutes", () => {
    expect(holds(own)).toEqual([false, false, true]);
    expect(holds(drop)).toEqual([true, true, true]);
    expect(holds(at({ response: "spare" }))).toEqual([true, false, true]);
    expect(holds(shrunk)).toEqual([true, true, false]);
  });

  it("each failure is reached and taken back by one lever", () => {
    const broken = (model: typeof own) =>
      facts.failures.filter(({ output, above }) => Number(Reflect.get(model, output)) > above).map(({ name }) => name);
    expect(broken(own)).toEqual([]);
    expect(broken(at({ response: "drop" }))).toEqual(["ringStalled"]);
    expect(broken(drop)).toEqual([]);
    const small = { response: "drop", order: HOLDS, replica: "5", batch: "replica" } as const;
    expect(broken(at(small))).toEqual(["batchTooSmallToConvergeAsPlanned"]);
    expect(broken(at({ ...small, batch: "global" }))).toEqual([]);
    expect(broken(at({ ...small, failed: 2, replica: "1" }))).toEqual([]);
  });
});

describe("the search", () => {
  it("is told by two trials, and 2 % around the break-even count", () => {
    const hidden = at(unseen(4));
    const near = (factor: number) => at({ ...unseen(4), repair: (factor * hidden.breakEven) / 60 }).breakEvenMiss;
    expect(near(1.019)).toBeLessThan(facts.search?.atMost ?? 0);
    expect(near(1.021)).toBeGreaterThan(facts.search?.atMost ?? 1);
    expect(near(0.979)).toBeGreaterThan(facts.search?.atMost ?? 1);
  });
});
