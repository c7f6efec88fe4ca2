import { type Bench, POOL, type Sighting } from "./sdc-inspect.ts";
import type { DetectiveParams } from "./sdc-levers.ts";
import { sdcLog, type Told } from "./sdc-log.ts";
import { faultAt, noFault, wordStruck } from "./sdc-look.ts";
import { answerOf, confidence } from "./sdc-loss.ts";
import { type Deadline, type Detector, type DetectorSet, tells } from "./sdc-sets.ts";
import { findings, releasedOf, streamOf } from "./sdc-stream.ts";

/** A loss rings beyond so many standard deviations of a batch. */
export const DEVIATIONS = 3;
const WHERE = { memory: "weight", compute: "result of weight", unit: "unit of weight", torn: "write torn at weight" };
/** Of the traffic lights. */
const [RED, GREEN] = [0, 2];

/** What has no number is without bound: no page shows NaN. */
const orWithoutBound = (value: number): number => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);

/** The loss of the page's 64 inputs without a fault. */
const soundLosses = new Map<Bench, number>();
function soundLoss(bench: Bench): number {
  const loss = soundLosses.get(bench) ?? streamOf(bench, noFault(bench), 0).loss;
  soundLosses.set(bench, loss);
  return loss;
}

/** Inputs of a red light that a fault makes green. */
function redSeenGreen({ network, clean }: Bench, frames: readonly Sighting[], from: number): number {
  if (network.name !== "lights") return 0;
  return frames.filter(({ run }, i) => {
    const whole = clean[(from + i) % POOL];
    return whole !== undefined && answerOf(whole.outputs) === RED && answerOf(run.outputs) === GREEN;
  }).length;
}

/** What one fault does on an input and on all 64 in a row, and who sees it. */
export function seen(bench: Bench, values: DetectiveParams, set: DetectorSet, { frameTime, allowed }: Deadline) {
  const { network, samples, clean } = bench;
  const { quality } = network;
  const fault = faultAt(bench, values);
  const word = wordStruck(bench, fault, values.input);
  const rescued = fault.place === "torn" && values.twoSlots;
  const { weights } = network.shape;
  const cutAt = (network.layers[fault.layer]?.offset ?? 0) + fault.weight;
  const weightsLost = fault.place === "torn" && !rescued ? weights - cutAt : 0;
  const stream = streamOf(bench, rescued ? noFault(bench) : fault, values.input);
  const found = findings(stream, set);
  const [first, whole, sample] = [stream.frames[0], clean[values.input], samples[values.input]];
  if (!first || !whole || !sample) throw new RangeError(`There is no input ${values.input}.`);

  const [before, after] = [whole.outputs, first.run.outputs];
  const multiplier = network.layers.at(-1)?.multiplier ?? 1;
  const [answerBefore, answerAfter] = [answerOf(before), answerOf(after)];
  const beliefs = (of: typeof before) => network.shape.classes.map((_, i) => confidence(of, multiplier, i));
  const frames = rescued
    ? 0
    : Math.min(Number.POSITIVE_INFINITY, ...found.filter(({ on }) => on).map((one) => one.frames));
  const latency = frames * frameTime;
  const rings = !(stream.loss <= quality.loss + DEVIATIONS * quality.batchDeviation);
  const out = releasedOf(stream, found);
  const released = out.filter(({ answerChanged }) => answerChanged).length;
  const finds = (detector: Detector): number =>
    Number(tells(detector, { ...first, crc: stream.crc }, set.abftThreshold));
  const bitOf = (bits: number): number => (bits >>> fault.bit) & 1;
  const told: Told = {
    where: `Layer ${fault.layer + 1}, ${WHERE[fault.place]} ${fault.weight}${fault.place === "torn" ? "" : `, bit ${fault.bit}`}`,
    before: word.valueBefore,
    after: word.valueAfter,
    hadEffect: fault.place === "torn" || word.before !== word.after,
    wrong: stream.wrong,
    released,
    rescued,
    rings,
    frameTime,
    found,
  };

  return {
    numbers: {
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
      redSeenGreen: redSeenGreen(bench, stream.frames, values.input),
      greenReleased: redSeenGreen(bench, out, values.input),
      released,
      lossBefore: soundLoss(bench),
      lossAfter: stream.loss,
      lossMean: quality.loss,
      lossBand: DEVIATIONS * quality.batchDeviation,
      lossSigmas: (stream.loss - quality.loss) / quality.batchDeviation,
      lossRings: Number(rings),
      clearedRings: 1000 * quality.rings.cleared,
      setRings: 1000 * quality.rings.set,
      topSetRings: 1000 * quality.rings.topSet,
      crcFinds: finds("crc"),
      abftFinds: finds("abft"),
      sameBufferFinds: finds("sameBuffer"),
      separateCopyFinds: finds("separateCopy"),
      rangeFinds: finds("range"),
      nanFinds: finds("nan"),
      found: Number(rescued || latency <= allowed),
      rescued: Number(rescued),
      weightsNeeded: weights,
      weightsWritten: weights - weightsLost,
      weightsLost,
      residual: first.residual,
      latency,
    },
    word,
    shown: {
      input: sample.input,
      label: sample.label,
      classes: network.shape.classes,
      before: beliefs(before),
      after: beliefs(after),
    },
    findings: found,
    /** Frame by frame, whether the answer was another. */
    changed: stream.frames.map(({ answerChanged }) => answerChanged),
    log: sdcLog(told),
  };
}
