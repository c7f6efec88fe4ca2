import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1, symbol?: string) => ({ label, symbol, style: "percent", digits }) as const;
const time = (label: string, symbol?: string) => ({ label, symbol, style: "duration" }) as const;
const size = (label: string, symbol?: string) => ({ label, symbol, style: "bytes", digits: 3 }) as const;
/** The deadline is met or missed by less than three digits tell. */
const exact = (label: string, symbol?: string) => ({ label, symbol, style: "number", digits: 5, unit: "ms" }) as const;
const count = (label: string) => ({ label, style: "count" }) as const;

/** Every number that a page may name. Times are in seconds, sizes in bytes; what meets the deadline is in milliseconds. */
export const outputs = {
  missed: count("Deadlines missed in 100,000 loops"),
  latePasses: count("Loops that ended late"),
  worstLoop: exact("Worst loop"),
  loopTime: exact("Deadline of the loop", "T"),
  worstSlack: time("Slack of the slowest loop", "T − c_max"),
  meanSlack: time("Slack of the mean loop", "T − c̄"),
  meanDrawn: time("Compute time in this run, mean"),
  mostDrawn: time("Compute time in this run, longest"),
  atCut: count("Loops in this run that reach the cut-off"),
  chanceOfCut: percent("Chance that a loop reaches the cut-off", 3),
  blockingTime: time("Whole snapshot to the eMMC", "S/r"),
  blockingMisses: count("Deadlines missed by one blocking snapshot, at the mean"),
  shadowTime: time("Whole snapshot to DRAM", "S/B"),
  lateShadow: percent("Whole snapshots in DRAM that miss a deadline", 2),
  latePerThousand: { label: "Of 1,000 whole snapshots in DRAM, late", style: "number", digits: 3 },
  chunkTime: time("Time to copy one chunk", "q/B"),
  lateChunk: percent("Chance that a loop with a full chunk is late", 3),
  largestChunk: size("What the slowest loop’s slack would take", "(T − c_max)·B"),
  meanChunk: size("What the mean loop’s slack would take", "(T − c̄)·B"),
  chunkMiss: { ...percent("From the largest chunk"), endless: "a deadline is missed" },
  loopsPerSnapshot: count("Loops to copy one snapshot"),
  snapshots: count("Snapshots finished"),
  meanAge: time("Age of the snapshot, mean"),
  worstAge: time("Age of the snapshot, at worst"),
  longestCopy: time("Longest copy of a snapshot"),
  copyingShare: percent("Loops that copy"),
  traffic: { label: "Memory traffic of snapshots", style: "number", digits: 3, unit: "GB/s" },
  trafficShare: percent("Share of the memory’s 200 GB/s", 2),
  flashPerDay: size("Written to the eMMC in 24 h of driving"),
} as const satisfies OutputSpecs;
