import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1, symbol?: string) => ({ label, symbol, style: "percent", digits }) as const;
const time = (label: string, symbol?: string, endless?: string) =>
  ({ label, symbol, style: "duration", endless }) as const;
const count = (label: string, unit?: string) => ({ label, style: "count", unit }) as const;
const dollars = (label: string) => ({ label, style: "dollars" }) as const;
const gpuHours = (label: string) => ({ label, style: "number", digits: 3, unit: "GPU-h" }) as const;
/** The day ends before the gang starts. */
const NOT_TODAY = "not within the day";

/** Every number that a page may name. Times in seconds, work in GPU-hours, shares as shares. */
export const outputs = {
  gangWait: time("Wait of the gang", undefined, NOT_TODAY),
  slaUsed: { label: "Wait of the gang over what is allowed", style: "times", digits: 2, endless: NOT_TODAY },
  slaTime: time("The gang is to start within"),
  gangGpus: count("GPUs that the gang needs", "GPUs"),
  gangNodes: count("Whole nodes that the gang needs", "nodes"),
  freeAtStart: count("GPUs free when the gang comes", "GPUs"),
  busyAtStart: percent("Busy when the gang comes", 1, "u"),
  wholeAtStart: count("Whole nodes free when the gang comes", "nodes"),
  wholeByChance: { label: "Whole by chance alone", symbol: "E", style: "number", digits: 1, unit: "nodes" },
  wholeIfPacked: count("Whole, were the free GPUs together", "nodes"),
  largestAtStart: count("Largest gang that could start then", "GPUs"),
  strandedAtStart: percent("Stranded share when the gang comes"),
  stranded: percent("Fragmentation: stranded share over the last 12 h"),
  goodput: percent("Goodput, without MFU"),
  occupancy: percent("Occupancy"),
  timeRatio: percent("Of what is occupied, useful and kept"),
  mfu: percent("Cluster MFU"),
  meanWait: time("Wait of students, mean"),
  medianWait: time("Wait of students, median"),
  longWait: time("Wait of students, 95th percentile"),
  theoryWait: { ...time("Wait by M/M/c, as if GPUs had no nodes"), endless: "without end" },
  theoryLoad: percent("Load on what the gang leaves over", 1, "ρ"),
  theoryServers: { ...count("Servers on what the gang leaves over", "servers"), symbol: "c" },
  theoryArrivals: { label: "Students’ jobs that come", symbol: "λ", style: "number", digits: 3, unit: "jobs/min" },
  asked: percent("Asked for by students and the gang"),
  waitingAtEnd: count("Jobs waiting at the end of the day"),
  backlog: percent("GPUs that they ask for, over all GPUs"),
  largestAtEnd: count("Largest gang that could start at the end", "GPUs"),
  stopped: count("Jobs stopped for the gang"),
  moved: count("Jobs moved for the gang"),
  migrations: count("Stop-the-world migrations"),
  lostWork: gpuHours("Work lost"),
  restartWork: gpuHours("Spent on starting again"),
  slowedWork: gpuHours("Lost to the tax of migration"),
  paidDollars: dollars("Work lost, restarts and tax, in dollars"),
  brokenNodes: count("Nodes that failed"),
  gangStops: count("Times that the gang was stopped"),
  tco: { label: "Price of the fleet", symbol: "TCO", style: "dollars", digits: 0 },
  idleDollars: dollars("Of that idle, each hour"),
  idleDay: dollars("Idle GPUs, the whole day"),
  missed: count("Badges missed"),
} as const satisfies OutputSpecs;
