import type { ParamSpecs } from "../../core/params.ts";

/** How a fleet is scheduled and mended, in every act alike. Preemption is First-Come-First-Serve with its switch on. */
export const fleetLevers = {
  policy: {
    kind: "choice",
    label: "Scheduling policy",
    options: {
      fcfs: "First-Come-First-Serve",
      easy: "First-Come-First-Serve + EASY backfill",
      bestFit: "Best-Fit",
      preemption: "Preemption",
    },
    default: "fcfs",
  },
  preemption: { kind: "toggle", label: "Preemption: stop small jobs for the big one", default: false },
  defragmentation: { kind: "toggle", label: "Defragmentation: stop-the-world migration", default: false },
  migrationTime: {
    kind: "range",
    label: "Stop-the-world migration takes",
    unit: "min",
    min: 1,
    max: 60,
    default: 10,
    scale: "log",
    ticks: [1, 5, 10, 30, 60],
  },
  migrationTax: {
    kind: "range",
    label: "Performance tax while it lasts",
    unit: "%",
    min: 0,
    max: 90,
    default: 10,
    scale: "linear",
    whole: true,
    ticks: [0, 10, 25, 50, 90],
  },
  repairTime: {
    kind: "range",
    label: "Repair of a node takes",
    unit: "h",
    min: 0.1,
    max: 48,
    default: 4,
    scale: "log",
    ticks: [0.1, 1, 4, 24, 48],
  },
} as const satisfies ParamSpecs;
