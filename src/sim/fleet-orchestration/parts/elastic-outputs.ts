import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1, symbol?: string) => ({ label, symbol, style: "percent", digits }) as const;
const time = (label: string, symbol?: string, endless?: string) =>
  ({ label, symbol, style: "duration", endless }) as const;
const count = (label: string, unit?: string) => ({ label, style: "count", unit }) as const;
const dollars = (label: string) => ({ label, style: "dollars" }) as const;
const nodes = (label: string) => ({ label, style: "number", digits: 3, unit: "nodes" }) as const;
const times = (label: string, digits = 3) => ({ label, style: "times", digits }) as const;

/** Every number that a page may name. Times in seconds, losses in seconds of full throughput, shares as shares. */
export const outputs = {
  failedNodes: count("Nodes that failed", "nodes"),
  repairTime: time("Repair time", "T"),
  replicaNodes: count("Nodes of each replica", "nodes"),
  spareNodes: count("Spare nodes", "nodes"),
  racksHit: count("Racks with a failed node", "racks"),
  replicas: count("Replicas of the whole job", "replicas"),
  replicasLeft: count("Replicas that go on", "replicas"),
  capacity: percent("Capacity that goes on"),
  wholeShare: percent("Replicas that lost no node", 1, "c"),
  formedShare: percent("Replicas that the live nodes can form"),
  meanLeft: percent("Mean of the replicas that scattered failures leave"),
  leftOfOnes: count("Nodes still at work, replicas of one node, scattered", "nodes"),
  leftOfFives: nodes("Nodes still at work in the mean, replicas of five, scattered"),
  rackedFives: count("Nodes still at work, replicas of five, whole racks", "nodes"),
  throughput: percent("Throughput that goes on", 1, "q"),
  ringBefore: time("AllReduce on the whole ring"),
  ringAfter: time("AllReduce on the shrunken ring"),
  ringRatio: times("AllReduce on the shrunken ring, over the whole one"),
  ringFaster: percent("AllReduce faster by"),
  ringCost: time("AllReduce longer by"),
  computeBefore: time("Computing in a step before"),
  computeAfter: time("Computing in a step after"),
  computeCost: time("Computing longer by"),
  stepBefore: time("A step before"),
  stepAfter: time("A step after"),
  ringShare: percent("AllReduce in a step before", 2),
  reconfigure: time("Standstill of the elastic job, dropping replicas", "t_r"),
  reshardStop: time("Standstill of the elastic job, re-sharded"),
  spareLoss: time("Until the same step is reached on spares", "W"),
  standstill: time("Standstill after the spike"),
  lostWait: time("Work lost, crash and wait"),
  lostSpare: time("Work lost, restart on spares"),
  lostDrop: time("Work lost, elastic, dropping replicas"),
  lostReshard: time("Work lost, elastic, re-sharded"),
  lostWork: time("Work lost"),
  lostDollars: dollars("Work lost, in dollars"),
  breakEven: time("Break-even repair time", "T*"),
  breakEvenMiss: percent("Off the break-even"),
  goodput: percent("Goodput of the shift of 8 h"),
  mfu: percent("Job MFU over the shift"),
  tco: { label: "Price of the job", symbol: "TCO", style: "dollars", digits: 0 },
  lostShift: dollars("Of the shift’s price, for nothing"),
  batchPlanned: count("Batch as planned", "samples"),
  batchNow: count("Batch after the response", "samples"),
  batchKept: percent("Batch after the response, over the planned one", 0),
  batchShort: percent("Batch smaller than planned by", 0),
  rateLinear: times("Learning rate by the linear rule", 2),
  rateRoot: times("Learning rate by the root rule", 2),
  stalled: count("Whether the elastic job stalls"),
  ringWaitsFor: count("Nodes that the ring waits for", "nodes"),
  ringAnswers: count("Nodes that answer", "nodes"),
  meanInRepair: nodes("Nodes in repair, mean, of 100"),
  sparesForJob: count("Spares for 100 nodes, 99 % of the time", "spares"),
  sparesForFleet: count("Spares for 2,048 nodes, 99 % of the time", "spares"),
  sparesShort: count("Spares missing", "spares"),
  sparesDay: dollars("Idle spares, a day"),
} as const satisfies OutputSpecs;
