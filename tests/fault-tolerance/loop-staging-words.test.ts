import { describe, expect, it } from "vitest";
import { duration, fixed } from "../../src/sim/core/quantity.ts";
import { finish } from "../../src/sim/core/run.ts";
import { DAY } from "../../src/sim/core/units.ts";
import { LOOPS, simulate, studies } from "../../src/sim/fault-tolerance/loop-staging.ts";
import { framesMissed } from "../../src/sim/fault-tolerance/parts/loop-car.ts";
import type { LoopStagingParams } from "../../src/sim/fault-tolerance/parts/loop-staging-levers.ts";
import { prose, readChapter, readContent, type Stated, statesOnly } from "../kit/chapter-words.ts";

const { facts, body, text, presets, sections } = readChapter("fault-tolerance/edge-guardian/async-staging");
const lab = readContent("fault-tolerance/lab.yaml");

// The mission, as the track has it, and what follows from it by hand.
const mission: LoopStagingParams = {
  mode: "blocking",
  chunk: 8,
  interval: 1000,
  stateSize: 64,
  bandwidth: 32,
  flashRate: 0.3,
  meanCompute: 7.2,
  mostCompute: 8.9,
  rewritten: 1,
  seed: 11,
};
const everyLoop = { mode: "chunked", interval: 10 } as const;
const at = (changes: Partial<LoopStagingParams> = {}) => simulate({ ...mission, ...changes });
const { stateSize: S, bandwidth: B, flashRate: r, meanCompute: mean, mostCompute: most } = mission;
const T = 10; // ms
const loopsASecond = 1000 / T;
const copy = S / B; // ms: MB over GB/s
const write = S / r; // ms
const slack = T - most;
const largest = slack * B; // MB

/**
 * The law by a second way: a floor and three exponential stages, its two constants solved by halving from the mean and the cut-off
 * at 12 scales, with the mean summed up over the survival and no closed form of it.
 */
const survival = (y: number): number => (y <= 0 ? 1 : Math.exp(-y) * (1 + y + y ** 2 / 2));
const meanOf = (scale: number): number => {
  const floor = most - 12 * scale;
  const steps = 40_000;
  let sum = floor;
  for (let i = 0; i < steps; i++) sum += (survival(((i + 0.5) / steps) * 12) * 12 * scale) / steps;
  return sum;
};
/** Where a falling function takes a value, by halving. */
function solve(of: (x: number) => number, target: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (of(middle) > target) low = middle;
    else high = middle;
  }
  return low;
}
const scale = solve(meanOf, mean, 0.01, 0.5);
const floor = most - 12 * scale;
const beyond = (ms: number): number => (ms >= most ? 0 : survival((ms - floor) / scale));
/** The time that one loop in so many exceeds (ms). */
const exceededBy = (share: number): number => solve(beyond, share, floor, most);
const late = beyond(T - copy);
const meanChunk = (T - mean) * B;
const oneInThousand = (T - exceededBy(0.001)) * B;

/** Variance of the cut law, ∫ 2t S(t) dt − mean², and a bell curve's tail by Simpson's rule. */
const spread = (() => {
  const steps = 40_000;
  let square = 0;
  for (let i = 0; i < steps; i++) {
    const t = ((i + 0.5) / steps) * most;
    square += (2 * t * (t < floor ? 1 : beyond(t)) * most) / steps;
  }
  return Math.sqrt(square - mean ** 2);
})();
const bell = (z: number): number => {
  const steps = 2000;
  const h = 10 / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 ? 4 : 2;
    sum += weight * Math.exp(-((z + i * h) ** 2) / 2);
  }
  return (sum * h) / 3 / Math.sqrt(2 * Math.PI);
};
const sigmas = (T - copy - mean) / spread;

const shadow = at({ mode: "shadow" });
const blocking = at();
const eight = at({ ...everyLoop });
const found = finish(studies.largestChunk(mission, "resting"));
const rounded = (value: number, digits = 0): string => fixed(value, digits);
const ages = [152, 43];

