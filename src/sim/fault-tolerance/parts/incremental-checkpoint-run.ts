import { random } from "../../core/random.ts";
import { chainResume, type SavePlan, saveTime } from "./incremental-checkpoint-costs.ts";
import { PAGE_BYTES, PageTable, STATE_BYTES, writeStream } from "./incremental-checkpoint-pages.ts";

/** The seeded run: five minutes of wearing, about four kills of the mission (s). Longer would not follow a drag: every write is made. */
export const RUN_TIME = 300;
/** The mission: 60 frames a second. */
export const FRAME_RATE = 60;
/** Kills have their own stream of chance, so that no lever of the saving moves them. */
const KILLS_STREAM = 2;

export interface Save {
  /** When the process was stopped for it (s), and for how long. */
  readonly time: number;
  readonly block: number;
  /** When it was safe (s); a kill before that tears it. */
  readonly safe: number;
  readonly base: boolean;
  /** Dirty pages found, and bytes that the save writes. */
  readonly pages: number;
  readonly bytes: number;
  /** Frames that were due while the process stood. */
  readonly dropped: number;
  readonly torn: boolean;
}

export interface Kill {
  readonly time: number;
  /** Running time taken back (s). */
  readonly lost: number;
  /** Deltas that the resume read, and how long it took (s). */
  readonly chain: number;
  readonly resume: number;
  /** A save that was not yet safe died with the process. */
  readonly torn: boolean;
  /** When the process ran again (s): later than time + resume where a kill struck in the resume. */
  readonly back: number;
}

export interface PageRun {
  readonly end: number;
  readonly saves: readonly Save[];
  readonly kills: readonly Kill[];
  /** Kills that struck while the process resumed. */
  readonly killsInResume: number;
  /** Bytes written to flash, those of torn saves as far as they came. */
  readonly written: number;
  readonly frozen: number;
  readonly lost: number;
  readonly dropped: number;
}

/** Frames due from one moment to another: frame i is due at i/60 s. */
const framesDue = (from: number, to: number): number => Math.floor(to * FRAME_RATE) - Math.floor(from * FRAME_RATE);

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Five minutes with a page table: every write marks a page, every save counts the marks, and kills strike at random. The run starts
 * from a base on flash. A save is safe when all of it is written: what the OS kills before, is lost with the process. Kills strike
 * in resumes too; the resume then starts again.
 */
export function pageRun(plan: SavePlan, killMean: number, seed: number, runTime = RUN_TIME): PageRun {
  const { mode, interval, deltas, rate, hotShare, hotPages } = plan;
  const stream = writeStream(seed, hotShare, hotPages);
  const chance = random(seed, KILLS_STREAM);
  const table = new PageTable();
  const saves: Draft<Save>[] = [];
  const kills: Kill[] = [];
  const longest = mode === "full" ? 0 : deltas;
  let time = 0;
  let ran = 0; // running time since the start, all of which writes pages (s)
  let cursor = 0; // place in the stream of writes
  let work = 0; // running time that the state stands for (s)
  let safeWork = 0;
  let chain = 0;
  let chainBytes = 0;
  let killsInResume = 0;
  let written = 0;
  let pending: { readonly save: Draft<Save>; readonly work: number } | undefined;
  let nextKill = killMean * chance.exponential();

  const runFor = (seconds: number): void => {
    ran += seconds;
    work += seconds;
    time += seconds;
    const to = Math.floor(ran * rate);
    table.write(stream.upTo(to), cursor, to);
    cursor = to;
  };
  const settle = (until: number): void => {
    if (!pending || pending.save.safe > until) return;
    const { save } = pending;
    chain = save.base ? 0 : chain + 1;
    chainBytes = save.base ? 0 : chainBytes + save.bytes;
    safeWork = pending.work;
    written += save.bytes;
    pending = undefined;
  };
  const tear = (at: number): boolean => {
    settle(at);
    if (!pending) return false;
    const { save } = pending;
    save.torn = true;
    if (at < save.time + save.block) save.dropped = framesDue(save.time, at);
    written += (save.bytes * (at - save.time)) / (save.safe - save.time);
    pending = undefined;
    return true;
  };
  const kill = (at: number): void => {
    const torn = tear(at);
    const lost = work - safeWork;
    work = safeWork;
    const resume = chainResume(plan, chain, chainBytes);
    let start = at;
    let up = killMean * chance.exponential();
    while (up < resume && start + up < runTime) {
      killsInResume++;
      start += up;
      up = killMean * chance.exponential();
    }
    time = Math.min(runTime, start + resume);
    nextKill = start + up;
    kills.push({ time: at, lost, chain, resume, torn, back: time });
    table.clean();
  };

  while (time < runTime) {
    const saveAt = Math.max(time + interval, pending?.save.safe ?? 0);
    const until = Math.min(saveAt, nextKill, runTime);
    runFor(Math.max(0, until - time));
    time = until; // no rounding between the clocks
    if (until === nextKill && nextKill < runTime) {
      kill(nextKill);
      continue;
    }
    if (until >= runTime) break;
    settle(until);
    const base = chain >= longest;
    const pages = table.dirty;
    const { block, background } = saveTime(plan, pages * PAGE_BYTES, base, chainBytes);
    const safe = until + block + background;
    const dropped = framesDue(until, Math.min(runTime, until + block));
    const bytes = base ? STATE_BYTES : pages * PAGE_BYTES;
    const save = { time: until, block, safe, base, pages, bytes, dropped, torn: false };
    saves.push(save);
    pending = { save, work };
    table.clean();
    if (nextKill < Math.min(until + block, runTime)) kill(nextKill);
    else time = until + block;
  }
  settle(runTime);
  const sum = <T>(of: readonly T[], part: (one: T) => number): number =>
    of.reduce((total, one) => total + part(one), 0);
  return {
    end: runTime,
    saves,
    kills,
    killsInResume,
    written,
    frozen: sum(kills, ({ time: at, back }) => back - at),
    lost: sum(kills, ({ lost }) => lost),
    dropped: sum(saves, ({ dropped }) => dropped),
  };
}
