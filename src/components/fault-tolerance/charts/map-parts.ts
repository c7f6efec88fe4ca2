import { momentAt } from "../../../sim/fault-tolerance/parts/run-states.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { boxOf, overlaps, textWidth } from "../../kit/place-labels.ts";
import { type Block, type Dot, type Label, pathOf, type Stroke } from "../../kit/plot-parts.ts";
import { STATES, type StateName } from "../../kit/states.ts";
import { clockTime, dayOf, ticksWithin, workDone } from "./clock-ticks.ts";
import { MAP_HEIGHT } from "./fleet-map.ts";
import { type ProgressPoint, progressIn, type RunWindow } from "./run-window.ts";

/** Where the time line lies below the map (px). */
export interface TimeLine {
  readonly width: number;
  readonly narrow: boolean;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly strip: number;
  x(time: number): number;
  y(work: number): number;
}

/** The map begins below its title. */
export const MAP_TOP = 22;
/** Heights below the map: leader and title, the line of progress at least, the strip, its labels, the axis. */
export const BELOW = { leader: 62, progress: 150, strip: 16, gap: 12, words: 20, axis: 26 } as const;
const LINE_HEIGHT = BELOW.leader + BELOW.progress + BELOW.gap + BELOW.strip + BELOW.words + BELOW.axis;

/** Height of the whole picture (px): it stays, and the line of progress takes what a small map leaves. */
export const HEIGHT = MAP_TOP + MAP_HEIGHT + LINE_HEIGHT;

/** The greatest gain of work that fits: a window is never all climb. */
const CLIMB = 0.76;

export function timeLine(width: number, mapBottom: number, seen: RunWindow, lowest: number): TimeLine {
  const narrow = width < 480;
  const left = narrow ? 44 : 62;
  const top = mapBottom + BELOW.leader;
  const bottom = HEIGHT - LINE_HEIGHT + BELOW.leader + BELOW.progress;
  return {
    width,
    narrow,
    left,
    right: width,
    top,
    bottom,
    strip: bottom + BELOW.gap,
    x: (time) => left + ((time - seen.from) / (seen.to - seen.from)) * (width - left),
    y: (work) => bottom - ((work - lowest) / (CLIMB * (seen.to - seen.from))) * (bottom - top),
  };
}

/** The line of progress, piece by piece, and its lowest point. */
export function climbs(model: YoungDaly, seen: RunWindow) {
  const pieces = seen.stretches.map((stretch) => ({ stretch, points: progressIn(model.run, stretch, seen.seen) }));
  const works = pieces.flatMap(({ points }) => points.map(({ work }) => work));
  const fallen = seen.seen.map(({ saved }) => saved);
  return { pieces, lowest: Math.min(...works, ...fallen, momentAt(model.run, seen.now).progress) };
}

const path = (points: readonly { left: number; top: number }[]): string =>
  points.map(({ left, top }, i) => `${i ? "L" : "M"}${left.toFixed(1)},${top.toFixed(1)}`).join("");

export function progressStrokes(
  line: TimeLine,
  pieces: readonly { stretch: { state: StateName }; points: ProgressPoint[] }[],
): Stroke[] {
  const drawn = new Map<StateName, string>();
  for (const { stretch, points } of pieces) {
    const at = points.map(({ time, work }) => ({ left: line.x(time), top: line.y(work) }));
    drawn.set(stretch.state, (drawn.get(stretch.state) ?? "") + path(at));
  }
  return [...drawn].map(([state, d]) =>
    pathOf(d, STATES[state].colour, { width: 2.25, ...(state === "rework" ? { dash: "5 3" } : {}) }),
  );
}

/** So many rollbacks are drawn; more would only smear. */
const MOST_FALLS = 40;

