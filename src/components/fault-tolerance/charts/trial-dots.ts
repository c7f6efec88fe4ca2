import type { Box } from "../../kit/place-labels.ts";
import type { Dot, Label } from "../../kit/plot-parts.ts";
import type { Trial } from "../../kit/view.ts";
import { type CostFrame, TOP_TAX } from "./cost-frame.ts";

const RADIUS = 9.5;

/** A run beyond the frame, or one that was given up, stands on its upper edge. */
const placeOf = (trial: Trial, frame: CostFrame): { readonly left: number; readonly top: number } => {
  const tax = trial.shown.runTax ?? Number.NaN;
  return {
    left: frame.x(Number(trial.settings.interval)),
    top: frame.y(Number.isFinite(tax) ? Math.min(tax, TOP_TAX) : TOP_TAX),
  };
};

/** The reader's trials: their hand, so they are yellow. */
export const trialDots = (trials: readonly Trial[], frame: CostFrame): Dot[] =>
  trials.map((trial) => ({
    ...placeOf(trial, frame),
    radius: RADIUS,
    fill: "var(--you)",
    stroke: "var(--on-you)",
    width: 1.5,
  }));

/** Where no label may stand. */
export const trialBoxes = (trials: readonly Trial[], frame: CostFrame): Box[] =>
  trials.map((trial) => {
    const { left, top } = placeOf(trial, frame);
    return { left: left - RADIUS, right: left + RADIUS, top: top - RADIUS, bottom: top + RADIUS };
  });

/** Their numbers; a dot that a later one covers keeps its number to itself. */
export const trialLabels = (trials: readonly Trial[], frame: CostFrame): Label[] => {
  const places = trials.map((trial) => placeOf(trial, frame));
  return trials.flatMap((trial, i): Label[] => {
    const { left, top } = places[i] ?? { left: Number.NaN, top: Number.NaN };
    const covered = places.slice(i + 1).some((other) => Math.hypot(other.left - left, other.top - top) < RADIUS + 4);
    return covered
      ? []
      : [
          {
            left,
            top: top + 4.5,
            text: String(trial.number),
            anchor: "middle",
            fill: "var(--on-you)",
            bold: true,
            halo: "none",
          },
        ];
  });
};
