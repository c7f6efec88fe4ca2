import { DAY, HOUR, MINUTE } from "../../../sim/core/units.ts";
import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { params } from "../../../sim/fleet-orchestration/parts/elastic-levers.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Dot, Label, Stroke } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { along, around, full, ring, trialBoxes, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { time as tellTime } from "../words.ts";
import { RESPONSES } from "./rescale-words.ts";

export const TITLE = "Work lost, in time of the whole job";
const Y = { from: 30, to: 2 * DAY } as const;

export const planeOf = (width: number): Plane =>
  plane(width, {
    title: TITLE,
    x: {
      from: params.repair.min,
      to: params.repair.max,
      scale: "log",
      ticks: params.repair.ticks.map((minutes) => [minutes, minutes === 1440 ? "1,440\u00a0min" : String(minutes)]),
    },
    y: {
      ...Y,
      scale: "log",
      ticks: [
        [MINUTE, "1\u00a0min"],
        [10 * MINUTE, "10\u00a0min"],
        [HOUR, "1\u00a0h"],
        [6 * HOUR, "6\u00a0h"],
        [DAY, "1\u00a0day"],
      ],
    },
    height: [320, 380],
    left: [50, 56],
    top: [36, 36],
  });

/** What a trial showed: the repair time set, and both losses. */
export const seen = ({ settings, shown }: Trial) => ({
  repair: Number(settings.repair),
  drop: shown.lostDrop ?? Number.NaN,
  spare: shown.lostSpare ?? Number.NaN,
});

const LINES = [
  { of: "wait", stroke: "var(--ink-2)", dash: "1 4", width: 2 },
  { of: "spare", stroke: "var(--w-checkpoint)", dash: "7 4", width: 2 },
  { of: "reshard", stroke: "var(--axis)", dash: "3 3", width: 1.75 },
  { of: "drop", stroke: "var(--w-useful)", width: 2.5 },
] as const;

const minutesOf = ({ curves }: ElasticRescale): readonly number[] => curves.repair.map((time) => time / MINUTE);
const kept = (value: number): number => Math.min(Y.to, Math.max(Y.from, value));

const onTrial = (frame: Plane) => (trial: Trial) => {
  const { repair, drop } = seen(trial);
  return { left: frame.x(repair), top: frame.y(kept(drop)) };
};

/** The trials alone. */
export function inSearch({ trials }: View, frame: Plane) {
  const spares = trials.map((trial): Dot => {
    const { repair, spare } = seen(trial);
    return { left: frame.x(repair), top: frame.y(kept(spare)), radius: 3.5, fill: "var(--w-checkpoint)" };
  });
  return {
    lines: [],
    dots: [...spares, ...trialDots(trials, onTrial(frame))],
    labels: trialLabels(trials, onTrial(frame)),
  };
}

/** All four curves, where the two of the search meet, and where the levers stand. */
export function known(model: ElasticRescale, { trials }: View, frame: Plane, repair: number) {
  const xs = minutesOf(model);
  const lines: Stroke[] = LINES.map(({ of, stroke, ...rest }) => frame.line(xs, model.curves[of], stroke, rest));
  const points = (of: (typeof LINES)[number]["of"]): Point[] =>
    frame.points(xs, model.curves[of]).filter(({ top }) => Number.isFinite(top));
  const now = { left: frame.x(repair), top: frame.y(kept(model.lostWork)) };
  const even = model.breakEven / MINUTE;
  const meet = frame.holds(even, model.lostSpare) ? { left: frame.x(even), top: frame.y(model.lostSpare) } : null;
  const name = (of: string) => RESPONSES.find((each) => each.of === of)?.short ?? of;
  const short = (of: (typeof LINES)[number]["of"], shares: readonly number[]): Wish =>
    along(points(of), shares, name(of), LINES.find((line) => line.of === of)?.stroke ?? "var(--ink)");
  const wishes: Wish[] = [
    around(now, `now ${tellTime(Math.round(model.lostWork))}`, [
      "aboveBefore",
      "belowAfter",
      "aboveAfter",
      "belowBefore",
    ]),
    ...(meet
      ? [
          around(meet, `break-even ${tellTime(Math.round(model.breakEven))}`, [
            "belowAfter",
            "aboveBefore",
            "aboveAfter",
            "belowBefore",
            "below",
            "above",
          ]),
        ]
      : []),
    short("drop", [0.15, 0.25, 0.85, 0.5]),
    short("spare", [0.05, 0.15, 0.9, 0.5]),
    short("wait", [0.3, 0.5, 0.7, 0.2]),
    short("reshard", [0.08, 0.4, 0.6, 0.95]),
  ];
  const bounds = {
    left: frame.box.left + 4,
    right: frame.box.right + 4,
    top: frame.box.top - 10,
    bottom: frame.box.bottom - 2,
  };
  const box = (at: Point) => ({ left: at.left - 7, right: at.left + 7, top: at.top - 7, bottom: at.top + 7 });
  const placed = placeLabels(
    wishes,
    bounds,
    LINES.flatMap(({ of }) => points(of)),
    [...frame.words.map(boxOf), box(now), ...(meet ? [box(meet)] : []), ...trialBoxes(trials, onTrial(frame))],
  );
  return {
    lines: [
      ...lines,
      { left: now.left, right: now.left, top: now.top, bottom: frame.box.bottom + 6, stroke: "var(--ink)" },
    ],
    dots: [...(meet ? [full(meet)] : []), ring(now), ...trialDots(trials, onTrial(frame))],
    labels: [...placed, ...trialLabels(trials, onTrial(frame))] as Label[],
  };
}
