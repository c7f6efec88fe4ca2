import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1) => ({ label, style: "percent", digits }) as const;
const time = (label: string, endless: string) => ({ label, style: "duration", endless }) as const;
const count = (label: string) => ({ label, style: "count" }) as const;
const value = (label: string, digits = 4, endless = "not finite") =>
  ({ label, style: "number", digits, endless }) as const;
const times = (label: string, digits = 1, endless = "costs nothing") =>
  ({ label, style: "times", digits, endless }) as const;
/** 1 for yes, 0 for no: for badges and failures; the words are the page's. */
const is = (label: string) => ({ label, style: "count" }) as const;
const perThousand = (label: string) => ({ label, style: "number", digits: 3 }) as const;
const UNSEEN = "never";
const UNMET = "demand not met";

/** Every number that a page may name. Times are in seconds, shares are shares, losses in nats. */
export const outputs = {
  layerStruck: count("Layer of the fault"),
  weightStruck: count("Weight of the fault"),
  bitStruck: count("Bit of the fault"),
  bitBefore: count("The bit before"),
  bitAfter: count("The bit after"),
  valueBefore: value("Value before", 5),
  valueAfter: value("Value after", 5),
  answerBefore: count("Answer before (class)"),
  answerAfter: count("Answer after (class)"),
  confidenceBefore: percent("Confidence before"),
  confidenceAfter: percent("Confidence after"),
  outputChanged: is("An output changed"),
  answerChanged: is("The answer changed"),
  wrongFrames: count("Answers changed, of 64 inputs"),
  redSeenGreen: count("Red lights seen green, of 64 inputs"),
  greenReleased: count("Red lights seen green before it was found"),
  released: count("Changed answers that went out before it was found"),
  lossBefore: value("Validation loss before"),
  lossAfter: value("Validation loss after", 4, "without bound"),
  lossMean: value("Validation loss, mean of batches"),
  lossBand: value("Band of its noise, 3 deviations of a batch"),
  lossSigmas: value("Rise of the loss, in deviations of a batch", 3, "without bound"),
  lossRings: is("The loss would have rung"),
  clearedRings: perThousand("Of 1,000 flips 1 → 0, the loss rings at"),
  setRings: perThousand("Of 1,000 flips 0 → 1, the loss rings at"),
  topSetRings: perThousand("Of 1,000 flips 0 → 1 of the top bit, the loss rings at"),
  crcFinds: is("The CRC finds it"),
  abftFinds: is("ABFT finds it on this input"),
  sameBufferFinds: is("DMR on the same buffer finds it on this input"),
  separateCopyFinds: is("DMR on a separate copy finds it on this input"),
  rangeFinds: is("The range guard finds it on this input"),
  nanFinds: is("The NaN check finds it on this input"),
  found: is("The chosen set finds it in time"),
  rescued: is("The older slot is restored"),
  weightsNeeded: count("Weights of the network"),
  weightsWritten: count("Weights in what is restored"),
  weightsLost: count("Weights that a torn write left empty"),
  residual: value("Checksum’s difference", 2, "without bound"),
  noiseFloor: value("Checksum’s difference without a fault, at most", 2),
  falseAlarms: percent("False alarms, of 64 inputs"),
  latency: time("From the fault to its detection, at worst", UNSEEN),
  scrubLatency: time("A whole scrub period", UNSEEN),
  setLatency: time("Slowest detector of the set", "no detector"),
  latencyOverAllowed: times("Slowest detector over the interval allowed", 2, "no detector"),
  coverage: percent("Coverage of the chosen set"),
  coverageLow: percent("Coverage, low end of its 95 % interval"),
  coverageMemory: percent("Coverage of weight faults"),
  coverageCompute: percent("Coverage of single results"),
  coverageUnit: percent("Coverage of a bad unit"),
  coverageOfAnswers: percent("Coverage of changed answers"),
  crcEscape: { label: "A random pattern escapes CRC-32C", style: "number", digits: 3 },
  masked: percent("Weight flips that change no output of their input"),
  notFinite: percent("Faults that show as NaN or infinity"),
  costByFlops: percent("Cost of the set by operations, of a second run", 2),
  costByBytes: percent("Cost of the set by bytes, of a second run", 2),
  cost: percent("Cost of the set, the dearer count", 2),
  cheaperByFlops: times("Cheaper than DMR by operations"),
  cheaperByBytes: times("Cheaper than DMR by bytes"),
  cheaper: times("Cheaper than DMR, the worse count"),
  layerByFlops: times("ABFT of one layer cheaper than DMR by operations"),
  layerByBytes: times("ABFT of one layer cheaper than DMR by bytes"),
  layerProof: times("ABFT of one layer cheaper than DMR, the worse count"),
  carScrub: times("CRC of the modelled car network cheaper than DMR"),
  carPeriod: count("Least scrub period that is ten times cheaper there"),
  meetsDemand: is("Coverage and latency are met without a false alarm"),
  costOverLeast: { ...percent("Cost over that of the cheapest set", 0), endless: UNMET },
  fieldFaults: count("Faults in the field that changed an output"),
  fieldFound: count("Of them found in time"),
  fieldEscapes: count("Of them escaped"),
  anyBad: percent("Chance that the fleet has a bad device", 2),
  betweenFaults: time("Between two silent faults of the fleet", UNSEEN),
} as const satisfies OutputSpecs;
