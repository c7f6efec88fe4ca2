import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1, symbol?: string) => ({ label, symbol, style: "percent", digits }) as const;
const time = (label: string, symbol?: string, endless?: string) =>
  ({ label, symbol, style: "duration", endless }) as const;
const frames = (label: string) => ({ label, style: "number", digits: 3, unit: "frames" }) as const;
const NO_END = "without bound";
const GIVEN_UP = "not finished";

/** Every number that a page may name. Times are in seconds, taxes are shares of the useful time, "a minute" is one of wearing. */
export const outputs = {
  writeTime: time("One save", "δ"),
  mtbf: time("Time between kills, mean", "M"),
  killsPerMinute: { label: "Kills a minute", style: "number", digits: 2 },
  optimalInterval: time("Optimal interval, exact", "τ*"),
  youngInterval: time("Young’s interval", "√(2δM)"),
  writeToMtbf: percent("Save over time between kills", 2, "δ/M"),
  writeToInterval: percent("Save over interval", 1, "δ/τ"),
  segment: time("Segment", "τ + δ"),
  halfInterval: time("Half the interval", "τ/2"),
  tax: { ...percent("Reliability tax", 1, "T/T_useful − 1"), endless: NO_END },
  leastTax: percent("Least tax"),
  rootTax: percent("First-order tax of saves and lost state", 1, "√(2δ/M)"),
  checkpointTax: percent("Tax of saves"),
  reworkTax: { ...percent("Tax of lost state"), endless: NO_END },
  recoveryTax: { ...percent("Tax of resumes"), endless: NO_END },
  taxOverLeast: { ...percent("Tax over the least"), endless: NO_END },
  totalOverLeast: { ...percent("Time over the least", 2), endless: NO_END },
  timeRatio: percent("Time that is translated and kept"),
  leastTimeRatio: percent("Time that is translated and kept, at the optimum"),
  goldenFrom: time("Golden window, from"),
  goldenTo: time("Golden window, to"),
  taxAtTwice: { ...percent("Tax at twice the optimum"), endless: NO_END },
  taxAtTenTimes: { ...percent("Tax at ten times the optimum"), endless: NO_END },
  droppedPerSave: frames("Frames dropped by one save"),
  droppedPerMinute: frames("Frames dropped a minute by saving"),
  leastDroppedPerMinute: frames("Frames dropped a minute by saving, at the optimum"),
  frozenPerKill: frames("Frames frozen by one resume"),
  frozenPerMinute: time("Frozen a minute by resumes"),
  frozenFramesPerMinute: frames("Frames frozen a minute by resumes"),
  lostPerKill: time("State lost to one kill, mean"),
  lostPerMinute: time("State lost a minute to kills"),
  lostFramesPerMinute: frames("State lost a minute, in frames"),
  leastTakenPerMinute: frames("Frames that a minute loses, at the optimum"),
  leastLostFramesPerMinute: frames("State lost a minute at the optimum, in frames"),
  killShare: percent("Share of the loss that kills make"),
  leastWarmTax: percent("Least tax with a resume of 100 ms"),
  flashPerDay: { label: "Flash written a day", style: "bytes", digits: 3 },
  wallClock: time("Wearing time for 20 min of kept translation", "T"),
  runKills: { label: "Kills in the run", style: "count" },
  runSaves: { label: "Saves finished in the run", style: "count" },
  runTorn: { label: "Saves torn in the run", style: "count" },
  runTime: time("Wearing time of the run", undefined, GIVEN_UP),
  runTax: { ...percent("Tax of the run"), endless: GIVEN_UP },
  runFrozen: time("Frozen in the run"),
  runLost: time("State lost in the run"),
  runDropped: { label: "Frames dropped in the run by saving", style: "count" },
} as const satisfies OutputSpecs;
