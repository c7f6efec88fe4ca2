import type { Steps } from "../../core/model.ts";
import { type TimedLayer, timedLayer } from "./sdc-cost.ts";

/** A layer that was timed: medians of one call (s), and how many times cheaper than a second run. */
export interface Clocked {
  readonly width: number;
  readonly batch: number;
  readonly plain: number;
  readonly twice: number;
  readonly check: number;
  readonly crc: number;
  /** A second run over the checksum of the layer. */
  readonly cheaper: number;
  /** A second run over a CRC of its weights. */
  readonly crcCheaper: number;
}

const KINDS = ["plain", "twice", "check", "crc"] as const;
type Kind = (typeof KINDS)[number];

/** A block of calls is at least so long (ms), so that a clock that counts in tenths of a millisecond can time it. */
const BLOCK = 2;
const BLOCKS = 15;
const MOST_CALLS = 1 << 16;
/** What is larger is timed at this size: a product of 4 million takes some milliseconds. */
const MOST_WIDTH = 1024;
const MOST_PRODUCTS = 1 << 22;
const MILLISECOND = 1e-3;

/** Calls it so often, and adds up what it answers, so that no call can be left out. */
function called(layer: TimedLayer, kind: Kind, calls: number): number {
  let sum = 0;
  for (let i = 0; i < calls; i++) sum += layer[kind]();
  return sum;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Times layers on the machine that runs it: each kind of call warm, in blocks of at least 2 ms, the kinds in turn, so that a machine that
 * slows down slows all of them.
 *
 * @param now a clock (ms), handed in by who steps the study
 */
export function* stopwatch(
  { widths, batch, seed }: { readonly widths: readonly number[]; readonly batch: number; readonly seed: number },
  now?: () => number,
): Steps<readonly Clocked[]> {
  if (!now) throw new RangeError("A stopwatch needs a clock.");
  const sizes = [...new Set(widths.map((width) => Math.min(width, MOST_WIDTH)))].sort((a, b) => a - b);
  const results: Clocked[] = [];
  for (const [i, width] of sizes.entries()) {
    const timedBatch = Math.max(1, Math.min(batch, Math.floor(MOST_PRODUCTS / width ** 2)));
    const layer = timedLayer(width, timedBatch, seed);
    const calls = { plain: 1, twice: 1, check: 1, crc: 1 };
    const taken: Record<Kind, number[]> = { plain: [], twice: [], check: [], crc: [] };
    const timed = (kind: Kind): number => {
      const start = now();
      called(layer, kind, calls[kind]);
      return now() - start;
    };
    for (const kind of KINDS)
      while (timed(kind) < BLOCK && calls[kind] < MOST_CALLS) {
        calls[kind] *= 2;
        yield { done: i / sizes.length };
      }
    for (let block = 0; block < BLOCKS; block++)
      for (const kind of KINDS) {
        let took = timed(kind);
        // Code that has grown faster since, or a pause that passed for work: what was taken in short blocks is dropped.
        while (took < BLOCK / 2 && calls[kind] < MOST_CALLS) {
          calls[kind] *= 2;
          taken[kind].length = 0;
          took = timed(kind);
        }
        taken[kind].push((took / calls[kind]) * MILLISECOND);
        yield { done: (i + (block + 1) / BLOCKS) / sizes.length };
      }
    const [plain, twice, check, crc] = KINDS.map((kind) => median(taken[kind])) as [number, number, number, number];
    results.push({
      width,
      batch: timedBatch,
      plain,
      twice,
      check,
      crc,
      cheaper: plain / check,
      crcCheaper: plain / crc,
    });
  }
  return results;
}
