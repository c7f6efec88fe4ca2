import { type Block, pathOf, type Stroke } from "../../kit/plot-parts.ts";
import { STATE_NAMES, STATES, type StateName, TAXED } from "../../kit/states.ts";
import { FOOT, ROW, rowTop, ticksOf, type WaterfallFrame } from "./waterfall-frame.ts";
import type { Hours, HoursShown } from "./waterfall-hours.ts";

/** A bar that goes on beyond the scale ends so far before the edge, where its arrowhead stands (px). */
const CUT = 13;
const BAR = { top: 6, thin: 2.5 } as const;

interface Bar {
  readonly state: StateName;
  readonly left: number;
  readonly right: number;
}

/** Bars one after the other, each from where the one before ends. */
function inTurn(states: readonly StateName[], { parts }: Hours, x: (hours: number) => number): Bar[] {
  let from = 0;
  return states.map((state) => {
    const left = x(from);
    from += parts[state];
    return { state, left, right: parts[state] > 0 ? Math.max(x(from), left + 1) : left };
  });
}

const isCut = (bar: Bar, { width }: WaterfallFrame): boolean => bar.right > width + 0.5;

const blockOf = (bar: Bar, frame: WaterfallFrame, top: number, height: number): Block => ({
  left: bar.left,
  right: isCut(bar, frame) ? frame.width - CUT : bar.right,
  top,
  bottom: top + height,
  fill: STATES[bar.state].colour,
  texture: height > BAR.thin ? STATES[bar.state].texture : undefined,
});

/** The whole to scale in one bar, then each part of the tax drawn out below it, with the least as a thin bar under it. */
export function bars({ now, least }: HoursShown, frame: WaterfallFrame): Block[] {
  const whole = now.ends ? inTurn(STATE_NAMES, now, frame.whole) : [];
  const ownRows = now.ends ? inTurn(TAXED, now, frame.tax) : [];
  const leastRows = least?.ends ? inTurn(TAXED, least, frame.tax) : [];
  return [
    ...whole.map((bar) => blockOf(bar, frame, ROW.whole, ROW.wholeBar)),
    ...ownRows.map((bar, i) => blockOf(bar, frame, rowTop(i) + BAR.top, ROW.bar)),
    ...leastRows.map((bar, i) => blockOf(bar, frame, rowTop(i) + BAR.top + ROW.bar + BAR.thin, BAR.thin)),
  ];
}

/** At the edge of the scale, in the colour of what goes on beyond it. */
export function arrowheads({ now }: HoursShown, frame: WaterfallFrame): Stroke[] {
  if (!now.ends) return [];
  const head = ({ state }: Bar, middle: number): Stroke => {
    const path = `M${frame.width - 9},${middle - 6}l6.5,6l-6.5,6`;
    return pathOf(path, STATES[state].colour, { width: 2.5 });
  };
  const beyond = inTurn(STATE_NAMES, now, frame.whole).find((bar) => isCut(bar, frame));
  return [
    ...(beyond ? [head(beyond, ROW.whole + ROW.wholeBar / 2)] : []),
    ...inTurn(TAXED, now, frame.tax).flatMap((bar, i) =>
      isCut(bar, frame) ? [head(bar, rowTop(i) + BAR.top + ROW.bar / 2)] : [],
    ),
  ];
}

/** Lines between the parts, the grid of the tax, and from the whole's tax down to the axis on which it is drawn out. */
export function rules({ now, least, mostTax }: HoursShown, frame: WaterfallFrame): Stroke[] {
  const { width } = frame;
  const level = (top: number): Stroke => ({ left: 0, right: width, top, bottom: top, stroke: "var(--axis)" });
  const foot = ROW.whole + ROW.wholeBar + 2;
  const out = (left: number, right: number): Stroke => ({
    left,
    right,
    top: foot,
    bottom: ROW.axis,
    stroke: "var(--axis)",
  });
  return [
    level(21),
    level(ROW.axis),
    level(FOOT),
    ...(now.ends ? [out(frame.whole(now.parts.useful), 0.5), out(width - 0.5, width - 0.5)] : []),
    ...(now.ends || least?.ends ? ticksOf(mostTax) : []).map((hours) => ({
      left: frame.tax(hours),
      right: frame.tax(hours),
      top: ROW.axis + 22,
      bottom: FOOT,
      stroke: "var(--grid)",
    })),
  ];
}
