import type * as Plot from "@observablehq/plot";
import type { Box } from "../../kit/place-labels.ts";
import { type Label, labels, still, strokes } from "../../kit/plot-parts.ts";

/** The interval axis, 10 s to 24 h: as the lever's own scale, which lies under it. */
export const INTERVALS = { from: 10, to: 86_400 } as const;
/** The greatest tax that the frame shows. */
export const TOP_TAX = 0.6;
/** Below the baseline: the labels of the interval axis. A lever laid under the curve covers them, and says the same. */
export const COST_CURVE_AXIS = 26;

export const isNarrow = (width: number): boolean => width < 480;

/** The margins (px) inside which the curve's interval axis lies: a lever with the same margins stands under its own value. */
export const costCurveMargins = (width: number): { readonly left: number; readonly right: number } =>
  isNarrow(width) ? { left: 38, right: 10 } : { left: 52, right: 20 };

/** Where an interval and a tax stand (px). */
export interface CostFrame {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  /** The plot's own rectangle. */
  readonly box: Box;
  x(interval: number): number;
  y(tax: number): number;
}

export function costFrame(width: number): CostFrame {
  const narrow = isNarrow(width);
  const { left, right } = costCurveMargins(width);
  const height = narrow ? 352 : 446;
  const box = { left, right: width - right, top: narrow ? 82 : 62, bottom: height - COST_CURVE_AXIS };
  const decades = Math.log(INTERVALS.to / INTERVALS.from);
  return {
    width,
    height,
    narrow,
    box,
    x: (interval) => box.left + (Math.log(interval / INTERVALS.from) / decades) * (box.right - box.left),
    y: (tax) => box.bottom - (tax / TOP_TAX) * (box.bottom - box.top),
  };
}

const TAXES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, TOP_TAX];
const TICKS = { 10: "10 s", 60: "1 min", 600: "10 min", 3600: "1 h", 21600: "6 h", 86400: "24 h" } as const;

/** Title and heights: words that stay, which no label may touch. */
export function costAxisWords({ box, narrow, y }: CostFrame): Label[] {
  const title = narrow ? "Tax, time beyond useful work" : "Tax: time beyond each hour of useful work";
  return [
    { left: 0, top: 13, text: title, bold: true, fill: "var(--ink)" },
    ...TAXES.map((tax): Label => {
      const text = `${Math.round(tax * 100)}${tax === TOP_TAX ? "\u00a0%" : ""}`;
      return { left: box.left - 8, top: y(tax) + 4.5, text, anchor: "end" };
    }),
  ];
}

/** Title, grid and both axes: what is there before anything is known. */
export function costAxes(frame: CostFrame): Plot.RenderableMark[] {
  const { box, narrow } = frame;
  const ticks = Object.entries(TICKS).filter(([interval]) => !narrow || interval !== "21600");
  const line = { left: box.left, right: box.right };
  return [
    still(strokes, [
      ...TAXES.map((tax) => ({
        ...line,
        top: frame.y(tax),
        bottom: frame.y(tax),
        stroke: tax === 0 ? "var(--axis)" : "var(--grid)",
      })),
      ...ticks.map(([interval]) => ({
        left: frame.x(Number(interval)),
        right: frame.x(Number(interval)),
        top: box.bottom,
        bottom: box.bottom + 5,
        stroke: "var(--axis)",
      })),
    ]),
    still(labels, costAxisWords(frame)),
    still(
      labels,
      ticks.map(([interval, text], i) => ({
        left: i === ticks.length - 1 ? box.right + 4 : frame.x(Number(interval)),
        top: box.bottom + 20,
        text,
        anchor: i === ticks.length - 1 ? "end" : "middle",
      })),
      { className: "interval-ticks" },
    ),
  ];
}
