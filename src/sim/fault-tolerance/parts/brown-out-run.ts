import type { BrownOut, BrownOutRun, Down, Outcome, Phase, RunSettings, SaveMark, Vertex } from "./brown-out-record.ts";
import { FRAME } from "./tiny-memories.ts";

/** Power at work: the mission's 1 mW (W). */
export const WORK_POWER = 1e-3;
/** The most that the supply gives: 20 mW, a hearable's peak (Machine Learning Systems, Harvard, volume 2; an estimate) (W). */
export const SUPPLY_POWER = 20e-3;
/** From power to work (s), as in the track's first part. */
export const BOOT_TIME = 5e-3;

/** The trace and its saves are kept for so many brown-outs. */
export const TRACED = 6;
const MOST_MARKS = 200;
const NEVER = Number.POSITIVE_INFINITY;

/** Time until the energy is full or at its floor (s). What is off may lie at its floor for good. */
function untilBound(energy: number, net: number, full: number, floor: number, isOff: boolean): number {
  if (net > 0) return energy < full ? (full - energy) / net : NEVER;
  if (net < 0 && energy > floor) return (energy - floor) / -net;
  return net < 0 && !isOff ? 0 : NEVER;
}

/**
 * The run, exact from event to event: in each phase the power is constant, so the energy ½CV² runs straight and every crossing is a
 * division. Work goes on from the capacitor until the comparator triggers a save; the save stops work; then the hearable is off until
 * the supply is back and the capacitor full, and boots. What reaches 1.8 V dies: the save is torn, or had never begun.
 */
export function brownOutRun({ full, trigger, least, leakPower, save, everyFrame, gaps }: RunSettings): BrownOutRun {
  const draw: Readonly<Record<Phase, number>> = {
    work: WORK_POWER,
    save: save ? save.energy / save.time : 0,
    boot: WORK_POWER,
    off: 0,
  };
  const cycle = FRAME + (save?.time ?? 0);
  const cycleEnergy = FRAME * WORK_POWER + (save?.energy ?? 0) + cycle * leakPower;
  const brownOuts: { -readonly [K in keyof BrownOut]: BrownOut[K] }[] = [];
  const trace: Vertex[] = [{ time: 0, energy: full }];
  const marks: SaveMark[] = [];
  const downs: Down[] = [];
  let [phase, left]: [Phase, number] = ["work", everyFrame && save ? FRAME : NEVER];
  let [time, energy, unsaved, kept, lost, used, usedBySaves] = [0, full, 0, 0, 0, 0, 0];
  let [saves, torn, begun, leastLeft] = [0, 0, 0, NEVER];
  let downFrom = 0;
  let helped = false; // the supply was there during the save
  let outcome: Outcome = "ridden";
  let begunIn = 0;
  let lostHere = 0;

  /** A save that the supply's return or its next loss decides still belongs to the brown-out in which it began. */
  const label = (what: Outcome): void => {
    const before = brownOuts[begunIn];
    if (before) before.outcome = what;
    else outcome = what;
  };
  const enter = (next: Phase): void => {
    if (next === "off" && (phase === "work" || phase === "save")) downFrom = time;
    if (next === "work" && phase === "boot") downs.push({ from: downFrom, to: time });
    phase = next;
    left = next === "save" ? (save?.time ?? NEVER) : next === "boot" ? BOOT_TIME : NEVER;
    if (next === "work" && everyFrame && save) left = FRAME;
    if (next !== "save") return;
    helped = false;
    begun = time;
    begunIn = brownOuts.length;
  };
  const isDown = (): boolean => phase === "off" || phase === "boot";
  const mark = (what: SaveMark["outcome"]): void => {
    const begin = what === "neverBegun" ? time : begun;
    if (brownOuts.length < TRACED && marks.length < MOST_MARKS) marks.push({ begin, end: time, outcome: what });
  };
  const finish = (isOut: boolean): void => {
    saves++;
    mark("finished");
    kept += unsaved;
    unsaved = 0;
    if (isOut && !helped) leastLeft = Math.min(leastLeft, energy);
    label("finished");
    enter(everyFrame ? "work" : "off");
  };
  const die = (): void => {
    if (phase === "save") {
      torn++;
      mark("torn");
      label("torn");
    } else {
      mark("neverBegun");
      outcome = "neverBegun";
    }
    lost += unsaved;
    lostHere += unsaved;
    unsaved = 0;
    enter("off");
  };

  /** Frames with their saves that nothing disturbs, walked at one stride; the first brown-outs are traced save by save. */
  const wholeCycles = (rest: number, isOn: boolean): number => {
    const room = Math.floor(rest / cycle);
    if (isOn) return energy >= full ? room : 0;
    return brownOuts.length < TRACED ? 0 : Math.max(0, Math.min(room, Math.floor((energy - least) / cycleEnergy) - 1));
  };

  /** Lives through so many seconds of supply or of none. */
  const live = (span: number, isOn: boolean): void => {
    let rest = span;
    for (;;) {
      if (phase === "save" && isOn) helped = true;
      if (phase === "off" && isOn && energy >= full) enter("boot");
      if (phase === "work" && everyFrame && save && left === FRAME) {
        const whole = wholeCycles(rest, isOn);
        kept += whole * FRAME;
        saves += whole;
        used += whole * cycleEnergy;
        usedBySaves += whole * save.energy;
        time += whole * cycle;
        rest -= whole * cycle;
        if (!isOn) energy -= whole * cycleEnergy;
        if (!isOn && whole > 0) outcome = "finished";
      }
      const watched = phase === "work" && !everyFrame && save !== null && trigger > least;
      if (!isOn && watched && energy <= trigger) enter("save");
      const out = draw[phase] + leakPower;
      const net = (isOn ? SUPPLY_POWER : 0) - out;
      const floor = phase === "off" ? 0 : watched && phase === "work" ? trigger : least;
      const toBound = untilBound(energy, net, full, floor, phase === "off");
      const step = Math.min(rest, left, toBound);
      energy = step === toBound ? (net > 0 ? full : floor) : Math.min(full, Math.max(0, energy + net * step));
      time += step;
      rest -= step;
      left -= step;
      used += step * out;
      if (phase === "work") unsaved += step;
      if (phase === "save") usedBySaves += step * draw.save;
      if (brownOuts.length < TRACED) trace.push({ time, energy });
      if (left <= 0) {
        if (phase === "save") finish(!isOn);
        else if (phase === "boot") enter("work");
        else enter("save");
      } else if (step === toBound && net < 0 && phase !== "off" && !(watched && phase === "work")) die();
      else if (rest <= 0) return;
    }
  };

  for (const { up, out } of gaps) {
    live(up, true);
    const wasDown = isDown();
    if (wasDown) enter("off"); // a boot without supply is given up: nothing is at stake
    outcome = wasDown ? "off" : "ridden";
    lostHere = 0;
    const start = time;
    live(out, false);
    brownOuts.push({ time: start, out, outcome, lost: lostHere });
  }
  if (isDown()) downs.push({ from: downFrom, to: time });
  return {
    brownOuts,
    downs,
    trace,
    marks,
    end: time,
    kept: kept + unsaved,
    lost,
    saves,
    torn,
    used,
    usedBySaves,
    leastLeft,
  };
}
