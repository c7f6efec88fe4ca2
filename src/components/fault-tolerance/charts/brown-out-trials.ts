import { tell } from "../../../sim/core/quantity.ts";
import { LEAST } from "../../../sim/fault-tolerance/parts/brown-out-levers.ts";
import { boxOf, type Point, placeLabels } from "../../kit/place-labels.ts";
import type { Dot, Label, Stroke } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { trialBoxes, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { crossAt, SAVE_WORDS, saveDot, volts } from "./brown-out-volts.ts";

/** Trials of an attempt, each a place across. */
const PLACES = 10;

export const isSafe = ({ shown }: Trial): boolean => shown.savesTorn === 0;

export interface TrialPicture {
  readonly strokes: readonly Stroke[];
  readonly dots: readonly Dot[];
  readonly labels: readonly Label[];
}

/** The thresholds that were tried, and from each down to where a save left the voltage, or to the cross where it was torn. */
export function trialPicture({ trials }: View, plane: Plane): TrialPicture {
  const { box } = plane;
  const place = (trial: Trial): Point => ({
    left: box.left + ((trial.number - 0.5) / PLACES) * (box.right - box.left),
    top: plane.y(Number(trial.settings.threshold)),
  });
  const foot = (trial: Trial): Point => {
    const least = trial.shown.leastVoltage ?? Number.NaN;
    const reached = isSafe(trial) && Number.isFinite(least) ? least : LEAST;
    return { left: place(trial).left, top: plane.y(reached) };
  };
  const least = (trial: Trial): number => trial.shown.leastVoltage ?? Number.NaN;
  const safe = trials.filter((trial) => isSafe(trial) && Number.isFinite(least(trial)));
  const torn = trials.filter((trial) => !isSafe(trial));
  const outcomes = [...trials].reverse().map((trial) => {
    const { left, top } = foot(trial);
    const known = isSafe(trial) && Number.isFinite(least(trial));
    const text = known ? volts(least(trial)) : isSafe(trial) ? "" : SAVE_WORDS.torn.word;
    const fill = known ? SAVE_WORDS.finished.fill : SAVE_WORDS.torn.fill;
    const label = (dx: number, dy: number, anchor: "start" | "middle" | "end"): Label[] => [
      { left: left + dx, top: top + dy, text, anchor, fill },
    ];
    return text ? [label(0, 21, "middle"), label(9, 5, "start"), label(-9, 5, "end")] : [];
  });
  const own = trialLabels(trials, place);
  return {
    strokes: [
      ...trials.map((trial): Stroke => {
        const { left, top } = place(trial);
        return { left, right: left, top, bottom: foot(trial).top, stroke: "var(--axis)", dash: "3 3" };
      }),
      ...torn.map((trial) => crossAt(foot(trial))),
    ],
    dots: [...safe.map((trial) => saveDot(foot(trial), true, 4)), ...trialDots(trials, place)],
    labels: [
      ...placeLabels(
        outcomes,
        { ...box, bottom: box.bottom + 22 },
        [],
        [...trialBoxes(trials, place), ...own.map(boxOf)],
      ),
      ...own,
    ],
  };
}

/** What a trial told, in a sentence. */
export function trialFinding(trials: readonly Trial[]): string {
  const last = trials.at(-1);
  if (!last) return "No trial yet: the voltage of this unseen hearable stays hidden while you search.";
  const at = `Trial ${last.number}, at ${volts(Number(last.settings.threshold))}`;
  const { savesTorn = Number.NaN, leastVoltage = Number.NaN } = last.shown;
  if (savesTorn > 0) return `${at}, tore ${tell(savesTorn, { style: "count" })} saves.`;
  return Number.isFinite(leastVoltage)
    ? `${at}, tore no save; after the lowest ${volts(leastVoltage)} were left.`
    : `${at}, neither tore nor finished a save.`;
}
