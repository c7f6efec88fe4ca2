import type { ParamSpecs, ParamsOf } from "../../core/params.ts";
import { HOUR } from "../../core/units.ts";
import { fleetLevers } from "./fleet-levers.ts";

/** The day that is simulated, and the part of it over which fragmentation is judged (the issue of Lab 08). */
export const DAY_LONG = 24 * HOUR;
export const JUDGED_OVER = 12 * HOUR;

/** The levers of the Fragmentation Audit. They act from t = 0; the students' cluster before that is the same for all. */
export const params = {
  policy: fleetLevers.policy,
  preemption: fleetLevers.preemption,
  defragmentation: fleetLevers.defragmentation,
  checkpoint: {
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
  contiguity: {
    kind: "choice",
    label: "Contiguous means",
    options: { any: "Any whole nodes", pod: "Whole nodes of one pod", strict: "A run of adjacent nodes" },
    default: "any",
  },
  gangNodes: {
    kind: "range",
    label: "Whole nodes that the gang needs",
    unit: "nodes",
    min: 2,
    max: 250,
    default: 125,
    scale: "linear",
    whole: true,
    ticks: [2, 50, 125, 200, 250],
  },
  busy: {
    kind: "range",
    label: "GPUs busy when the gang comes",
    unit: "GPUs",
    min: 5000,
    max: 9000,
    default: 8000,
    scale: "linear",
    whole: true,
    ticks: [5000, 6000, 7000, 8000, 9000],
  },
  load: {
    kind: "range",
    label: "Load that students offer from then on",
    symbol: "ρ",
    unit: "%",
    min: 0,
    max: 110,
    default: 78,
    scale: "linear",
    ticks: [0, 25, 50, 78, 110],
  },
  sla: {
    kind: "range",
    label: "The gang is to start within",
    unit: "min",
    min: 1,
    max: 240,
    default: 20,
    scale: "log",
    ticks: [1, 5, 20, 60, 240],
  },
  migrationTime: fleetLevers.migrationTime,
  migrationTax: fleetLevers.migrationTax,
  failureRate: {
    kind: "range",
    label: "Failures per 1,000 node-days",
    symbol: "r_f",
    unit: "failures",
    min: 0,
    max: 200,
    default: 2.34,
    scale: "linear",
    ticks: [0, 6.5, 50, 100, 200],
  },
  repairTime: fleetLevers.repairTime,
  rackShare: {
    kind: "range",
    label: "Failures that take the whole rack",
    unit: "%",
    min: 0,
    max: 100,
    default: 10,
    scale: "linear",
    ticks: [0, 10, 50, 100],
  },
  price: {
    kind: "range",
    label: "Price of a GPU-hour",
    unit: "$",
    min: 2,
    max: 4,
    default: 3,
    scale: "linear",
    ticks: [2, 2.5, 3, 3.5, 4],
  },
  workload: {
    kind: "choice",
    label: "Who comes after t = 0",
    options: { students: "Students and the gang", lublin: "Lublin–Feitelson jobs and the gang" },
    default: "students",
  },
  seed: { kind: "seed", label: "Seed of the cluster", default: 7 },
} as const satisfies ParamSpecs;

export type AuditParams = ParamsOf<typeof params>;
