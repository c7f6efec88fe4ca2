import { type Bench, crcTells, type Fault, POOL, type Sighting, sight, struck } from "./sdc-inspect.ts";
import { crossEntropy } from "./sdc-loss.ts";
import { DETECTORS, type Detector, type DetectorSet, isOn, tells } from "./sdc-sets.ts";

/** A fault that stays while frame after frame runs, beginning with one input and going once round all of them. */
export interface Stream {
  readonly frames: readonly Sighting[];
  readonly crc: boolean;
  /** Mean cross-entropy of the whole round (nats). */
  readonly loss: number;
  readonly wrong: number;
}

/** A sound frame, for what comes after a fault of one frame only. */
function sound({ clean }: Bench, sample: number): Sighting {
  const run = clean[sample];
  if (!run) throw new RangeError(`There is no input ${sample}.`);
  const nothing = { outputChanged: false, answerChanged: false, sameBuffer: false, separateCopy: false };
  return { run, ...nothing, residual: run.residual, range: !run.inRange, nan: !run.finite };
}

export function streamOf(bench: Bench, fault: Fault, from: number): Stream {
  const { network, samples } = bench;
  const multiplier = network.layers.at(-1)?.multiplier ?? 1;
  return struck(bench, fault, (memory) => {
    let [loss, wrong] = [0, 0];
    const frames = Array.from({ length: POOL }, (_, i) => {
      const sample = (from + i) % POOL;
      const frame =
        fault.place === "compute" && i > 0 ? sound(bench, sample) : sight(bench, memory, fault, sample, i === 0);
      loss += crossEntropy(frame.run.outputs, multiplier, samples[sample]?.label ?? 0) / POOL;
      if (frame.answerChanged) wrong++;
      return frame;
    });
    return { frames, crc: crcTells(bench, memory, fault), loss, wrong };
  });
}

/** Frames until a detector tells, counting its own; without bound if it does not in the whole round. The CRC waits for its pass at worst. */
export function framesUntil({ frames, crc }: Stream, detector: Detector, set: DetectorSet): number {
  if (detector === "crc") return crc ? set.scrubPeriod : Number.POSITIVE_INFINITY;
  const first = frames.findIndex((frame) => tells(detector, { ...frame, crc }, set.abftThreshold));
  return first < 0 ? Number.POSITIVE_INFINITY : first + 1;
}

export interface Finding {
  readonly detector: Detector;
  readonly on: boolean;
  /** Frames until it tells. */
  readonly frames: number;
}

export const findings = (stream: Stream, set: DetectorSet): readonly Finding[] =>
  DETECTORS.map((detector) => ({
    detector,
    on: isOn(set, detector),
    frames: framesUntil(stream, detector, set),
  }));

/** From this frame on (counted from 0) no answer goes out: a check of the frame itself holds its answer back, the CRC comes after it. */
export const heldFrom = (found: readonly Finding[]): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...found.filter(({ on }) => on).map(({ detector, frames }) => frames - (detector === "crc" ? 0 : 1)),
  );

/** The frames whose answers went out before anything told. */
export const releasedOf = ({ frames }: Stream, found: readonly Finding[]): readonly Sighting[] =>
  frames.slice(0, Math.min(frames.length, heldFrom(found)));