const STATED: readonly Stated[] = [
  // the situation
  ["has 10 ms to perceive, predict and decide, 100 times a second", T, loopsASecond],
  ["Every 10 ms a tick", T],
  ["computes for 7.2 ms in the mean. Some loops take longer, and at 8.9 ms a cut-off", mean, most],
  ["64 MB of what is where", S],
  ["writes all 64 MB to flash, an eMMC that takes 0.3 GB/s: 213 ms", S, r, rounded(write)],
  [
    "That is 23 frames without a decision in time, once a second; at 30 m/s, 7 m of road",
    framesMissed((mean + write) / 1000),
    30,
    rounded(30 * framesMissed((mean + write) / 1000) * (T / 1000)),
  ],
  ["copy at 32 GB/s: all 64 MB, to spare DRAM that outlives a reset, in 2.0 ms", B, S, rounded(copy, 1)],
  ["this class moves 200 GB/s through", 200], // Machine Learning Systems, volume II: Orin class
  // the lock
  [
    "Instead of stopping for 213 ms, a loop copies all 64 MB to spare DRAM in 2.0 ms",
    rounded(write),
    S,
    rounded(copy, 1),
  ],
  ["computes for 7.2 ms of its 10 in the mean. Of 1,000 such copies", mean, T, rounded(1000)],
  [
    "7.2 ms of computing and 2.0 ms of copying are 9.2 ms, which is less than 10",
    mean,
    rounded(copy, 1),
    rounded(mean + copy, 1),
    T,
  ],
  ["Some, up to 200", facts.lock.choices.some?.to ?? Number.NaN],
  ["Most, more than 200", (facts.lock.choices.most?.from ?? Number.NaN) - 1],
  ["Of 1,000 loops that each copy all 64 MB", rounded(1000), S],
  // the workbench
  ["in 1,000. It is", rounded(1000)],
  ["in 1,000, about one late copy in 40", rounded(1000), rounded(1 / late)],
  ["27 of its 1,000 copies are late", shadow.latePasses, rounded(shadow.snapshots)],
  ["lasts 100,000 loops, 1,000 s", rounded(LOOPS), rounded((LOOPS * T) / 1000)],
  ["a memory of 200 GB/s", 200],
  ["Part 1 missed none. It added 2.0 ms of copying to a loop of exactly 7.2 ms", 1, rounded(copy, 1), mean],
  ["the next tick comes after 10 ms", T],
  ["one of 10.1 ms costs two", 10.1],
  // the peeks
  [
    "For the mission = 6.633 ms and = 0.189 ms give the mean of 7.2 ms and put the cut-off 12",
    rounded(floor, 3),
    rounded(scale, 3),
    mean,
    12,
  ],
  ["from there on it is 0.", 0],
  ["Erlang’s law of shape 3", 3],
  ["from the memory’s 200 GB/s", 200],
  // the search
  ["Each trial drives 100,000 loops", rounded(LOOPS)],
  ["within 2 % of the largest", 100 * (facts.search?.atMost ?? Number.NaN)],
  ["in 100,000 loops some loop reaches the cut-off", rounded(LOOPS)],
  ["where it meets 10 ms", T],
  // the refutations
  ["7.2 + 2.0 = 9.2 ms", mean, rounded(copy, 1), rounded(mean + copy, 1)],
  [
    "computing took 8.0 ms or less; 24.8 loops of 1,000 take longer, some the full 8.9 ms, and those end at up to 10.9 ms",
    rounded(T - copy, 1),
    rounded(1000 * late, 1),
    rounded(1000),
    most,
    rounded(most + copy, 1),
  ],
  ["one comes every 40 s", rounded(1 / late)],
  ["follows from 8.9 + 2.0 = 10.9 ms", most, rounded(copy, 1), rounded(most + copy, 1)],
  ["between 8.0 and 8.9 ms are spread", rounded(T - copy, 1), most],
  ["direction is right: 8.9 + 2.0 = 10.9 ms", most, rounded(copy, 1), rounded(most + copy, 1)],
  ["8.0 ms lies 2.45 standard deviations above", rounded(T - copy, 1), rounded(sigmas, 2)],
  ["more than half with every 0.2 ms", 0.2],
  ["one late loop comes every 40 s", rounded(1 / late)],
  ["same mean and spread gets 7.", rounded(1000 * bell(sigmas))],
  [
    "floor lies 0.6 ms below the mean, their cut-off 1.7 ms above it",
    rounded(mean - floor, 1),
    rounded(most - mean, 1),
  ],
  ["more of them take longer than 8.0 ms: 24.8", rounded(T - copy, 1), rounded(1000 * late, 1)],
  ["975 loops of 1,000 leave those 2.0 ms", rounded(1000 * (1 - late)), rounded(1000), rounded(copy, 1)],
  // the explanation
  ["leaves 2.8 ms in the mean, enough for 89.6 MB at 32 GB/s", rounded(T - mean, 1), rounded(meanChunk, 1), B],
  [
    "42 of 100 would be late, because 42 of 100 are slower than the mean",
    ...[1, 2].flatMap(() => [rounded(100 * beyond(mean)), 100]),
  ],
  ["At 8.9 ms the cut-off stops it, so every loop leaves 1.1 ms", most, rounded(slack, 1)],
  ["does not fit into 35.2 MB", rounded(largest, 1)],
  ["At 8 MB a loop the snapshot is whole after 8 loops", 8, S / 8],
  ["at worst 152 ms old; at 35 MB, 43 ms", ages[0] ?? "", 35, ages[1] ?? ""],
  [
    "misses 23 deadlines a second and is at worst 1.22 s old",
    framesMissed((mean + write) / 1000),
    rounded((1000 + write + 2) / 1000, 2), // one interval, the write, and what two loops differ in computing
  ],
  ["one late loop in 1,000, where a chunk", rounded(1000)],
  ["larger than 35.2 MB could", rounded(largest, 1)],
  [
    "1 loop in 1,000 computes for longer than 8.75 ms, and what that leaves takes 39.9 MB, 13 % more",
    1,
    rounded(1000),
    rounded(exceededBy(0.001), 2),
    rounded(oneInThousand, 1),
    rounded(100 * (oneInThousand / largest - 1)),
  ],
  [
    "at 100 loops a second, 1 in 1,000 is a late loop every 10 s",
    loopsASecond,
    1,
    rounded(1000),
    rounded(1000 / loopsASecond),
  ],
  [
    "52.8 MB take 1.65 ms, and 6 loops of 1,000 compute for longer than the 8.35 ms that remain",
    rounded(1.5 * largest, 1),
    rounded((1.5 * largest) / B, 2),
    rounded(1000 * beyond(T - (1.5 * largest) / B)),
    rounded(1000),
    rounded(T - (1.5 * largest) / B, 2),
  ],
  ["One in 1,000 computes for longer than 8.75 ms, hardly", rounded(1000), rounded(exceededBy(0.001), 2)],
  [
    "at 89.6 MB not 1 loop in 1,000 is late but 42 in 100",
    rounded(meanChunk, 1),
    1,
    rounded(1000),
    rounded(100 * beyond(mean)),
    100,
  ],
  ["999 of 1,000 stay below 8.75 ms", 999, rounded(1000), rounded(exceededBy(0.001), 2)],
  // reflection and log
  [
    "“99 % of our loops compute for at most 8.2 ms, so size the chunk for 8.2 ms.”",
    99,
    ...[1, 2].map(() => rounded(exceededBy(0.01), 1)),
  ],
  ["Defend the 8.9.", most],
  ["One drive of 1,000 s", rounded((LOOPS * T) / 1000)],
  ["the first 60 are told", blocking.run.firstLate.length],
  // further: the bisection, what is stored where, and the law
  ["chunks on drives of 100,000 loops and knows", rounded(LOOPS)],
  ["within 0.01 % of each other", 0.01],
  ["takes 18 drives and ends at 35.2 MB", found.tried.length, rounded(found.bytes / 1e6, 1)],
  [
    "The three smallest chunks that it tries above the limit miss 108 deadlines each, two for each of the 54 loops",
    2 * blocking.atCut,
    blocking.atCut,
  ],
  ["in the background, at 0.3 GB/s in 213 ms", r, rounded(write)],
  ["then loses 152 ms to a reset", ages[0] ?? ""],
  [
    "One snapshot of 64 MB a second is 5.5 TB in 24 hours of driving; one a minute is 92 GB",
    S,
    rounded((S * DAY) / 1e6, 1),
    24,
    rounded((S * DAY) / 60 / 1e3),
  ],
  ["fitted to the mean of 7.2 ms and the cut-off of 8.9 ms", mean, most],
  [
    "5.2 loops in 10,000 reach the cut-off; the drive on the page has 54 of them in 100,000",
    rounded(10_000 * survival(12), 1),
    rounded(10_000),
    blocking.atCut,
    rounded(LOOPS),
  ],
  [
    "the 24.8 late copies of 1,000, the 42 of 100 at the mean, and the 13 % that one late loop in 1,000 would buy. The 35.2 MB does not",
    rounded(1000 * late, 1),
    rounded(1000),
    rounded(100 * beyond(mean)),
    100,
    rounded(100 * (oneInThousand / largest - 1)),
    rounded(1000),
    rounded(largest, 1),
  ],
  ["it always gets its 32 GB/s", B],
];

