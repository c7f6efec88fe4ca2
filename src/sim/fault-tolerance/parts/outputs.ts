import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1, symbol?: string) => ({ label, symbol, style: "percent", digits }) as const;
const time = (label: string, symbol?: string, endless?: string) =>
  ({ label, symbol, style: "duration", endless }) as const;
const times = (label: string, digits = 2) => ({ label, style: "times", digits }) as const;
const NO_FAILURE = "never fails";
const NO_END = "as long as you like";
const GIVEN_UP = "not finished";

/** Every number that a page may name. Times are in seconds, taxes and chances are shares. */
export const outputs = {
  mtbf: time("MTBF of the fleet", "M", NO_FAILURE),
  failuresPerDay: { label: "Failures a day", style: "number", digits: 2 },
  optimalInterval: time("Optimal interval, exact", "τ*", NO_END),
  youngInterval: time("Young’s interval", "√(2δM)", NO_END),
  dalyInterval: time("Daly’s interval", "τ_Daly", NO_END),
  writeToMtbf: percent("Write time over MTBF", 2, "δ/M"),
  youngExcess: percent("Extra time at Young’s interval", 2),
  tax: percent("Reliability tax", 1, "T/T_useful − 1"),
  leastTax: percent("Least tax"),
  rootTax: percent("First-order tax of checkpoints and rework", 1, "√(2δ/M)"),
  taxOverLeast: { ...percent("Tax over the least"), endless: "without bound" },
  totalOverLeast: percent("Time over the least", 2),
  timeRatio: percent("Effective training time"),
  leastTimeRatio: percent("Effective training time at the optimum"),
  checkpointTax: percent("Tax of checkpoints"),
  reworkTax: percent("Tax of rework"),
  recoveryTax: percent("Tax of recovery"),
  downtimeTax: percent("Tax of downtime"),
  writeShare: percent("Share of a segment spent writing", 1, "δ/(τ + δ)"),
  writeToInterval: percent("Write time over interval", 1, "δ/τ"),
  halfInterval: time("Half the interval", "τ/2"),
  lostPerFailure: time("Redone per failure, mean"),
  segment: time("Segment", "τ + δ"),
  chanceOfSegment: percent("Chance that a segment passes", 1, "e^{−(τ+δ)/M}"),
  triesPerSegment: { ...times("Tries per segment", 2), symbol: "e^{(τ+δ)/M}" },
  wallClock: time("Wall clock for 100 h of work", "T"),
  goldenFrom: time("Golden window, from", undefined, NO_END),
  goldenTo: time("Golden window, to", undefined, NO_END),
  flatFrom: time("Within 1 % of the least time, from", undefined, NO_END),
  flatTo: time("Within 1 % of the least time, to", undefined, NO_END),
  taxAtTwice: percent("Tax at twice the optimum"),
  taxAtTenTimes: percent("Tax at ten times the optimum"),
  frequencyAfterDoubling: times("Checkpoint frequency when N doubles, exact", 3),
  youngFrequencyAfterDoubling: times("Checkpoint frequency when N doubles, Young", 3),
  frequencyShrinkingShards: times("Checkpoint frequency when N doubles and δ halves", 3),
  nodeSurvival: { ...percent("One GPU survives a day", 3), symbol: "P_node" },
  fleetSurvival: { ...percent("All GPUs survive a day", 2), symbol: "P_fleet" },
  oneNodeTax: percent("Least tax of one GPU alone", 2),
  runFailures: { label: "Failures in the run", style: "count" },
  runTime: time("Wall clock of the run", undefined, GIVEN_UP),
  runTax: { ...percent("Tax of the run"), endless: GIVEN_UP },
  runRework: time("Work redone in the run"),
  runCheckpoints: { label: "Checkpoints in the run", style: "count" },
} as const satisfies OutputSpecs;
