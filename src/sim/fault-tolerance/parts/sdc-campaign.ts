import type { Steps } from "../../core/model.ts";
import { random } from "../../core/random.ts";
import { wilson } from "./sdc-coverage.ts";
import { drawFault, type Injection, inject, SUM_BITS } from "./sdc-inject.ts";
import { type Bench, bench, type Fault, POOL, wordBefore } from "./sdc-inspect.ts";
import { CLASSES, type FaultClass } from "./sdc-mixes.ts";
import { DETECTORS, type Deadline, type Detector, type DetectorSet, finds, tells } from "./sdc-sets.ts";
import type { NetworkName } from "./sdc-shapes.ts";
import { streamOf } from "./sdc-stream.ts";

/** Injections of a campaign, a third in each class; fewer while a lever moves. */
export const INJECTIONS = 12_000;
const QUICK = 1200;
/** The batch's loss is taken for one weight flip in so many. */
const LOSS_EVERY = 16;
const PER_STEP = 50;
const MOST_ESCAPES = 100;
const DEVIATIONS = 3;
const STREAM = 42;

/** So many were tried, and of these so many: with the ends of the 95 % interval of the share. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** One row of the campaign: all faults of a class, or those of one bit. */
export interface Row {
  readonly tried: number;
  /** Changed no output of their input; counted apart, not as found or missed. */
  readonly masked: number;
  readonly changedAnswers: number;
  readonly notFinite: number;
  /** Of those that changed an output, found by each detector, and by the chosen set in time. */
  readonly found: Readonly<Record<Detector | "set", Share>>;
  /** Of those that changed the answer, found by the chosen set in time. */
  readonly answers: Share;
  /** Of the masked ones, found by each detector. */
  readonly maskedFound: Readonly<Record<Detector, number>>;
}

/** A fault that the chosen set missed although an output changed: the levers that show it again. */
export interface Escape {
  readonly network: NetworkName;
  readonly place: FaultClass;
  readonly layer: number;
  readonly weight: number;
  readonly bit: number;
  readonly direction: "flip";
  readonly input: number;
  readonly answerChanged: boolean;
}

export interface Campaign {
  readonly total: number;
  readonly classes: Readonly<Record<FaultClass, Row>>;
  /** By bit, the least significant first. */
  readonly bits: Readonly<Record<FaultClass, readonly Row[]>>;
  readonly escapes: readonly Escape[];
  readonly escaped: number;
  /** Weight flips whose batch was run too, by what the bit did, and those at which its loss left its band. */
  readonly loss: { readonly cleared: Share; readonly set: Share };
}

export interface CampaignSettings {
  readonly network: NetworkName;
  readonly set: DetectorSet;
  readonly deadline: Deadline;
  readonly seed: number;
}

const shareOf = (count: number, of: number): Share => {
  const [low, high] = wilson(count, of);
  return { count, of, low, high };
};

function rowOf(injections: readonly Injection[], set: DetectorSet, deadline: Deadline): Row {
  const changed = injections.filter(({ outputChanged }) => outputChanged);
  const masked = injections.filter(({ outputChanged }) => !outputChanged);
  const answers = changed.filter(({ answerChanged }) => answerChanged);
  const by = (group: readonly Injection[], detector: Detector): number =>
    group.filter((injection) => tells(detector, injection, set.abftThreshold)).length;
  const table = <T>(cell: (detector: Detector) => T) =>
    Object.fromEntries(DETECTORS.map((detector) => [detector, cell(detector)])) as Record<Detector, T>;
  return {
    tried: injections.length,
    masked: masked.length,
    changedAnswers: answers.length,
    notFinite: injections.filter(({ finite }) => !finite).length,
    found: {
      ...table((detector) => shareOf(by(changed, detector), changed.length)),
      set: shareOf(changed.filter((injection) => finds(set, injection, deadline)).length, changed.length),
    },
    answers: shareOf(answers.filter((injection) => finds(set, injection, deadline)).length, answers.length),
    maskedFound: table((detector) => by(masked, detector)),
  };
}

/** Whether a weight flip brings the loss of the page's batch out of its band. */
export function rings(bench: Bench, fault: Fault): boolean {
  const { loss, batchDeviation } = bench.network.quality;
  return !(streamOf(bench, fault, 0).loss <= loss + DEVIATIONS * batchDeviation);
}

/** Thousands of single flips, every one really struck, run and looked for by each detector. */
export function* campaign(settings: CampaignSettings, haste: "moving" | "resting"): Steps<Campaign> {
  const { network, set, deadline, seed } = settings;
  const total = haste === "moving" ? QUICK : INJECTIONS;
  const table = bench(network);
  const chance = random(seed, STREAM);
  const injections: Injection[] = [];
  const loss = { cleared: { rang: 0, of: 0 }, set: { rang: 0, of: 0 } };
  for (let i = 0; i < total; i++) {
    const place = CLASSES[i % CLASSES.length] ?? "memory";
    const fault = drawFault(table, place, chance);
    injections.push(inject(table, { ...fault, place }, chance.below(POOL)));
    if (place === "memory" && i % (CLASSES.length * LOSS_EVERY) === 0) {
      const side = loss[(wordBefore(table, fault) >>> fault.bit) & 1 ? "cleared" : "set"];
      side.of++;
      if (rings(table, fault)) side.rang++;
    }
    if (i % PER_STEP === PER_STEP - 1) yield { done: (i + 1) / total };
  }
  const of = (place: FaultClass) => injections.filter((injection) => injection.place === place);
  const perClass = <T>(cell: (place: FaultClass) => T) =>
    Object.fromEntries(CLASSES.map((place) => [place, cell(place)])) as Record<FaultClass, T>;
  const missed = injections.filter((injection) => injection.outputChanged && !finds(set, injection, deadline));
  // Those that changed the answer first: they are what a list is opened for.
  const listed = [...missed].sort((a, b) => Number(b.answerChanged) - Number(a.answerChanged)).slice(0, MOST_ESCAPES);
  return {
    total,
    classes: perClass((place) => rowOf(of(place), set, deadline)),
    bits: perClass((place) => {
      const group = of(place);
      const bits = place === "memory" ? 8 * (table.memory.bytes.length / table.memory.values.length) : SUM_BITS;
      return Array.from({ length: bits }, (_, bit) =>
        rowOf(
          group.filter((one) => one.bit === bit),
          set,
          deadline,
        ),
      );
    }),
    escapes: listed.map(({ place, layer, weight, bit, input, answerChanged }) => ({
      network,
      place,
      layer: layer + 1,
      weight,
      bit,
      direction: "flip",
      input,
      answerChanged,
    })),
    escaped: missed.length,
    loss: { cleared: shareOf(loss.cleared.rang, loss.cleared.of), set: shareOf(loss.set.rang, loss.set.of) },
  };
}
