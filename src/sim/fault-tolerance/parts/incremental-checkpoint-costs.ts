import { resumeTime } from "../../laws/dirty-pages.ts";
import type { SaveMode } from "./incremental-checkpoint-levers.ts";
import { dirtyPages, PAGE_BYTES, STATE_BYTES, type WriteLaw } from "./incremental-checkpoint-pages.ts";

/** A resume has to be done within this (s): the mission's bound. */
export const RESUME_BOUND = 0.1;
/** To open and apply one delta (s), issue 3. */
export const PER_DELTA = 0.5e-3;
/** Memory bandwidth of a phone or of glasses (B/s): Machine Learning Systems, volume 2, reference constants. A copy reads and writes. */
export const MEMORY_RATE = 51e9;

export interface Storage {
  /** B/s, sustained. */
  readonly readRate: number;
  readonly writeRate: number;
  /** s */
  readonly fixedTime: number;
}

export interface SavePlan extends WriteLaw, Storage {
  readonly mode: SaveMode;
  /** Running time from the end of one save's stop to the start of the next (s). */
  readonly interval: number;
  /** Deltas on a base before the next save writes a new base. */
  readonly deltas: number;
}

/** How long one save stops the process, and how long it takes afterwards until it is safe (s). */
export interface SaveTime {
  readonly block: number;
  readonly background: number;
}

/** Time to be back from a base and a chain of deltas (s). */
export const chainResume = ({ fixedTime, readRate }: Storage, chain: number, deltaBytes: number): number =>
  resumeTime({ fixedTime: fixedTime + chain * PER_DELTA, bytes: STATE_BYTES + deltaBytes, readRate });

/**
 * What one save costs in time. A blocking save writes while the process stands. An asynchronous one stops it only to copy the dirty
 * pages within memory, and writes them behind its back; a new base is then made there too, by reading base and deltas back.
 */
export function saveTime(
  { mode, readRate, writeRate }: Pick<SavePlan, "mode" | "readRate" | "writeRate">,
  dirtyBytes: number,
  base: boolean,
  chainBytes: number,
): SaveTime {
  const bytes = base ? STATE_BYTES : dirtyBytes;
  if (mode !== "asynchronous") return { block: bytes / writeRate, background: 0 };
  const readBack = base ? (STATE_BYTES + chainBytes) / readRate : 0;
  return { block: (2 * dirtyBytes) / MEMORY_RATE, background: readBack + bytes / writeRate };
}

export interface CycleCosts {
  /** Dirty pages at a save, by the law (pages), and their bytes. */
  readonly dirty: number;
  readonly deltaBytes: number;
  /** Stop of one ordinary save, and of the one that writes a base (s). */
  readonly block: number;
  readonly baseBlock: number;
  /** Time from the stop of a save until it is safe (s). */
  readonly background: number;
  readonly baseBackground: number;
  /** Base to base (s), how much of it the process stands (s), and what is written in it (B). */
  readonly cycle: number;
  readonly stopped: number;
  readonly written: number;
  /** Resume from the fullest chain, and the mean over chains (s). */
  readonly worst: number;
  readonly mean: number;
}

/**
 * One cycle from base to base by the laws, kills left out: k deltas and a base; in mode full every save is a base. In the background
 * a base may take longer than the interval: the next save then waits, and finds more pages dirty.
 */
export function cycleCosts(plan: SavePlan): CycleCosts {
  const { mode, interval, rate, deltas } = plan;
  const k = mode === "full" ? 0 : deltas;
  const dirty = dirtyPages(plan, rate * interval);
  const deltaBytes = PAGE_BYTES * dirty;
  const save = saveTime(plan, deltaBytes, false, 0);
  const base = saveTime(plan, deltaBytes, true, k * deltaBytes);
  const waited = Math.max(interval, base.background); // the interval after a base
  const first = waited > interval ? PAGE_BYTES * dirtyPages(plan, rate * waited) : deltaBytes;
  const chainBytes = k === 0 ? 0 : first + (k - 1) * deltaBytes;
  const firstBlock = saveTime(plan, first, false, 0).block;
  const stopped = base.block + (k === 0 ? 0 : firstBlock + (k - 1) * save.block);
  return {
    dirty,
    deltaBytes,
    block: k === 0 ? base.block : save.block,
    baseBlock: base.block,
    background: k === 0 ? base.background : save.background,
    baseBackground: base.background,
    cycle: k * interval + waited + stopped,
    stopped,
    written: STATE_BYTES + chainBytes,
    worst: chainResume(plan, k, chainBytes),
    mean: chainResume(plan, k / 2, chainBytes / 2),
  };
}

/** No chain is searched beyond this: so many deltas take the whole bound by themselves. */
const MOST_DELTAS = Math.ceil(RESUME_BOUND / PER_DELTA);

/**
 * The longest chain that still resumes within the bound, were the saves incremental; −1 where not even the base does. A longer chain
 * never resumes sooner, so it is found by halving.
 */
export function longestChain(plan: SavePlan): number {
  const mode = plan.mode === "full" ? "incremental" : plan.mode;
  if (chainResume(plan, 0, 0) >= RESUME_BOUND) return -1;
  let longest = 0;
  let beyond = MOST_DELTAS + 1;
  while (beyond - longest > 1) {
    const deltas = (longest + beyond) >> 1;
    if (cycleCosts({ ...plan, mode, deltas }).worst < RESUME_BOUND) longest = deltas;
    else beyond = deltas;
  }
  return longest;
}