statesOnly(
  text
    .replaceAll("\u00a0", " ")
    .replace(/ ◇ = 6/, " = 6")
    .replace(/and ◇ = 0/, "and = 0"),
  STATED,
  /10-iteration rule/g,
);

describe("the words of the car’s Asynchronous Staging", () => {
  it("tell the mission that the track sets", () => {
    expect(mission).toEqual(presets.mission?.params);
    expect(presets.shadow?.params).toEqual({ ...mission, mode: "shadow" });
    expect(presets.chunked?.params).toEqual({ ...mission, ...everyLoop });
  });

  it("take the law from its mean and cut-off alone, as the model does", () => {
    expect(1000 * late).toBeCloseTo(blocking.latePerThousand, 3);
    expect(shadow.latePerThousand).toBe(blocking.latePerThousand);
  });

  it("give the ages that the loops come to: 2 n − 1 loops at worst, within one loop", () => {
    expect(duration(eight.worstAge)).toBe(`${ages[0]}\u00a0ms`);
    expect(Math.abs(eight.worstAge * 1000 - (2 * 8 - 1) * T)).toBeLessThan(T);
    expect(rounded(1000 * at({ ...everyLoop, chunk: 35 }).worstAge)).toBe(String(ages[1]));
    expect(rounded(blocking.worstAge, 2)).toBe("1.22");
  });

  it("hold for chunks that divide the model: n − 1 loops old when whole, and n more at worst", () => {
    for (const chunk of [2, 4, 8, 16, 32]) {
      const n = S / chunk;
      const { meanAge, worstAge, loopsPerSnapshot } = at({ ...everyLoop, chunk, rewritten: 0 });
      expect(loopsPerSnapshot).toBe(n);
      expect(Math.abs((1000 * worstAge) / T - (2 * n - 1))).toBeLessThan(1);
      expect(Math.abs((1000 * meanAge) / T - (n - 1 + n / 2))).toBeLessThan(1);
    }
  });

  it("lose nothing below (T − c_max) B and something above it, whatever the mean and the seed", () => {
    for (const meanCompute of [4, 6, 7.2, 8])
      for (const seed of [1, 2, 3]) {
        const missed = (chunk: number) => at({ ...everyLoop, meanCompute, seed, chunk }).missed;
        expect(missed(largest)).toBe(0);
        expect(missed(1.001 * largest)).toBeGreaterThan(0);
      }
  });

  it("see the tail fall by more than half with every 0.2 ms beyond 8.0 ms", () => {
    for (const ms of [8, 8.2, 8.4, 8.6]) expect(beyond(ms + 0.2) / beyond(ms)).toBeLessThan(0.5);
  });

  it("let a loop of 10.1 ms cost two deadlines, and each late whole copy two", () => {
    expect(framesMissed(0.0101)).toBe(2);
    expect(shadow.missed).toBe(2 * shadow.latePasses);
  });

  it("cost two deadlines a late loop, 23 a write, and make the drive’s worst loop end at 10.9 ms", () => {
    expect(blocking.blockingMisses).toBe(23);
    expect(blocking.missed / blocking.snapshots).toBeCloseTo(23, 1);
    expect(Math.abs(at({ ...everyLoop, chunk: 64 }).worstLoop - (most + copy))).toBeLessThan(1e-9);
  });

  it("miss two deadlines for each loop at the cut-off with the three smallest chunks tried above the limit, and more with the next", () => {
    const above = found.tried.filter(({ bytes }) => bytes > largest * 1e6).sort((a, b) => a.bytes - b.bytes);
    expect(above.slice(0, 3).map(({ missed }) => missed)).toEqual([1, 2, 3].map(() => 2 * blocking.atCut));
    expect(above[3]?.missed).toBeGreaterThan(2 * blocking.atCut);
  });

  it("keep chunk, mode and interval out of the bisection", () => {
    const other = finish(studies.largestChunk({ ...mission, ...everyLoop, chunk: 100 }, "resting"));
    expect(other).toEqual(found);
  });

  it("find the largest chunk from two trials: the worst loop is a straight line over the chunk", () => {
    const [small, large] = [at({ ...everyLoop, chunk: 4 }), at({ ...everyLoop, chunk: 16 })];
    const slope = (large.worstLoop - small.worstLoop) / 12;
    expect(4 + (T - small.worstLoop) / slope).toBeCloseTo(largest, 6);
  });
});

