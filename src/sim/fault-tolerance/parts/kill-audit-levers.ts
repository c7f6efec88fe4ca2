import type { ParamSpecs, ParamsOf } from "../../core/params.ts";

/** The levers of the audit of one pair of glasses: its process is the only one that a kill stops, N = 1. */
export const params = {
  interval: {
    kind: "range",
    label: "Checkpoint Interval",
    symbol: "τ",
    unit: "s",
    min: 0.1,
    max: 3600,
    default: 60,
    scale: "log",
    ticks: [0.1, 1, 10, 60, 600, 3600],
  },
  state: {
    kind: "range",
    label: "State to Save",
    symbol: "S",
    unit: "MB",
    min: 1,
    max: 1000,
    default: 105,
    scale: "log",
    ticks: [1, 10, 105, 1000],
  },
  killMean: {
    kind: "range",
    label: "Time between Kills, Mean",
    symbol: "M",
    unit: "s",
    min: 5,
    max: 3600,
    default: 75,
    scale: "log",
    ticks: [5, 20, 75, 600, 3600],
  },
  writeRate: {
    kind: "range",
    label: "Flash Write Rate, Sustained",
    symbol: "B",
    unit: "MB/s",
    min: 100,
    max: 2800,
    default: 700,
    scale: "log",
    ticks: [100, 300, 700, 2800],
  },
  resume: {
    kind: "range",
    label: "Resume Time",
    symbol: "R",
    unit: "ms",
    min: 0,
    max: 5000,
    default: 900,
    scale: "linear",
    ticks: [0, 900, 2500, 5000],
  },
  seed: { kind: "seed", label: "Seed", default: 7 },
} as const satisfies ParamSpecs;

export type KillAuditParams = ParamsOf<typeof params>;
