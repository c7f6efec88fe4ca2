import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1, symbol?: string) => ({ label, symbol, style: "percent", digits }) as const;
const time = (label: string, symbol?: string) => ({ label, symbol, style: "duration" }) as const;
const times = (label: string, digits = 2) => ({ label, style: "times", digits }) as const;
const number = (label: string, digits = 3) => ({ label, style: "number", digits }) as const;
const count = (label: string) => ({ label, style: "count" }) as const;

/** Every number that a page may name. Times are in seconds, taxes and shares are shares. */
export const outputs = {
  mtbf: time("MTBF of one car’s computer", "M"),
  resetsPerDay: number("Resets of one car in 24 h of driving"),
  chanceOfHour: percent("One car drives an hour without a reset", 2, "e^{−1 h/M}"),
  writeTime: time("Time to copy one snapshot", "δ"),
  leastWriteTime: time("The same with the whole memory bus", "2S/B_max"),
  slack: time("Slack of the loop"),
  writeToSlack: percent("Copy over slack"),
  largestSnapshot: { label: "Largest snapshot that fits the slack", style: "bytes", digits: 3 },
  missesPerSnapshot: count("Frames missed per snapshot"),
  missesPerHour: number("Frames missed per hour by snapshots"),
  optimalInterval: time("Optimal interval, exact", "τ*"),
  youngInterval: time("Young’s interval", "√(2δM)"),
  writeToMtbf: { label: "Copy over MTBF", symbol: "δ/M", style: "number", digits: 3 },
  tax: percent("Reliability tax of one car", 3, "T/T_useful − 1"),
  leastTax: percent("Least tax", 3),
  rootTax: percent("First-order tax of copies and rework", 3, "√(2δ/M)"),
  taxOverLeast: { ...percent("Tax over the least"), endless: "without bound" },
  taxAtTenTimes: percent("Tax at ten times the optimum", 3),
  checkpointTax: percent("Tax of copies", 3),
  reworkTax: percent("Tax of re-acquiring", 3),
  recoveryTax: percent("Tax of restarts", 4),
  goldenFrom: time("Golden window, from"),
  goldenTo: time("Golden window, to"),
  segment: time("Segment", "τ + δ"),
  currentShare: percent("Time with a current world model", 3),
  staleShare: percent("Time with a stale world model", 3),
  ageAtReset: time("Age of the restored world model, mean"),
  blindFramesPerReset: count("Blind frames per reset"),
  blindFramesPerHour: number("Blind frames per hour of driving, mean"),
  frequencyForFleet: times("Snapshots of a car in this fleet, to those of a car alone", 2),
  gangFrequency: times("The same if one reset stopped every car", 2),
  gangInterval: time("Optimal interval if one reset stopped every car"),
  gangTax: { ...percent("Least tax if one reset stopped every car", 2), endless: "without bound" },
  fleetGap: time("Time between resets anywhere in the fleet, mean", "M/N"),
  fleetHours: time("Driven by the fleet that day"),
  fleetResets: count("Resets in the fleet that day"),
  dayResets: count("Resets of your car that day"),
  daySnapshots: count("Snapshots of your car that day"),
  dayRework: time("Stale time of your car that day"),
  dayOldest: time("Oldest world model restored that day"),
  dayBlindFrames: count("Blind frames of your car that day"),
  dayMisses: count("Frames missed by your car’s snapshots that day"),
} as const satisfies OutputSpecs;
