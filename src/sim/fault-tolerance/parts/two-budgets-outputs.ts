import type { OutputSpecs } from "../../core/model.ts";

const percent = (label: string, symbol?: string) => ({ label, symbol, style: "percent", digits: 1 }) as const;
const time = (label: string, symbol?: string) => ({ label, symbol, style: "duration" }) as const;
const microjoules = (label: string, symbol?: string) =>
  ({ label, symbol, style: "number", digits: 3, unit: "µJ" }) as const;
const count = (label: string) => ({ label, style: "count" }) as const;

/** Every number that a page may name. Times are in seconds, taxes are shares, energies in µJ. */
export const outputs = {
  writeTime: time("Time of one save", "δ"),
  saveEnergy: { ...microjoules("Energy of one save", "E"), digits: 4 },
  writePower: { label: "Power of a save", symbol: "E/δ", style: "number", digits: 3, unit: "mW" },
  powerRatio: { label: "Power of a save over that of work", symbol: "k", style: "times", digits: 2 },
  energyTime: time("Work that one save’s energy would pay for", "E/P"),
  timeTax: percent("Time tax"),
  energyTax: percent("Energy tax"),
  timeInterval: time("Interval of least time", "τ_t"),
  energyInterval: time("Interval of least energy", "τ_E"),
  firstOrderTimeInterval: time("First order, time", "√(2δM)"),
  firstOrderEnergyInterval: time("First order, energy", "√(2(E/P)M)"),
  intervalRatio: {
    label: "Interval of least energy over that of least time",
    symbol: "τ_E/τ_t",
    style: "times",
    digits: 2,
  },
  leastTimeTax: percent("Least time tax"),
  leastEnergyTax: percent("Least energy tax"),
  timeTaxAtEnergyInterval: percent("Time tax at the interval of least energy"),
  energyTaxAtTimeInterval: percent("Energy tax at the interval of least time"),
  timeGivenUp: percent("Time tax added if energy sets the interval"),
  energyGivenUp: percent("Energy tax added if time sets the interval"),
  balancedInterval: time("Interval that both budgets regret alike", "τ_b"),
  timeOverLeast: { ...percent("Time tax over the least"), endless: "without bound" },
  energyOverLeast: { ...percent("Energy tax over the least"), endless: "without bound" },
  goldenFrom: time("Within 2 % of the least energy tax, from"),
  goldenTo: time("Within 2 % of the least energy tax, to"),
  savingTimeTax: percent("Time tax of saves", "δ/τ"),
  savingEnergyTax: percent("Energy tax of saves", "E/(Pτ)"),
  reworkTimeTax: percent("Time tax of rework"),
  reworkEnergyTax: percent("Energy tax of rework"),
  bootTimeTax: percent("Time tax of boots"),
  bootEnergyTax: percent("Energy tax of boots"),
  lostPerBrownOut: time("Redone per brown-out, mean"),
  segment: time("Segment", "τ + δ"),
  halfInterval: time("Half the interval", "τ/2"),
  frameEnergy: microjoules("Energy for each frame of 10 ms kept"),
  hoursOnCharge: { label: "Useful hours on one charge", style: "number", digits: 3, unit: "h" },
  wallClock: time("Wall clock for 100 s of work", "T"),
  wallClockAllowed: time("Ten times the useful time"),
  runBrownOuts: count("Brown-outs in the run"),
  runTime: { ...time("Wall clock of the run"), endless: "not finished" },
  runEnergy: { label: "Energy of the run", style: "number", digits: 3, unit: "mJ", endless: "not finished" },
  runTimeTax: { ...percent("Time tax of the run"), endless: "not finished" },
  runEnergyTax: { ...percent("Energy tax of the run"), endless: "not finished" },
  runRework: time("Work redone in the run"),
  runSaves: count("Saves finished in the run"),
  runTorn: count("Saves torn in the run"),
} as const satisfies OutputSpecs;
