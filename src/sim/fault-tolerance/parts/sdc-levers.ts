import type { ParamSpecs, ParamsOf, RangeSpec } from "../../core/params.ts";
import { MIXES } from "./sdc-mixes.ts";
import type { Deadline, DetectorSet } from "./sdc-sets.ts";
import { SHAPES } from "./sdc-shapes.ts";

const whole = (label: string, unit: string, min: number, max: number, ticks: readonly number[]) =>
  ({
    kind: "range",
    label,
    unit,
    min,
    max,
    default: min,
    scale: "linear",
    whole: true,
    ticks,
  }) as const satisfies RangeSpec;
const labels = <K extends string>(
  table: Readonly<Record<K, { readonly label: string }>>,
): Readonly<Record<K, string>> =>
  Object.fromEntries(
    Object.entries<{ readonly label: string }>(table).map(([name, { label }]) => [name, label]),
  ) as Record<K, string>;

/** The levers of the detective. What lies beyond a layer's last weight or a word's last bit is that last one. */
export const params = {
  network: { kind: "choice", label: "Network", options: labels(SHAPES), default: "lights", given: true },
  layer: whole("Layer", "", 1, 3, [1, 2, 3]),
  weight: { ...whole("Weight of the layer", "", 0, 3647, [0, 1000, 2000, 3000]), default: 1214 },
  bit: { ...whole("Bit", "", 0, 31, [0, 7, 15, 23, 31]), default: 14 },
  direction: {
    kind: "choice",
    label: "Direction",
    options: { flip: "Turn it round", set: "0 → 1", clear: "1 → 0" },
    default: "flip",
  },
  place: {
    kind: "choice",
    label: "Place of the fault",
    options: {
      memory: "A weight in memory",
      compute: "One result, once",
      unit: "A bad unit, every time",
      torn: "A write that was cut off",
    },
    default: "memory",
  },
  twoSlots: { kind: "toggle", label: "Two slots, each with a CRC", default: false },
  input: whole("Input", "", 0, 63, [0, 16, 32, 48, 63]),
  crc: { kind: "toggle", label: "Checksum of the weights (CRC-32C)", default: false },
  scrubPeriod: {
    kind: "range",
    label: "Scrub period",
    unit: "frames",
    min: 1,
    max: 10_000,
    default: 1,
    scale: "log",
    whole: true,
    ticks: [1, 10, 100, 1000, 10_000],
  },
  abft: { kind: "toggle", label: "Checksum of each layer (ABFT)", default: false },
  abftThreshold: {
    kind: "range",
    label: "Threshold of the checksum",
    unit: "of a layer’s sum",
    min: 1e-9,
    max: 0.1,
    default: 1e-5,
    scale: "log",
    ticks: [1e-9, 1e-7, 1e-5, 1e-3, 0.1],
  },
  dmr: {
    kind: "choice",
    label: "Run twice (DMR)",
    options: { none: "No", same: "On the same buffer", separate: "On a separate copy" },
    default: "none",
  },
  rangeGuard: { kind: "toggle", label: "Range guard", default: false },
  nanCheck: { kind: "toggle", label: "NaN check", default: false },
  frameTime: {
    kind: "range",
    label: "Time of a frame",
    unit: "ms",
    min: 1,
    max: 1000,
    default: 10,
    scale: "log",
    ticks: [1, 10, 100, 1000],
  },
  allowed: {
    kind: "range",
    label: "Interval allowed",
    unit: "ms",
    min: 1,
    max: 100_000,
    default: 100,
    scale: "log",
    ticks: [1, 10, 100, 1000, 10_000, 100_000],
  },
  coverageWanted: {
    kind: "range",
    label: "Coverage demanded",
    unit: "%",
    min: 50,
    max: 100,
    default: 99,
    scale: "linear",
    ticks: [50, 60, 70, 80, 90, 99],
  },
  mix: { kind: "choice", label: "Where faults come from", options: labels(MIXES), default: "even" },
  width: {
    kind: "range",
    label: "Width of a layer",
    unit: "",
    min: 2,
    max: 4096,
    default: 48,
    scale: "log",
    whole: true,
    ticks: [2, 15, 64, 512, 4096],
  },
  batch: {
    kind: "range",
    label: "Batch",
    unit: "",
    min: 1,
    max: 256,
    default: 1,
    scale: "log",
    whole: true,
    ticks: [1, 4, 16, 64, 256],
  },
  devices: {
    kind: "range",
    label: "Devices of the fleet",
    unit: "",
    min: 1,
    max: 100_000,
    default: 16_384,
    scale: "log",
    whole: true,
    ticks: [1, 10, 100, 1000, 10_000, 100_000],
  },
  badRate: {
    kind: "range",
    label: "Bad devices in 10,000",
    unit: "",
    min: 0.1,
    max: 100,
    default: 3.61,
    scale: "log",
    ticks: [0.1, 1, 10, 100],
  },
  flipRate: {
    kind: "range",
    label: "Silent faults in a million device-hours",
    unit: "",
    min: 0.001,
    max: 1000,
    default: 1,
    scale: "log",
    ticks: [0.001, 0.1, 10, 1000],
  },
  seed: { kind: "seed", label: "Seed", default: 7 },
} as const satisfies ParamSpecs;

export type DetectiveParams = ParamsOf<typeof params>;

const MILLISECOND = 1e-3;

/** The detectors as the levers set them. */
export const setOf = (values: DetectiveParams): DetectorSet => {
  const { crc, scrubPeriod, abft, abftThreshold, dmr, rangeGuard, nanCheck } = values;
  return { crc, scrubPeriod, abft, abftThreshold, dmr, rangeGuard, nanCheck };
};

/** Their times in seconds. */
export const deadlineOf = (values: DetectiveParams): Deadline => ({
  frameTime: values.frameTime * MILLISECOND,
  allowed: values.allowed * MILLISECOND,
});
