import type { Model, ModelModule, Study } from "../core/model.ts";
import { HOUR } from "../core/units.ts";
import { crcEscape } from "../laws/detection.ts";
import { anyFault } from "../laws/fleet-reliability.ts";
import { type Campaign, campaign } from "./parts/sdc-campaign.ts";
import { carCost, layerProof, setCost } from "./parts/sdc-cost.ts";
import { answerTo } from "./parts/sdc-demand.ts";
import { hiddenCase } from "./parts/sdc-hidden.ts";
import { bench, POOL } from "./parts/sdc-inspect.ts";
import { type DetectiveParams, params } from "./parts/sdc-levers.ts";
import { sdcLog } from "./parts/sdc-log.ts";
import { faultAt, noFault, type StruckWord, wordStruck } from "./parts/sdc-look.ts";
import { answerOf, confidence } from "./parts/sdc-loss.ts";
import { outputs } from "./parts/sdc-outputs.ts";
import { DETECTORS, type Deadline, type DetectorSet, isOn, tells, worstLatency } from "./parts/sdc-sets.ts";
import { type Finding, findings, releasedOf, streamOf } from "./parts/sdc-stream.ts";

export { outputs, params };
export const version = "1.0.0";

const MILLISECOND = 1e-3;
const PERCENT = 100;
const TEN_THOUSAND = 1e4;
const MILLION = 1e6;
/** A loss rings beyond so many standard deviations of a batch. */
export const DEVIATIONS = 3;
const CRC_BITS = 32;

export interface SdcDetective extends Model<typeof outputs> {
  readonly word: StruckWord;
  /** The input that is shown, what it is, and the beliefs in each class before and after. */
  readonly shown: {
    readonly input: Float32Array;
    readonly label: number;
    readonly classes: readonly string[];
    readonly before: readonly number[];
    readonly after: readonly number[];
  };
  readonly found: number;
  /** Each detector, whether it is on, and the frames until it tells. */
  readonly findings: readonly Finding[];
  /** Frame by frame, whether the answer was another. */
  readonly changed: readonly boolean[];
}

const setOf = (values: DetectiveParams): DetectorSet => {
  const { crc, scrubPeriod, abft, abftThreshold, dmr, rangeGuard, nanCheck } = values;
  return { crc, scrubPeriod, abft, abftThreshold, dmr, rangeGuard, nanCheck };
};

const deadlineOf = (values: DetectiveParams): Deadline => ({
  frameTime: values.frameTime * MILLISECOND,
  allowed: values.allowed * MILLISECOND,
});

/** What has no number is without bound: no page shows NaN. */
const orWithoutBound = (value: number): number => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);

/** How many times cheaper than a second run, if it costs this share of one. */
const cheaperBy = (share: number): number => (share === 0 ? Number.POSITIVE_INFINITY : 1 / share);

const WHERE = { memory: "weight", compute: "result of weight", unit: "unit of weight", torn: "write torn at weight" };

