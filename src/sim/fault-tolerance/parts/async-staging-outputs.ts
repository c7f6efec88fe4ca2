import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1, symbol?: string) => ({ label, symbol, style: "percent", digits }) as const;
const time = (label: string, symbol?: string, endless?: string) =>
  ({ label, symbol, style: "duration", endless }) as const;
const times = (label: string, digits = 1) => ({ label, style: "times", digits }) as const;
const bytes = (label: string, symbol?: string) => ({ label, symbol, style: "bytes", digits: 3 }) as const;
/** Rates are told in GB/s, as on the levers. */
const rate = (label: string, symbol?: string) => ({ label, symbol, style: "number", digits: 3, unit: "GB/s" }) as const;
const count = (label: string, symbol?: string) => ({ label, symbol, style: "count" }) as const;
/** What a node’s death costs where each snapshot is safe later than the one before it. */
const GROWS = "grows without end";

/** Every number that a page may name. Times are in seconds, sizes in bytes, rates in GB/s, shares as shares. */
export const outputs = {
  mathStop: time("Math-stop", "t_block"),
  mathStopShare: percent("Share of time that math stands still", 4),
  stopBlocking: time("Math-stop, blocking S3"),
  stopSsd: time("Math-stop, local SSD"),
  stopAsync: time("Math-stop, async DRAM"),
  ssdFactor: times("Local SSD shortens the math-stop by"),
  oneDriveFactor: times("One local drive would shorten it by"),
  asyncFactor: times("Async DRAM shortens the math-stop by"),
  backPressureStop: time("Math-stop with a full buffer and back-pressure, at most", "S/r"),
  steadyStall: time("Stall of each interval once the buffer backs up", "S/r − τ"),
  shardBytes: bytes("Snapshot of one node", "S"),
  fleetBytes: bytes("Snapshot of the fleet", "N·S"),
  bufferBytes: bytes("Staging buffer of one node", "C"),
  bufferPeak: bytes("Most that the buffer held"),
  threshold: bytes("Least buffer without a storm, by the law", "S(1 − r/b)"),
  thresholdFound: bytes("Least buffer without a storm, by the simulation"),
  bufferMiss: { ...percent("Buffer above the least that holds off the storm"), endless: "missed" },
  spilledBytes: bytes("Written through by each node"),
  stormBytes: bytes("Written through by the fleet"),
  peakOffered: rate("Most asked of the store"),
  storeBandwidth: rate("Storage bandwidth", "B"),
  overload: times("Most asked of the store, over what it takes"),
  stormTime: time("Time in which more is asked than the store takes"),
  concurrency: count("Nodes that send at once, at most"),
  collapsedGoodput: percent("Goodput at that concurrency, lossy Ethernet, illustrative"),
  persistTime: time("Until the snapshot is safe in the store", "t_p"),
  cycleTime: time("Cycle: math-stop and interval", "τ + t_block"),
  drainMargin: { ...times("Cycle over the time to be safe", 2), endless: "no end" },
  persistShare: percent("Time to be safe, over the cycle"),
  backlog: bytes("Not yet in the store after three cycles, each node"),
  dramTime: time("In DRAM alone, at most"),
  diskTime: time("HBM to disk, whole snapshot"),
  diskThroughput: rate("HBM-to-disk throughput of one node"),
  copyUsed: percent("Copy, used of available", 0, "b"),
  driveUsed: percent("Drives, used of available, while they write", 0, "r"),
  portUsed: percent("Port of a node, used of available, at most", 1),
  storeUsed: percent("Store, used of available, while it writes", 0, "B"),
  driveBusy: percent("Share of the cycle in which the drives write", 3),
  drives: count("Drives in a node"),
  driveWritesPerDay: { label: "Drive writes a day", symbol: "DWPD", style: "number", digits: 3 },
  driveRating: { label: "Drive writes a day that the warranty allows", style: "number", digits: 3 },
  driveLife: time("Life of a drive", undefined, "not written"),
  expectedLoss: time("Work lost if a node dies, mean", undefined, GROWS),
  worstLoss: time("Work lost if a node dies, at worst", undefined, GROWS),
  runLoss: time("Work lost in the run’s failure", undefined, GROWS),
  bestInterval: time("Best interval for this math-stop", "max(√(2 t_block M), t_p)"),
  bestLoss: time("Work lost if a node dies, mean, at the best interval", "τ/2 + t_p"),
} as const satisfies OutputSpecs;