describe("the lock", () => {
  const above = `${facts.standfirst} ${facts.objective} ${sections("Story")[0]} ${sections("Predict")[0]}`;

  it("has nothing on the pages before it that tells the answer", () => {
    expect(prose(above)).not.toMatch(/24\.8|25 |27 |975|tail|slowest|35\.2|1\.1 ms|one in 40|every 40/);
    expect(lab).not.toMatch(/slowest|deadline/i);
  });

  it("refutes each size of the right direction by itself", () => {
    const answered = [...body.matchAll(/<Answer to="(\w+)"(?: when="(\w+)")?/g)].map(([, to, when]) => when ?? to);
    expect(answered.sort()).toEqual(["most", "near", "none", "over", "under"]);
  });

  it("says over and under so that it is true of all of its sizes", () => {
    expect(bell(sigmas) * 1000).toBeLessThan(1000 * late);
    expect(1000 * late).toBeGreaterThan(facts.lock.choices.some?.from ?? Number.NaN);
    expect(1000 * late).toBeLessThan(facts.lock.choices.some?.to ?? Number.NaN);
  });
});

describe("the rubric", () => {
  it("counts right: 1 loop in 100 is one a second, 1 in 10,000 one in 100 seconds", () => {
    expect([100, 10_000].map((loops) => loops / loopsASecond)).toEqual([1, 100]);
    expect(facts.rubric.join(" ")).toContain("1 loop in 100 or in 10,000 does comes every second or every 100 seconds");
  });
});

