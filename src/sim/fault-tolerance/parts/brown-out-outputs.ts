import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, digits = 1) => ({ label, style: "percent", digits }) as const;
const time = (label: string, symbol?: string) => ({ label, symbol, style: "duration" }) as const;
const microjoules = (label: string, symbol?: string, endless?: string) =>
  ({ label, symbol, style: "number", digits: 3, unit: "µJ", endless }) as const;
const volts = (label: string, symbol?: string, endless?: string) =>
  ({ label, symbol, style: "number", digits: 4, unit: "V", endless }) as const;
const count = (label: string) => ({ label, style: "count" }) as const;
const NO_MEMORY = "nothing is saved";

/** Every number that a page may name. Times are in seconds, shares are shares, energies in µJ, capacitors in µF. */
export const outputs = {
  saveEnergy: { ...microjoules("Energy of one save", "E", "more than any capacitor holds"), digits: 4 },
  saveTime: { ...time("Time of one save", "δ"), endless: "without end" },
  storedEnergy: microjoules("Energy from 3.0 to 1.8 V", "½C(V² − V_min²)"),
  availableEnergy: microjoules("Energy from the threshold to 1.8 V", "½C(V_H² − V_min²)"),
  holdUp: time("Hold-up at 1 mW", "t_h"),
  workFromCapacitor: time("Work from the capacitor before the save"),
  lowestThreshold: volts("Lowest threshold that finishes a save", "V_H*", "no threshold"),
  thresholdOverLeast: volts("Threshold over the lowest safe one", "V_H − V_H*", "torn"),
  smallestCapacitor: {
    label: "Smallest capacitor for one save",
    style: "number",
    digits: 3,
    unit: "µF",
    endless: "larger than any",
  },
  flashOverFull: { label: "Full capacitors that one save in flash takes", style: "times", digits: 2 },
  /** Exact: a prediction of full capacitors is told as one of µF through it. */
  flashCapacitor: { label: "Capacitor that one save in flash empties", style: "number", digits: 3, unit: "µF" },
  flashFrom: { label: "Smallest capacitor for one save in flash", style: "number", digits: 3, unit: "µF" },
  largestState: { label: "Largest state that the capacitor can save", style: "count", unit: "B" },
  rechargeTime: time("Time to charge from 1.8 to 3.0 V"),
  brownOuts: count("Brown-outs"),
  riddenThrough: count("Spikes ridden through"),
  savesFinished: count("Brown-outs with a finished save"),
  savesTorn: count("Brown-outs with a torn save"),
  savesNeverBegun: count("Brown-outs whose save had never begun"),
  alreadyOff: count("Brown-outs that found it off"),
  saves: count("Saves finished in the run"),
  tornShare: percent("Torn saves of all begun"),
  leastVoltage: volts("Least voltage after a finished save", undefined, "none was finished without supply"),
  progress: percent("Forward progress"),
  workLost: time("Work lost in the run"),
  lostPerBrownOut: time("Work lost per brown-out, mean"),
  worstLoss: time("Work lost in the worst brown-out"),
  wallClock: time("Wall clock of the run"),
  frameBudget: microjoules("Budget of a frame"),
  frameEnergy: microjoules("Energy for each frame kept", undefined, "no frame is kept"),
  savesPerFrame: microjoules("Energy of saves for each frame kept"),
  frameOverBudget: { label: "Energy a frame over its budget", style: "times", digits: 2, endless: "without bound" },
  everyFrameShare: { ...percent("One save over the budget of a frame", 0), endless: NO_MEMORY },
  framesPerSave: { label: "Frames whose budget one save takes", style: "number", digits: 3, endless: NO_MEMORY },
  leakPower: { label: "Power that leaks", style: "number", digits: 3, unit: "µW" },
} as const satisfies OutputSpecs;
