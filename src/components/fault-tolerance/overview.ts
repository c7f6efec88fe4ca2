import { fixed, tell } from "../../sim/core/quantity.ts";
import { DAY, HOUR, hours, MINUTE, YEAR } from "../../sim/core/units.ts";
import type { Chart } from "../kit/chart.ts";
import { moving } from "../kit/chart.ts";
import type { Place } from "../kit/place.ts";
import { boxOf, placeLabels } from "../kit/place-labels.ts";
import { columnsOf, dots, type Label, labels, pathOf, type Stroke, strokes } from "../kit/plot-parts.ts";
import { type Plane, plane } from "../kit/plot-plane.ts";
import { along, around, full, ring } from "../kit/reader-marks.ts";

type Places = readonly Place[];

/** What a track comes to at its mission: mean time between failures and the time of a write (s), and shares of useful time. */
interface Standing {
  readonly track: string;
  readonly mtbf: number;
  readonly writeTime: number;
  /** √(2δ/M): checkpoints and rework at the best interval, to first order. */
  readonly rootTax: number;
  readonly leastTax: number;
  /** The same for one member of a gang by itself, and how many the gang has. */
  readonly alone: { readonly members: number; readonly mtbf: number; readonly leastTax: number } | null;
}

const numberOf = ({ track, values }: Place, ...names: readonly string[]): number => {
  const value = names.map((name) => values[name]).find((each) => typeof each === "number");
  if (typeof value !== "number") throw new Error(`Overview: ${track} tells no ${names.join(" or ")}`);
  return value;
};

/** Reads a place: the tracks' models name the same things alike, but where time is one of two budgets it says so. */
export function standingOf(place: Place): Standing {
  const mtbf = numberOf(place, "mtbf");
  const writeTime = numberOf(place, "writeTime");
  const gang = "oneNodeTax" in place.values;
  return {
    track: place.track,
    mtbf,
    writeTime,
    rootTax: Math.sqrt((2 * writeTime) / mtbf),
    leastTax: numberOf(place, "leastTax", "leastTimeTax"),
    alone: gang
      ? {
          members: numberOf(place, "nodes"),
          mtbf: hours(numberOf(place, "nodeMtbf")),
          leastTax: numberOf(place, "oneNodeTax"),
        }
      : null,
  };
}

const X = { from: 1, to: 10 * YEAR };
const Y = { from: 5e-4, to: 200 };
/** Lines of equal √(2δ/M). */
const SHARES = [0.1, 0.01, 0.001, 0.0001];
const percent = (share: number): string =>
  tell(share, { style: "percent", digits: share < 0.001 ? 3 : share < 0.01 ? 2 : 1 });

const laidOut = (width: number): Plane =>
  plane(width, {
    title: "Time of one checkpoint, δ",
    across: "Mean time between failures, M",
    x: {
      ...X,
      scale: "log",
      ticks: [
        [1, "1 s"],
        [MINUTE, "1 min"],
        [HOUR, "1 h"],
        [DAY, "1 day"],
        [YEAR, "1 year"],
        [10 * YEAR, "10 years"],
      ],
    },
    y: {
      ...Y,
      scale: "log",
      ticks: [
        [0.001, "1 ms"],
        [0.01, "10 ms"],
        [0.1, "0.1 s"],
        [1, "1 s"],
        [10, "10 s"],
        [100, "100 s"],
      ],
    },
    height: [360, 430],
    left: [50, 60],
  });

/** δ where √(2δ/M) is a share. */
const equal = (share: number, mtbf: number): number => (share ** 2 * mtbf) / 2;

/** The axis of M in steps of a fifth of a decade. */
const MTBFS = Array.from({ length: 43 }, (_, i) => 10 ** (i / 5)).filter((mtbf) => mtbf <= X.to);

function strokesOf(places: Places, frame: Plane): Stroke[] {
  const lines = SHARES.map((share) => {
    const times = MTBFS.map((mtbf) => equal(share, mtbf));
    return frame.line(MTBFS, times, "var(--axis)", { width: 1.25, dash: "5 4" });
  });
  const gangs = places.map(standingOf).flatMap(({ mtbf, writeTime, alone }): Stroke[] => {
    if (!alone) return [];
    const top = frame.y(writeTime);
    const [left, right] = [frame.x(mtbf) + 8, frame.x(alone.mtbf) - 6];
    const head = `M${left + 8},${top - 4}L${left},${top}L${left + 8},${top + 4}`;
    return [
      { left, right, top, bottom: top, stroke: "var(--ink)", width: 1.5 },
      pathOf(head, "var(--ink)", { width: 1.5, fill: "none" }),
    ];
  });
  return [...lines, ...gangs];
}

