import { HOUR } from "../../../sim/core/units.ts";
import type { FragmentationAudit } from "../../../sim/fleet-orchestration/fragmentation-audit.ts";
import type { Axis } from "../../kit/plot-plane.ts";
import type { View } from "../../kit/view.ts";

/** Every third sample, one in 15 min: 96 points of a day. */
const EVERY = 3;

export type Numbers = readonly number[];

export const thinned = (column: Numbers): Numbers => column.filter((_, i) => i % EVERY === EVERY - 1);

/** Sums of three samples over their number: what those samples say of their quarter hour. */
export const averaged = (column: Numbers): Numbers =>
  thinned(column).map((_, i) => {
    const three = column.slice(EVERY * i, EVERY * (i + 1));
    return three.reduce((sum, value) => sum + value, 0) / three.length;
  });

export const moments = ({ series }: FragmentationAudit): Numbers => thinned(series.time);

/** The day across. */
export const DAY_AXIS: Axis = {
  from: 0,
  to: 24 * HOUR,
  scale: "linear",
  ticks: [0, 6, 12, 18, 24].map((hour) => [hour * HOUR, hour === 24 ? "24 h" : String(hour)]),
};

/** A search without a trial has no day. */
export const isEmpty = ({ searching, trials }: View): boolean => searching && trials.length === 0;
export const NOTHING = "Run a trial: its day is drawn here.";
