import { remember } from "../../core/remember.ts";
import { MINUTE } from "../../core/units.ts";
import { logSpaced } from "../../laws/checkpointing/cost-curve.ts";
import { expectedDirtyPages } from "../../laws/dirty-pages.ts";
import { cycleCosts, type SavePlan } from "./incremental-checkpoint-costs.ts";
import { params, type SaveMode } from "./incremental-checkpoint-levers.ts";
import { dirtyPages, PAGES, PageTable, writeStream } from "./incremental-checkpoint-pages.ts";
import { FRAME_RATE } from "./incremental-checkpoint-run.ts";

/** Dirty pages over the time since all were clean: by two laws and in one seeded table. */
export interface Growth {
  /** s */
  readonly time: readonly number[];
  readonly law: readonly number[];
  readonly uniform: readonly number[];
  /** As far as the table is simulated: shorter than the others. */
  readonly simulated: readonly number[];
}

/** The table is simulated so far (s); beyond it the laws go on alone. */
export const SIMULATED_GROWTH = 60;
const GROWTH_TIMES = logSpaced(params.interval.min, params.interval.max, 60);

export const growth = remember((rate: number, hotShare: number, hotPages: number, seed: number): Growth => {
  const law = { rate, hotShare, hotPages };
  const table = new PageTable();
  const stream = writeStream(seed, hotShare, hotPages);
  let from = 0;
  const simulated = GROWTH_TIMES.filter((time) => time <= SIMULATED_GROWTH).map((time) => {
    const to = Math.floor(rate * time);
    table.write(stream.upTo(to), from, to);
    from = to;
    return table.dirty;
  });
  return {
    time: GROWTH_TIMES,
    law: GROWTH_TIMES.map((time) => dirtyPages(law, rate * time)),
    uniform: GROWTH_TIMES.map((time) => expectedDirtyPages({ pages: PAGES, writes: rate * time })),
    simulated,
  };
});

/** The time to resume from the fullest chain, over the length of that chain, from one delta to the lever's end. */
export const chainCurve = (plan: SavePlan): readonly number[] => {
  const mode = plan.mode === "full" ? "incremental" : plan.mode;
  return Array.from({ length: params.deltas.max }, (_, i) => cycleCosts({ ...plan, mode, deltas: i + 1 }).worst);
};

/** What each way of saving costs over the interval. */
export interface ModeCurve {
  readonly mode: SaveMode;
  /** Frames dropped a minute. */
  readonly dropped: readonly number[];
  /** Flash written a second (B/s). */
  readonly written: readonly number[];
}

export const MODE_INTERVALS = logSpaced(params.interval.min, params.interval.max, 40);
const MODES: readonly SaveMode[] = ["full", "incremental", "asynchronous"];

const modeCurvesOf = remember(
  (
    deltas: number,
    rate: number,
    hotShare: number,
    hotPages: number,
    readRate: number,
    writeRate: number,
    fixedTime: number,
  ) => {
    const storage = { rate, hotShare, hotPages, readRate, writeRate, fixedTime };
    return MODES.map((mode): ModeCurve => {
      const at = MODE_INTERVALS.map((interval) => cycleCosts({ ...storage, deltas, mode, interval }));
      return {
        mode,
        dropped: at.map(({ stopped, cycle }) => (FRAME_RATE * MINUTE * stopped) / cycle),
        written: at.map(({ written, cycle }) => written / cycle),
      };
    });
  },
);

/** The three ways of saving side by side: neither the interval nor the mode of the lever enters, so dragging those costs nothing. */
export const modeCurves = (plan: SavePlan): readonly ModeCurve[] => {
  const { deltas, rate, hotShare, hotPages, readRate, writeRate, fixedTime } = plan;
  return modeCurvesOf(deltas, rate, hotShare, hotPages, readRate, writeRate, fixedTime);
};
