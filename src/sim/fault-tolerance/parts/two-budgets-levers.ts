import type { ParamSpecs, ParamsOf } from "../../core/params.ts";
import { MEMORIES } from "./tiny-memories.ts";

/** The levers of the audit of one hearable, which brown-outs stop and which saves its state by the clock. */
export const params = {
  interval: {
    kind: "range",
    label: "Save Interval",
    symbol: "τ",
    unit: "s",
    min: 0.01,
    max: 10,
    default: 1,
    scale: "log",
    ticks: [0.01, 0.1, 1, 10],
  },
  mtbf: {
    kind: "range",
    label: "Time between brown-outs",
    symbol: "M",
    unit: "s",
    min: 0.2,
    max: 200,
    default: 2,
    scale: "log",
    ticks: [0.2, 2, 20, 200],
  },
  stateSize: {
    kind: "range",
    label: "State to save",
    unit: "KiB",
    min: 0.25,
    max: 64,
    default: 4,
    scale: "log",
    ticks: [0.25, 1, 4, 16, 64],
  },
  power: {
    kind: "range",
    label: "Power at work",
    symbol: "P",
    unit: "mW",
    min: 0.1,
    max: 20,
    default: 1,
    scale: "log",
    ticks: [0.1, 1, 10, 20],
  },
  bootTime: {
    kind: "range",
    label: "Boot time",
    symbol: "R",
    unit: "ms",
    min: 0,
    max: 500,
    default: 5,
    scale: "linear",
    ticks: [0, 100, 200, 300, 400, 500],
  },
  memory: {
    kind: "choice",
    label: "Memory",
    options: { feram: MEMORIES.feram.label, flash: MEMORIES.flash.label },
    default: "feram",
  },
  seed: { kind: "seed", label: "Seed", default: 7 },
} as const satisfies ParamSpecs;

export type TwoBudgetsParams = ParamsOf<typeof params>;