/** One fault in a trained network, on one input and on 64 in a row, with every detector looking; and what the chosen detectors cost and cover. */
export function simulate(values: DetectiveParams): SdcDetective {
  const table = bench(values.network);
  const { network, samples, clean, noiseFloor } = table;
  const [set, deadline] = [setOf(values), deadlineOf(values)];
  const fault = faultAt(table, values);
  const word = wordStruck(table, fault, values.input);
  const rescued = fault.place === "torn" && values.twoSlots;
  const stream = streamOf(table, rescued ? noFault(table) : fault, values.input);
  const found = findings(stream, set);
  const { quality } = network;

  const [first, whole] = [stream.frames[0], clean[values.input]];
  if (!first || !whole) throw new RangeError(`There is no input ${values.input}.`);
  const { outputs: before } = whole;
  const { outputs: after } = first.run;
  const multiplier = network.layers.at(-1)?.multiplier ?? 1;
  const [answerBefore, answerAfter] = [answerOf(before), answerOf(after)];
  const beliefs = (of: typeof before) => network.shape.classes.map((_, i) => confidence(of, multiplier, i));

  const on = found.filter((one) => one.on);
  const frames = rescued ? 0 : Math.min(Number.POSITIVE_INFINITY, ...on.map((one) => one.frames));
  const latency = frames * deadline.frameTime;
  const chosen = DETECTORS.filter((detector) => isOn(set, detector));
  const slowest = Math.max(0, ...chosen.map((detector) => worstLatency(detector, set, deadline.frameTime)));
  const setLatency = chosen.length === 0 ? Number.POSITIVE_INFINITY : slowest;
  const evidence = { ...first, crc: stream.crc };
  const cost = setCost(network.name, set);
  const proof = layerProof(values.width, values.batch);
  const car = carCost(values.scrubPeriod);
  const { scrubPeriod } = set;
  const lossBefore = streamLoss(values.network);
  const released = releasedOf(stream, found);
  const rings = !(stream.loss <= quality.loss + DEVIATIONS * quality.batchDeviation);
  const finds = (detector: Finding["detector"]): number => Number(tells(detector, evidence, set.abftThreshold));
  const cries = clean.filter(({ residual }) => residual > set.abftThreshold).length / POOL;
  const bitOf = (bits: number): number => (bits >>> fault.bit) & 1;
  const flipsPerHour = (values.flipRate / MILLION) * values.devices;

  return {
    layerStruck: fault.layer + 1,
    weightStruck: fault.weight,
    bitStruck: fault.bit,
    bitBefore: bitOf(word.before),
    bitAfter: bitOf(word.after),
    valueBefore: orWithoutBound(word.valueBefore),
    valueAfter: orWithoutBound(word.valueAfter),
    answerBefore,
    answerAfter,
    confidenceBefore: confidence(before, multiplier, answerBefore),
    confidenceAfter: confidence(after, multiplier, answerAfter),
    outputChanged: Number(first.outputChanged),
    answerChanged: Number(first.answerChanged),
    wrongFrames: stream.wrong,
    released,
    lossBefore,
    lossAfter: stream.loss,
    lossMean: quality.loss,
    lossBand: DEVIATIONS * quality.batchDeviation,
    lossSigmas: (stream.loss - quality.loss) / quality.batchDeviation,
    lossRings: Number(rings),
    clearedRings: quality.rings.cleared,
    setRings: quality.rings.set,
    topSetRings: quality.rings.topSet,
    crcFinds: finds("crc"),
    abftFinds: finds("abft"),
    sameBufferFinds: finds("sameBuffer"),
    separateCopyFinds: finds("separateCopy"),
    rangeFinds: finds("range"),
    nanFinds: finds("nan"),
    found: Number(rescued || latency <= deadline.allowed),
    rescued: Number(rescued),
    residual: first.residual,
    noiseFloor,
    falseAlarms: set.abft ? cries : 0,
    latency,
    scrubLatency: scrubPeriod * deadline.frameTime,
    setLatency,
    latencyOverAllowed: setLatency / deadline.allowed,
    ...answerTo(
      {
        ...deadline,
        network: values.network,
        seed: values.seed,
        mix: values.mix,
        coverage: values.coverageWanted / PERCENT,
      },
      set,
      cost.dearer,
    ),
    crcEscape: crcEscape(CRC_BITS),
    costByFlops: cost.flops,
    costByBytes: cost.bytes,
    cost: cost.dearer,
    cheaperByFlops: cheaperBy(cost.flops),
    cheaperByBytes: cheaperBy(cost.bytes),
    cheaper: cheaperBy(cost.dearer),
    layerByFlops: proof.flops,
    layerByBytes: proof.bytes,
    layerProof: Math.min(proof.flops, proof.bytes),
    carScrub: car.ratio,
    carPeriod: car.leastPeriod,
    carBatched: car.batchedFactor,
    anyBad: anyFault(values.badRate / TEN_THOUSAND, values.devices),
    hoursBetween: HOUR / flipsPerHour,
    word,
    shown: {
      input: samples[values.input]?.input ?? new Float32Array(0),
      label: samples[values.input]?.label ?? 0,
      classes: network.shape.classes,
      before: beliefs(before),
      after: beliefs(after),
    },
    findings: found,
    changed: stream.frames.map(({ answerChanged }) => answerChanged),
    finished: true,
    log: sdcLog({
      where: `Layer ${fault.layer + 1}, ${WHERE[fault.place]} ${fault.weight}${fault.place === "torn" ? "" : `, bit ${fault.bit}`}`,
      before: word.valueBefore,
      after: word.valueAfter,
      hadEffect: fault.place === "torn" || word.before !== word.after,
      wrong: stream.wrong,
      released,
      rescued,
      rings,
      frameTime: deadline.frameTime,
      found,
    }),
  };
}

const soundLoss = new Map<DetectiveParams["network"], number>();

/** The loss of the page's 64 inputs without a fault. */
function streamLoss(name: DetectiveParams["network"]): number {
  const loss = soundLoss.get(name) ?? streamOf(bench(name), noFault(bench(name)), 0).loss;
  soundLoss.set(name, loss);
  return loss;
}

/** Twelve thousand flips, each tried with every detector. */
const campaignStudy: Study<DetectiveParams, Campaign> = (values, haste) =>
  campaign({ network: values.network, set: setOf(values), deadline: deadlineOf(values), seed: values.seed }, haste);

export const studies = { campaign: campaignStudy } as const;

/** The case of the search. */
export const unseen = hiddenCase;

({ version, params, outputs, simulate, studies, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  SdcDetective
>;