function labelsOf(places: Places, frame: Plane): Label[] {
  const standings = places.map(standingOf);
  const wishes = standings.flatMap(({ track, mtbf, writeTime, leastTax, alone }) => {
    const at = { left: frame.x(mtbf), top: frame.y(writeTime) };
    const spots = ["below", "belowAfter", "belowBefore", "aboveAfter", "above"] as const;
    const own = around(at, `${track} ${percent(leastTax)}`, alone ? ["belowBefore"] : spots);
    if (!alone) return [own];
    const one = { left: frame.x(alone.mtbf), top: at.top };
    const between = { left: (at.left + one.left) / 2, top: at.top };
    return [
      own,
      around(one, `one alone ${percent(alone.leastTax)}`, ["belowBefore"]),
      around(between, `÷ ${fixed(alone.members, 0)}`, ["above", "below"]),
    ];
  });
  const lines = SHARES.map((share) => {
    const line = frame.points(
      MTBFS,
      MTBFS.map((mtbf) => equal(share, mtbf)),
    );
    return line.filter(({ top }) => Number.isFinite(top));
  });
  const names = lines.map((line, i) =>
    along(line, [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8], `${100 * (SHARES[i] ?? 0)}\u00a0%`, "var(--ink-2)"),
  );
  const dotted = standings.map(({ mtbf, writeTime }) => ({ left: frame.x(mtbf), top: frame.y(writeTime) }));
  const bounds = { left: frame.box.left, right: frame.width, top: frame.box.top - 20, bottom: frame.box.bottom };
  return placeLabels([...wishes, ...names], bounds, [...lines.flat(), ...dotted], frame.words.map(boxOf));
}

/** All tracks of the lab at their missions, each saving at its own best interval. */
const fourTracks: Chart<Places> = {
  title: "Time of one checkpoint against the mean time between failures",
  finding(places) {
    const [first, ...rest] = places.map(standingOf).sort((a, b) => b.leastTax - a.leastTax);
    const told = rest.map(({ track, leastTax }) => `the ${track} ${percent(leastTax)}`);
    const last = told.pop();
    return `Each saving at its best interval, the ${first?.track} pays ${percent(first?.leastTax ?? 0)} of its useful time, ${told.join(", ")} and ${last}.`;
  },
  reading: () =>
    "Along a dashed line √(2δ/M), the share for checkpoints and rework, is the same; what is told beside a dot has restarts and downtime in it. The open ring is one GPU of the gang by itself.",
  columns: {
    track: { label: "Track", style: "number" },
    mtbf: { label: "Mean time between failures", style: "duration" },
    writeTime: { label: "Time of one checkpoint", style: "duration" },
    rootTax: { label: "√(2δ/M)", style: "percent", digits: 3 },
    leastTax: { label: "Least tax, in full", style: "percent", digits: 3 },
  },
  rows: (places) =>
    places.map(standingOf).map(({ track, mtbf, writeTime, rootTax, leastTax }) => ({
      track,
      mtbf,
      writeTime,
      rootTax,
      leastTax,
    })),
  frame: (width) => laidOut(width).frame,
  marks(width) {
    const frame = laidOut(width);
    const at = (mtbf: number, writeTime: number) => ({ left: frame.x(mtbf), top: frame.y(writeTime) });
    return [
      ...frame.axes,
      moving(strokes, (places: Places) => columnsOf(strokesOf(places, frame))),
      moving(dots, (places: Places) =>
        columnsOf(
          places
            .map(standingOf)
            .flatMap(({ mtbf, writeTime, alone }) => [
              full(at(mtbf, writeTime)),
              ...(alone ? [ring(at(alone.mtbf, writeTime))] : []),
            ]),
        ),
      ),
      moving(labels, (places: Places) => columnsOf(labelsOf(places, frame))),
    ];
  },
};

/** The pictures of the lab's own page, by the names that its words use. */
export const charts = { fourTracks };
