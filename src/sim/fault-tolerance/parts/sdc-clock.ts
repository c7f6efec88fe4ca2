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

const ratio = (time: number, other: number): number => (other > 0 ? time / other : Number.POSITIVE_INFINITY);

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
    while (KINDS.some((kind) => taken[kind].length < BLOCKS)) {
      for (const kind of KINDS) {
        const start = now();
        called(layer, kind, calls[kind]);
        const took = now() - start;
        // Too short to be timed, also where a pause of the machine made the last block look long: twice as many calls from now on.
        if (took < BLOCK && calls[kind] < MOST_CALLS) calls[kind] *= 2;
        else taken[kind].push((took / calls[kind]) * MILLISECOND);
        const share = Math.min(...KINDS.map((each) => taken[each].length)) / BLOCKS;
        yield { done: (i + Math.min(1, share)) / sizes.length };
      }
    }
    const [plain, twice, check, crc] = KINDS.map((kind) => median(taken[kind])) as [number, number, number, number];
    results.push({
      width,
      batch: timedBatch,
      plain,
      twice,
      check,
      crc,
      cheaper: ratio(plain, check),
      crcCheaper: ratio(plain, crc),
    });
  }
  return results;
}