describe("badges and failures", () => {
  const badgesAt = (changes: Partial<LoopStagingParams>): readonly boolean[] => {
    const model = at(changes);
    return facts.badges.map(({ output, atLeast = -Infinity, atMost = Infinity }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost;
    });
  };

  it("break two promises by writing, two by copying whole each second, one by copying whole in every loop but for its traffic, and none by chunks", () => {
    expect(badgesAt({})).toEqual([false, false, true]);
    expect(badgesAt({ mode: "shadow" })).toEqual([false, false, true]);
    expect(badgesAt({ ...everyLoop, chunk: 64 })).toEqual([false, true, false]);
    expect(badgesAt({ ...everyLoop })).toEqual([true, true, true]);
    expect(badgesAt({ ...everyLoop, chunk: 35.2 })).toEqual([true, true, true]);
    expect(badgesAt({ ...everyLoop, chunk: 4 })).toEqual([true, false, true]);
  });

  it("reach the failure with the chunk alone, and leave it again", () => {
    const [missed] = facts.failures;
    for (const [chunk, fails] of [
      [35.2, false],
      [36, true],
      [8, false],
    ] as const)
      expect(
        Number(Reflect.get(at({ ...everyLoop, chunk }), missed?.output ?? "")) > (missed?.above ?? Number.NaN),
      ).toBe(fails);
    expect(at({ ...everyLoop, chunk: 36 }).worstLoop).toBeGreaterThan(T);
  });
});
