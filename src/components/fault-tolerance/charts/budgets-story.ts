import { fixed } from "../../../sim/core/quantity.ts";
import type { MeteredRun } from "../../../sim/fault-tolerance/parts/two-budgets-run.ts";
import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { placeLabels } from "../../kit/place-labels.ts";
import { blocks, columnsOf, type Dot, dots, type Label, labels, type Stroke, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { STATES } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { oneSave, SAVE_HEIGHT, saveAxis, watts } from "./budgets-save.ts";
import { time } from "./tax-words.ts";

/** What the story shows of the run (s). */
const SHOWN = 12;
const SECONDS = [0, 3, 6, 9, 12].map((at) => [at, at === SHOWN ? `${at}\u00a0s` : String(at)] as const);
/** More saves than this in the picture are a line of their own. */
const MOST_DOTS = 60;

const planeOf = (width: number): Plane =>
  plane(width, {
    title: "Work that the hearable has, by the clock",
    x: { from: 0, to: SHOWN, scale: "linear", ticks: SECONDS },
    y: { from: 0, to: SHOWN, scale: "linear", ticks: SECONDS },
    height: [250, 290],
    left: [36, 40],
    top: [34, 34],
  });

const brownOuts = ({ failures }: MeteredRun): number[] =>
  failures.filter(({ time }) => time < SHOWN).map(({ time }) => time);

interface Line {
  readonly time: readonly number[];
  readonly work: readonly number[];
}

/** Work over time: it climbs, and falls at a brown-out to what was safe. */
function progress({ failures, end }: MeteredRun, saving: boolean): Line {
  const [at, work]: [number[], number[]] = [[], []];
  let [from, safe] = [0, 0];
  for (const failure of failures) {
    if (from > SHOWN) break;
    const reached = saving ? failure.saved + failure.lostWork : safe + Math.max(0, failure.time - from);
    at.push(from, failure.time, failure.time);
    safe = saving ? failure.saved : 0;
    work.push(work.at(-1) ?? 0, reached, safe);
    from = Math.max(failure.time, failure.back);
  }
  if (from < SHOWN) {
    at.push(from, Math.min(end, SHOWN));
    work.push(safe, safe + Math.min(end, SHOWN) - from);
  }
  return cut({ time: at, work });
}

/** The line up to the end of the picture. */
function cut({ time: at, work }: Line): Line {
  const beyond = at.findIndex((moment) => moment > SHOWN);
  if (beyond < 0) return { time: at, work };
  const [t0 = 0, t1 = 1, w0 = 0, w1 = 0] = [at[beyond - 1], at[beyond], work[beyond - 1], work[beyond]];
  const last = w0 + ((w1 - w0) * (SHOWN - t0)) / (t1 - t0);
  return { time: [...at.slice(0, beyond), SHOWN], work: [...work.slice(0, beyond), last] };
}

/** Each save that was finished, at the moment and at the work that it made safe. */
function saves({ failures, interval, writeTime, end }: MeteredRun): Line {
  const [at, work]: [number[], number[]] = [[], []];
  let [from, saved] = [0, 0];
  for (const failure of [...failures, { time: end, saved: Number.POSITIVE_INFINITY, back: end }]) {
    for (let i = 1; saved + i * interval <= failure.saved + 1e-9; i++) {
      const moment = from + i * (interval + writeTime);
      if (moment > Math.min(SHOWN, failure.time) || at.length > MOST_DOTS) break;
      at.push(moment);
      work.push(saved + i * interval);
    }
    [from, saved] = [failure.back, failure.saved];
    if (from > SHOWN) break;
  }
  return { time: at, work };
}

const atEnd = ({ work }: Line): number => work.at(-1) ?? 0;
const HIDDEN = ["Hidden while you search:", "it would tell how often this hearable fails."];
/** The steps of the story: brown-outs; work without a save; with saves; one save from near. */
const [LOSING, SAVING, NEAR] = [1, 2, 3];

const finding = ({ run, writePower, writeTime, powerRatio }: TwoBudgets, step: number): string => {
  const count = brownOuts(run).length;
  if (step < LOSING)
    return count === 0
      ? `In these ${SHOWN} seconds the supply holds.`
      : `In these ${SHOWN} seconds the supply fails ${count === 1 ? "once" : `${fixed(count, 0)} times`}.`;
  if (step < SAVING)
    return `Without a save every brown-out takes all: after ${SHOWN} s the hearable has ${time(atEnd(progress(run, false)))} of work.`;
  if (step < NEAR)
    return `With a save every ${time(run.interval)} it has ${time(atEnd(progress(run, true)))} of work after ${SHOWN} s.`;
  return `One save draws ${watts(writePower)} for ${time(writeTime)}; the work about it draws ${watts(writePower / powerRatio)}.`;
};

/** Brown-outs, what they take, and what a save keeps: events, as the situation tells them. */
export const brownOutsAndSaves: Chart<TwoBudgets> = {
  title: "Brown-outs and saves of one hearable",
  finding: (model, view) => (view.searching ? HIDDEN.join(" ") : finding(model, view.step)),
  reading: (_model, { searching, step }) => {
    if (searching) return "";
    const boots = "after each the hearable boots and goes on";
    return step < SAVING
      ? `Each red line is a brown-out; ${boots}.`
      : `Red: brown-outs; ${boots} from its last save. Blue dots: finished saves.`;
  },
  columns: {
    time: { label: "Brown-out at", style: "duration" },
    lost: { label: "Work lost with saves", style: "duration" },
    safe: { label: "Work that was safe", style: "duration" },
  },
  rows: ({ run }, { searching }) =>
    searching
      ? []
      : run.failures
          .filter((failure) => failure.time < SHOWN)
          .slice(0, MOST_DOTS)
          .map((failure): Row => ({ time: failure.time, lost: failure.lostWork, safe: failure.saved })),
  frame: (width) => {
    const { frame } = planeOf(width);
    return { ...frame, height: frame.height + SAVE_HEIGHT };
  },
  marks(width) {
    const place = planeOf(width);
    const { box, x, y } = place;
    const foot = place.height;
    return [
      ...place.axes,
      ...saveAxis(place, foot),
      moving(strokes, ({ run }: TwoBudgets, { searching, step }: View) => {
        if (searching) return columnsOf([]);
        const path = brownOuts(run)
          .map((at) => `M${x(at).toFixed(1)},${box.bottom}V${box.top}`)
          .join("");
        const lines: Stroke[] = [
          {
            left: 0,
            right: 0,
            top: 0,
            bottom: 0,
            path: path || "M0,0",
            stroke: "var(--failed)",
            width: step < LOSING ? 1.75 : 1,
          },
        ];
        const [without, kept] = [progress(run, false), progress(run, true)];
        if (step >= LOSING)
          lines.push(
            place.line(without.time, without.work, step < SAVING ? "var(--ink)" : "var(--axis)", {
              width: step < SAVING ? 2.25 : 1.25,
            }),
          );
        if (step >= SAVING) lines.push(place.line(kept.time, kept.work, "var(--ink)", { width: 2.25 }));
        return columnsOf(lines);
      }),
      moving(dots, ({ run }: TwoBudgets, { searching, step }: View) => {
        const made = saves(run);
        if (searching || step < SAVING || made.time.length > MOST_DOTS) return columnsOf([]);
        return columnsOf(
          made.time.map(
            (at, i): Dot => ({ left: x(at), top: y(made.work[i] ?? 0), radius: 3.5, fill: STATES.checkpoint.colour }),
          ),
        );
      }),
      moving(blocks, (model: TwoBudgets, { searching, step }: View) =>
        columnsOf(searching ? [] : oneSave(model, place, foot, step >= NEAR).blocks),
      ),
      moving(labels, (model: TwoBudgets, { searching, step }: View) => {
        if (searching)
          return columnsOf(HIDDEN.map((text, i): Label => ({ left: box.left + 8, top: box.top + 20 + 17 * i, text })));
        const [without, kept] = [progress(model.run, false), progress(model.run, true)];
        const lines =
          step < LOSING ? [] : [...place.points(without.time, without.work), ...place.points(kept.time, kept.work)];
        const last = (line: Line, text: string, fill: string) => {
          const top = y(Math.min(SHOWN, atEnd(line)));
          return [-10, 18, -26].map((dy) => [
            { left: box.right - 4, top: top + dy, text, anchor: "end" as const, fill, bold: fill === "var(--ink)" },
          ]);
        };
        const named = placeLabels(
          [
            step >= SAVING ? last(kept, `saved every ${time(model.run.interval)}`, "var(--ink)") : [],
            step >= LOSING ? last(without, "never saved", step < SAVING ? "var(--ink)" : "var(--ink-2)") : [],
          ],
          { ...box, bottom: box.bottom + 2 },
          lines,
        );
        return columnsOf([...named, ...oneSave(model, place, foot, step >= NEAR).labels]);
      }),
    ];
  },
};
