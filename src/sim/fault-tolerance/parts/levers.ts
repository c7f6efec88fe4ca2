import type { ParamSpecs, ParamsOf } from "../../core/params.ts";
import { LLAMA_CAUSES } from "../../laws/checkpointing/llama-causes.ts";

const causeLabels = Object.fromEntries(Object.entries(LLAMA_CAUSES).map(([name, { label }]) => [name, label]));

/** The levers of the audit. One node is one GPU here, and one gang: a node's failure stops all. */
export const params = {
  nodes: {
    kind: "range",
    label: "Number of Nodes",
    symbol: "N",
    unit: "nodes",
    min: 8,
    max: 131_072,
    default: 16_384,
    scale: "log",
    whole: true,
    ticks: [8, 128, 1024, 16_384, 131_072],
  },
  writeTime: {
    kind: "range",
    label: "Checkpoint Write Time",
    symbol: "δ",
    unit: "s",
    min: 0.1,
    max: 3600,
    default: 60,
    scale: "log",
    ticks: [0.1, 1, 10, 60, 600, 3600],
  },
  interval: {
    kind: "range",
    label: "Checkpoint Interval",
    symbol: "τ",
    unit: "s",
    min: 10,
    max: 86_400,
    default: 3600,
    scale: "log",
    ticks: [10, 60, 600, 3600, 21_600, 86_400],
  },
  nodeMtbf: {
    kind: "range",
    label: "MTBF of one GPU",
    symbol: "M₁",
    unit: "h",
    min: 1000,
    max: 1_000_000,
    default: 65_536,
    scale: "log",
    ticks: [1000, 10_000, 100_000, 1_000_000],
  },
  restartTime: {
    kind: "range",
    label: "Restart Time",
    symbol: "R",
    unit: "s",
    min: 0,
    max: 3600,
    default: 300,
    scale: "linear",
    ticks: [0, 900, 1800, 2700, 3600],
  },
  downtime: {
    kind: "range",
    label: "Downtime",
    symbol: "D",
    unit: "s",
    min: 0,
    max: 3600,
    default: 60,
    scale: "linear",
    ticks: [0, 900, 1800, 2700, 3600],
  },
  failureLaw: {
    kind: "choice",
    label: "Law of failures",
    options: { exponential: "Exponential", weibull: "Weibull, shape 0.7" },
    default: "exponential",
  },
  withoutCauses: { kind: "several", label: "Causes at work", options: causeLabels, default: "" },
  seed: { kind: "seed", label: "Seed", default: 7 },
} as const satisfies ParamSpecs;

export type YoungDalyParams = ParamsOf<typeof params>;
