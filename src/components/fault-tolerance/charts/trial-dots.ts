import type { Point } from "../../kit/place-labels.ts";
import type { Trial } from "../../kit/view.ts";
import { type CostFrame, TOP_TAX } from "./cost-frame.ts";

/** Where a trial stands: a run beyond the frame, or one that was given up, on its upper edge. */
export const trialPlace =
  (frame: CostFrame) =>
  ({ settings, shown }: Trial): Point => {
    const tax = shown.runTax ?? Number.NaN;
    return {
      left: frame.x(Number(settings.interval)),
      top: frame.y(Number.isFinite(tax) ? Math.min(tax, TOP_TAX) : TOP_TAX),
    };
  };
