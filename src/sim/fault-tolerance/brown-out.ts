import type { Model, ModelModule } from "../core/model.ts";
import { random } from "../core/random.ts";
import { capacitorEnergy, saveThreshold } from "../laws/capacitor.ts";
import { type BrownOutParams, FULL, LEAST, params } from "./parts/brown-out-levers.ts";
import { outputs } from "./parts/brown-out-outputs.ts";
import type { BrownOutRun, Outcome } from "./parts/brown-out-record.ts";
import { brownOutRun, SUPPLY_POWER, WORK_POWER } from "./parts/brown-out-run.ts";
import { supplyGaps } from "./parts/brown-out-supply.ts";
import { type VoltageTrace, voltageTrace, voltsAt } from "./parts/brown-out-trace.ts";
import { brownOutTrail } from "./parts/brown-out-trail.ts";
import { FRAME, FRAME_BUDGET, kibibytes, MEMORIES, saveOf } from "./parts/tiny-memories.ts";

export { outputs, params };
export const version = "1.0.0";

const MICRO = 1e-6;
/**
 * Leakage of an aluminium electrolytic capacitor, I = 0.01 C V at its rated voltage, here 3.0 V, in A per F and V. It is the bound of the data
 * sheets after two minutes; a capacitor that has been charged for long may leak a hundredth of it.
 *
 * @see Nippon Chemi-Con, frequent questions, "About time-based changes in leakage current": 770 µA for 2,200 µF and 35 V
 */
const LEAKAGE = 0.01;

export interface BrownOutModel extends Model<typeof outputs> {
  readonly settings: BrownOutParams;
  /** The voltage through the first brown-outs, and the saves on it. */
  readonly trace: VoltageTrace;
  readonly run: BrownOutRun;
  /** Where the energy of a kept frame goes (µJ); all else is leakage, boots and work that was lost. */
  readonly frame: { readonly work: number; readonly saves: number; readonly other: number };
  /** The lowest safe threshold over a fixed grid of capacitors (µF, V), for this state in either memory; above 3 V there is none. */
  readonly thresholds: {
    readonly capacitor: readonly number[];
    readonly feram: readonly number[];
    readonly flash: readonly number[];
  };
}

const GRID = Array.from({ length: 60 }, (_, i) => 4.7 * (2200 / 4.7) ** (i / 59));
const { POSITIVE_INFINITY } = Number;

/**
 * One hearable whose supply browns out 1,000 times: the voltage of its capacitor event by event, and what became of each save.
 * Series resistance and the comparator's own delay and power are left out: they would raise every threshold.
 */
