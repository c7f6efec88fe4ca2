import type { ParamSpecs, ParamsOf } from "../../core/params.ts";
import { MEMORIES } from "./tiny-memories.ts";
import { params as twoBudgets } from "./two-budgets-levers.ts";

/** Voltage of the supply, and the least that runs the chip: 1.8 to 3.6 V in the data sheet of the MSP430FR59xx (V). */
export const FULL = 3.0;
export const LEAST = 1.8;

/** The levers of the hearable whose battery is spiking. */
export const params = {
  capacitor: {
    kind: "range",
    label: "Capacitor",
    symbol: "C",
    unit: "µF",
    min: 4.7,
    max: 2200,
    default: 100,
    scale: "log",
    ticks: [4.7, 22, 100, 470, 2200],
  },
  threshold: {
    kind: "range",
    label: "Save threshold",
    symbol: "V_H",
    unit: "V",
    min: LEAST,
    max: FULL,
    default: 1.82,
    scale: "linear",
    ticks: [1.8, 2, 2.2, 2.4, 2.6, 2.8, 3],
  },
  memory: {
    kind: "choice",
    label: "Memory",
    options: { flash: MEMORIES.flash.label, feram: MEMORIES.feram.label, none: "None" },
    default: "feram",
  },
  stateSize: twoBudgets.stateSize,
  spikeLaw: {
    kind: "choice",
    label: "Law of spikes",
    options: {
      mixed: "Two short spikes in three",
      spikes: "Short spikes only",
      outages: "Outages that outlast the capacitor",
    },
    default: "mixed",
  },
  everyFrame: { kind: "toggle", label: "Save in every frame", default: false },
  leakage: { kind: "toggle", label: "The capacitor leaks", default: false },
  seed: { kind: "seed", label: "Seed", default: 7 },
} as const satisfies ParamSpecs;

export type BrownOutParams = ParamsOf<typeof params>;
