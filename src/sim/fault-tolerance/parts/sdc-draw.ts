import type { Random } from "../../core/random.ts";

/** One thing to judge and what it is; symbols of the language model come as whole numbers. */
export interface Sample {
  readonly input: Float32Array;
  readonly label: number;
}

/** Draws one of them by chance. */
export type DrawSample = (chance: Random) => Sample;

/**
 * Noise with mean 0 and deviation 1: four uniform draws added up (Irwin–Hall), never beyond ±3.47. No logarithm or sine goes into the
 * data, so that they and what is trained on them are the same to the last bit on every machine.
 */
export const noise = (chance: Random): number =>
  (chance.uniform() + chance.uniform() + chance.uniform() + chance.uniform() - 2) * Math.sqrt(3);

export const between = (chance: Random, low: number, high: number): number => low + (high - low) * chance.uniform();

/** As a camera or a microphone hands it out: in 256 steps from 0 to 1. */
export const inSteps = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value))) / 255;

/** A bump of height 1 and half width 1 about 0. */
export const bump = (x: number): number => 1 / (1 + x * x);
