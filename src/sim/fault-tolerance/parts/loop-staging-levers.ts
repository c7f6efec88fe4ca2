import type { ParamSpecs, ParamsOf } from "../../core/params.ts";

/** How a snapshot is taken. Only the first survives a loss of power; all survive a watchdog reset. */
export const MODES = {
  blocking: "Blocking eMMC",
  shadow: "Shadow copy in DRAM",
  chunked: "Chunked copy-on-write",
} as const;

export type Mode = keyof typeof MODES;

/** The levers of the loop's snapshot. */
export const params = {
  chunk: {
    kind: "range",
    label: "Chunk per Frame",
    symbol: "q",
    unit: "MB",
    min: 0.5,
    max: 256,
    default: 8,
    scale: "log",
    ticks: [0.5, 2, 8, 32, 128],
  },
  mode: { kind: "choice", label: "Snapshot Mode", options: MODES, default: "shadow" },
  interval: {
    kind: "range",
    label: "Snapshot Interval",
    symbol: "τ",
    unit: "ms",
    min: 10,
    max: 60_000,
    default: 1000,
    scale: "log",
    ticks: [10, 100, 1000, 10_000, 60_000],
  },
  stateSize: {
    kind: "range",
    label: "World Model",
    symbol: "S",
    unit: "MB",
    min: 4,
    max: 512,
    default: 64,
    scale: "log",
    ticks: [4, 16, 64, 256, 512],
  },
  bandwidth: {
    kind: "range",
    label: "Copy Bandwidth that Inference Leaves",
    symbol: "B",
    unit: "GB/s",
    min: 4,
    max: 100,
    default: 32,
    scale: "log",
    ticks: [4, 8, 16, 32, 64, 100],
  },
  flashRate: {
    kind: "range",
    label: "eMMC Write Rate",
    symbol: "r",
    unit: "GB/s",
    min: 0.05,
    max: 2,
    default: 0.3,
    scale: "log",
    ticks: [0.05, 0.3, 1, 2],
  },
  meanCompute: {
    kind: "range",
    label: "Compute Time of a Loop, Mean",
    unit: "ms",
    min: 4,
    max: 8,
    default: 7.2,
    scale: "linear",
    ticks: [4, 5, 6, 7, 8],
  },
  mostCompute: {
    kind: "range",
    label: "Compute Time of a Loop, Cut-off",
    unit: "ms",
    min: 8.1,
    max: 9.9,
    default: 8.9,
    scale: "linear",
    ticks: [8.1, 8.5, 9, 9.5, 9.9],
  },
  rewritten: {
    kind: "range",
    label: "World Model Rewritten in a Loop",
    symbol: "d",
    unit: "MB",
    min: 0,
    max: 16,
    default: 1,
    scale: "linear",
    ticks: [0, 4, 8, 12, 16],
  },
  seed: { kind: "seed", label: "Seed", default: 7 },
} as const satisfies ParamSpecs;

export type LoopStagingParams = ParamsOf<typeof params>;
