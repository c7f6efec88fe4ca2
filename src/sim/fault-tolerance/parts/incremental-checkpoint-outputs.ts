import type { OutputSpecs } from "../../core/model.ts";

const time = (label: string, symbol?: string, endless?: string) =>
  ({ label, symbol, style: "duration", endless }) as const;
const pages = (label: string, endless?: string) => ({ label, style: "count", unit: "pages", endless }) as const;
const bytes = (label: string) => ({ label, style: "bytes", digits: 3 }) as const;
const frames = (label: string) => ({ label, style: "number", digits: 3, unit: "frames" }) as const;
const percent = (label: string, digits = 1) => ({ label, style: "percent", digits }) as const;
const NO_SAVE = "no save in this run";
const NO_KILL = "no kill in this run";

/** Every number that a page may name. Times are in seconds; "a minute" is one of wearing. */
export const outputs = {
  dirtyLaw: pages("Dirty pages at a save, law over hot and cold"),
  dirtyUniform: pages("Dirty pages at a save, uniform law"),
  dirtySimulated: pages("Dirty pages at a save, simulated", NO_SAVE),
  uniformExcess: { label: "Uniform law over the law with a hot set", style: "times", digits: 2 },
  writesPerSave: { label: "Writes between two saves", style: "count" },
  deltaBytes: bytes("One increment"),
  stateBytes: bytes("All pages"),
  dirtyShare: percent("Share of the pages that are dirty at a save"),
  savedBytes: bytes("Written by one save"),
  block: time("Stop of one save"),
  baseBlock: time("Stop of a save that writes a base"),
  droppedPerSave: frames("Frames dropped by one save"),
  droppedPerBase: frames("Frames dropped by a save that writes a base"),
  droppedPerMinute: { label: "Frames dropped a minute", style: "number", digits: 3 },
  stoppedShare: percent("Share of the time that saves stop the process", 2),
  unsafe: time("From the stop of a save until it is safe"),
  baseUnsafe: time("From the stop of a new base until it is safe"),
  resumeBase: time("Resume from a base alone"),
  resumeWorst: time("Resume from the fullest chain"),
  resumeMean: time("Resume, mean over chains"),
  resumeBound: time("Bound of a resume"),
  perDelta: time("Resume, more for each delta"),
  overBound: { label: "Fullest chain over the bound", style: "times", digits: 3 },
  flashPerDay: bytes("Flash written a day"),
  flashOverFull: percent("Flash written, against full saves"),
  longestChain: { label: "Longest chain within the bound", style: "count", unit: "deltas" },
  chainMiss: { label: "Deltas away from the longest chain", style: "count", endless: "no chain" },
  lostPerKill: time("State lost to one kill, about"),
  frozenPerMinute: time("Frozen a minute by resumes"),
  runKills: { label: "Kills in the run", style: "count" },
  runSaves: { label: "Saves finished in the run", style: "count" },
  runTorn: { label: "Saves torn in the run", style: "count" },
  runDropped: { label: "Frames dropped in the run by saving", style: "count" },
  runDroppedPerMinute: { label: "Frames dropped a minute, in the run", style: "number", digits: 3 },
  runFlashPerDay: bytes("Flash written a day, at the run’s rate"),
  runWorstResume: time("Slowest resume in the run", undefined, NO_KILL),
  runLongestChain: { label: "Longest chain resumed in the run", style: "count", unit: "deltas" },
  runLate: { label: "Resumes over the bound in the run", style: "count" },
  runLost: time("State lost in the run"),
  runFrozen: time("Frozen in the run"),
} as const satisfies OutputSpecs;