export function simulate(values: BrownOutParams): BrownOutModel {
  const { threshold, memory, everyFrame, spikeLaw, seed } = values;
  const capacitance = values.capacitor * MICRO;
  const bytes = kibibytes(values.stateSize);
  const save = memory === "none" ? null : saveOf(MEMORIES[memory], bytes);
  const inFlash = saveOf(MEMORIES.flash, bytes);
  const leakPower = values.leakage ? LEAKAGE * capacitance * FULL ** 2 : 0;
  const storedIn = (volts: number): number => capacitorEnergy({ capacitance, from: volts, to: 0 });
  const stored = capacitorEnergy({ capacitance, from: FULL, to: LEAST });
  const available = capacitorEnergy({ capacitance, from: threshold, to: LEAST });
  /** What a save takes from the capacitor: its own energy and what leaks meanwhile (J). */
  const taken = save ? save.energy + leakPower * save.time : POSITIVE_INFINITY;
  const lowest = save ? saveThreshold({ energy: taken, capacitance, minimumVoltage: LEAST }) : POSITIVE_INFINITY;

  const run = brownOutRun({
    full: storedIn(FULL),
    trigger: storedIn(threshold),
    least: storedIn(LEAST),
    leakPower,
    save,
    everyFrame,
    gaps: supplyGaps(spikeLaw, stored / WORK_POWER + (save?.time ?? 0), seed),
  });
  const having = (what: Outcome): number => run.brownOuts.filter(({ outcome }) => outcome === what).length;
  const frames = run.kept / FRAME;
  const frameSaves = frames > 0 ? run.usedBySaves / frames : 0;
  const frameEnergy = frames > 0 ? run.used / frames : POSITIVE_INFINITY;

  return {
    settings: values,
    saveEnergy: save ? save.energy / MICRO : POSITIVE_INFINITY,
    saveTime: save?.time ?? POSITIVE_INFINITY,
    storedEnergy: stored / MICRO,
    availableEnergy: available / MICRO,
    holdUp: stored / WORK_POWER,
    workFromCapacitor: (stored - available) / (WORK_POWER + leakPower),
    lowestThreshold: lowest <= FULL ? lowest : POSITIVE_INFINITY,
    thresholdOverLeast: threshold >= lowest ? threshold - lowest : POSITIVE_INFINITY,
    smallestCapacitor: save ? roundedUp(smallest(save, values.leakage) / MICRO) : POSITIVE_INFINITY,
    flashOverFull: inFlash.energy / stored,
    flashCapacitor: smallest(inFlash, false) / MICRO,
    flashFrom: roundedUp(smallest(inFlash, false) / MICRO),
    largestState:
      memory === "none" ? 0 : Math.floor(stored / (MEMORIES[memory].energyPerByte + leakPower / MEMORIES[memory].rate)),
    rechargeTime: stored / (SUPPLY_POWER - leakPower),
    brownOuts: run.brownOuts.length,
    riddenThrough: having("ridden"),
    savesFinished: having("finished"),
    savesTorn: having("torn"),
    savesNeverBegun: having("neverBegun"),
    alreadyOff: having("off"),
    saves: run.saves,
    tornShare: run.torn === 0 ? 0 : run.torn / (run.torn + run.saves),
    leastVoltage: run.leastLeft === POSITIVE_INFINITY ? run.leastLeft : voltsAt(run.leastLeft, capacitance),
    progress: run.kept / run.end,
    workLost: run.lost,
    lostPerBrownOut: run.lost / run.brownOuts.length,
    worstLoss: run.brownOuts.reduce((most, { lost }) => Math.max(most, lost), 0),
    wallClock: run.end,
    frameBudget: FRAME_BUDGET / MICRO,
    frameEnergy: frameEnergy / MICRO,
    savesPerFrame: frameSaves / MICRO,
    frameOverBudget: frameEnergy / FRAME_BUDGET,
    everyFrameShare: save ? save.energy / FRAME_BUDGET : POSITIVE_INFINITY,
    framesPerSave: save ? save.energy / FRAME_BUDGET : POSITIVE_INFINITY,
    leakPower: leakPower / MICRO,
    trace: voltageTrace(run.trace, capacitance),
    run,
    frame: {
      work: FRAME_BUDGET / MICRO,
      saves: frameSaves / MICRO,
      other: Math.max(0, frameEnergy - FRAME_BUDGET - frameSaves) / MICRO,
    },
    thresholds: {
      capacitor: GRID,
      feram: GRID.map((capacitor) => thresholdOf("feram", bytes, capacitor)),
      flash: GRID.map((capacitor) => thresholdOf("flash", bytes, capacitor)),
    },
    finished: run.kept > 0,
    log: brownOutTrail(run, spikeLaw),
  };
}

/** The capacitor that one save empties from 3.0 to 1.8 V (F). */
function smallest(save: { readonly energy: number; readonly time: number }, leaks: boolean): number {
  const perFarad = capacitorEnergy({ capacitance: 1, from: FULL, to: LEAST });
  return save.energy / (perFarad - (leaks ? LEAKAGE * FULL ** 2 * save.time : 0));
}

/** To the three digits that are told, upward: whoever sets the number told finds that it works. */
function roundedUp(value: number): number {
  const place = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Number((Math.ceil(value / place - 1e-9) * place).toPrecision(3));
}

const thresholdOf = (memory: keyof typeof MEMORIES, bytes: number, capacitor: number): number =>
  saveThreshold({
    energy: saveOf(MEMORIES[memory], bytes).energy,
    capacitance: capacitor * MICRO,
    minimumVoltage: LEAST,
  });

/** The capacitor of the search lies between these (µF), evenly in its logarithm; the states are told (KiB). */
const LEAST_CAPACITOR = 10;
const MOST_CAPACITOR = 100;
const STATES = [2, 4, 6, 8] as const;
/** A threshold within so much above the lowest safe one is found (V). */
export const CLOSE = 0.01;
/** Draws of the search's case come from their own stream. */
const STREAM = 99;

/** The hearable of the search: an aged capacitor, whose capacitance is not told. Outages outlast it. */
export function unseen(seed: number): Partial<BrownOutParams> {
  const chance = random(seed, STREAM);
  const stateSize = STATES[chance.below(STATES.length)] ?? STATES[0];
  const capacitor = Number((LEAST_CAPACITOR * (MOST_CAPACITOR / LEAST_CAPACITOR) ** chance.uniform()).toPrecision(4));
  return { capacitor, stateSize, memory: "feram", spikeLaw: "outages", everyFrame: false, leakage: false };
}

({ version, params, outputs, simulate, unseen }) satisfies ModelModule<typeof params, typeof outputs, BrownOutModel>;