/** Every rollback in the window: down from the work reached to the work that was safe. */
export function fallStrokes(line: TimeLine, seen: RunWindow): Stroke[] {
  const lasts = seen.seen.filter(({ inRecovery }) => !inRecovery).slice(-MOST_FALLS);
  return lasts.flatMap((failure) => {
    const x = line.x(failure.time);
    const [from, to] = [line.y(failure.saved + failure.lostWork), line.y(failure.saved)];
    const latest = failure === seen.last;
    const head = Math.min(9, Math.max(0, to - from));
    const size = latest ? 6 : 4;
    return [
      pathOf(
        `M${x.toFixed(1)},${from.toFixed(1)}V${to.toFixed(1)}m-4.5,${-head.toFixed(1)}l4.5,${head.toFixed(1)}l4.5,${-head.toFixed(1)}`,
        "var(--failed)",
        { width: latest ? 2.25 : 1.5 },
      ),
      pathOf(
        `M${(x - size).toFixed(1)},${(from - size).toFixed(1)}l${2 * size},${2 * size}m0,${-2 * size}l${-2 * size},${2 * size}`,
        "var(--failed)",
        { width: latest ? 2.4 : 1.6 },
      ),
    ];
  });
}

/** Checkpoints: a dot where one was finished; an open ring in red where a failure tore one, around its cross. */
export function checkpointDots(
  line: TimeLine,
  seen: RunWindow,
  pieces: readonly { stretch: { state: StateName; to: number }; points: ProgressPoint[] }[],
): Dot[] {
  const torn = seen.seen.filter((failure) => failure.torn).slice(-MOST_FALLS);
  const rings = torn.map(({ time, saved, lostWork }): Dot => {
    const place = { left: line.x(time), top: line.y(saved + lostWork) };
    return { ...place, radius: time === seen.last?.time ? 10 : 7.5, fill: "none", stroke: "var(--failed)", width: 1.6 };
  });
  const finished = pieces.flatMap(({ stretch, points }) => {
    const end = points.at(-1);
    if (stretch.state !== "checkpoint" || !end || stretch.to >= seen.now) return [];
    return [{ left: line.x(end.time), top: line.y(end.work), radius: 3, fill: STATES.checkpoint.colour }];
  });
  return [...finished, ...rings];
}

export const stripBlocks = (line: TimeLine, seen: RunWindow): Block[] =>
  seen.stretches.map(({ state, from, to }) => ({
    left: line.x(from),
    right: Math.max(line.x(to), line.x(from) + 0.9),
    top: line.strip,
    bottom: line.strip + BELOW.strip,
    fill: STATES[state].colour,
    texture: STATES[state].texture,
  }));

/** Ticks and labels of both axes of the time line. */
export function axisParts(line: TimeLine, seen: RunWindow, lowest: number): { strokes: Stroke[]; labels: Label[] } {
  const foot = line.strip + BELOW.strip + BELOW.words + 2;
  const times = ticksWithin(seen.from, seen.to, line.narrow ? 5 : 8);
  const span = CLIMB * (seen.to - seen.from);
  const works = ticksWithin(lowest, lowest + span, 5);
  const across = { left: line.left, right: line.right };
  const strokes: Stroke[] = [
    ...works.map((work) => ({ ...across, top: line.y(work), bottom: line.y(work), stroke: "var(--grid)" })),
    { ...across, top: line.bottom, bottom: line.bottom, stroke: "var(--axis)" },
    { ...across, top: foot, bottom: foot, stroke: "var(--axis)" },
    ...times.map((time) => ({
      left: line.x(time),
      right: line.x(time),
      top: foot,
      bottom: foot + 5,
      stroke: "var(--axis)",
    })),
  ];
  const labels: Label[] = works.map((work, i) => ({
    left: line.left - 8,
    top: line.y(work) + 4.5,
    text: `${workDone(work)}${i === works.length - 1 && !line.narrow ? "\u00a0h" : ""}`,
    anchor: "end",
  }));
  let day = 0;
  const kept: Label[] = [];
  for (const time of times) {
    const text = dayOf(time) === day || dayOf(time) === 1 ? clockTime(time) : `day ${dayOf(time)}, ${clockTime(time)}`;
    const half = textWidth(text) / 2;
    const label: Label = {
      left: Math.min(line.right - half, Math.max(half, line.x(time))),
      top: foot + 19,
      text,
      anchor: "middle",
    };
    if (kept.some((other) => overlaps(boxOf(other), boxOf(label)))) continue;
    day = dayOf(time);
    kept.push(label);
  }
  return { strokes, labels: [...labels, ...kept] };
}
