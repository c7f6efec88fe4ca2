import type { IncrementalCheckpoint } from "../../../sim/fault-tolerance/incremental-checkpoint.ts";
import { RESUME_BOUND } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-costs.ts";
import { params } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-levers.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Box, boxOf, placeLabels, type Wish } from "../../kit/place-labels.ts";
import { columnsOf, type Dot, dots, labels, remembered, type Stroke, still, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { around, full, ring, trialBoxes, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { alongHair, beside, dotBox } from "./pages-labels.ts";
import { lastTrial, trialPlace, withKill } from "./pages-trials.ts";
import { deltas, time } from "./pages-words.ts";

/** The slowest resume that the frame shows (s). */
const TOP = 0.2;
const MOST = params.deltas.max;
const LENGTHS = Array.from({ length: MOST + 1 }, (_, i) => i);

const planeOf = (width: number): Plane =>
  plane(width, {
    title: "Time to resume from the fullest chain",
    x: {
      from: 0,
      to: MOST,
      scale: "linear",
      ticks: params.deltas.ticks.map((count) => [count, count === MOST ? deltas(count) : String(count)]),
    },
    y: {
      from: 0,
      to: TOP,
      scale: "linear",
      ticks: [
        [0, "0"],
        [0.05, "50"],
        [0.1, "100"],
        [0.15, "150"],
        [TOP, "200\u00a0ms"],
      ],
    },
    top: [36, 36],
    left: [52, 56],
    right: [16, 20],
  });

/** Resume from the base alone and from 1, 2, 3 … deltas. */
const curveOf = ({ resumeBase, chainCurve }: IncrementalCheckpoint): readonly number[] => [resumeBase, ...chainCurve];
const chainNow = ({ plan }: IncrementalCheckpoint): number => (plan.mode === "full" ? 0 : plan.deltas);
/** The longest chain within the bound, as far as the lever goes; undefined where not even the base resumes in time. */
const longestShown = (model: IncrementalCheckpoint): number | undefined =>
  model.resumeBase < RESUME_BOUND ? Math.min(MOST, model.longestChain) : undefined;

/** The chains that this run's kills found, each once. */
const killed = ({ run }: IncrementalCheckpoint, frame: Plane): Dot[] =>
  [...new Map(run.kills.map(({ chain, resume }) => [chain, resume]))]
    .filter(([chain, resume]) => frame.holds(chain, resume))
    .map(([chain, resume]) => ({
      left: frame.x(chain),
      top: frame.y(resume),
      radius: 4,
      fill: "var(--recovery)",
      stroke: "var(--w-recovery)",
      width: 1.25,
    }));

const boundLabel = ({ box, y }: Plane): Wish => {
  const label = { text: `the bound, ${time(RESUME_BOUND)}`, fill: "var(--broken)" };
  const [above, below] = [y(RESUME_BOUND) - 6, y(RESUME_BOUND) + 16];
  return [
    [{ ...label, left: box.right, top: above, anchor: "end" }],
    [{ ...label, left: box.right, top: below, anchor: "end" }],
    [{ ...label, left: box.left + 8, top: above }],
  ];
};

function drawnOf(model: IncrementalCheckpoint, trials: readonly Box[], frame: Plane) {
  const { box, x, y } = frame;
  const curve = curveOf(model);
  const [chain, longest] = [chainNow(model), longestShown(model)];
  const now = { left: x(chain), top: y(model.resumeWorst) };
  const inside = model.resumeWorst <= TOP;
  const isFull = model.plan.mode === "full";
  const within = longest === undefined ? [] : LENGTHS.slice(0, longest + 1);
  const lines: Stroke[] = [
    frame.line(LENGTHS, curve, isFull ? "var(--axis)" : "var(--ink)", { width: isFull ? 1.75 : 2.25 }),
    frame.line(within, curve, isFull ? "var(--axis)" : "var(--ink)", { width: 5 }),
    { left: now.left, right: now.left, top: Math.max(box.top, now.top), bottom: box.bottom + 6, stroke: "var(--ink)" },
  ];
  const best = longest === undefined ? undefined : { left: x(longest), top: y(curve[longest] ?? Number.NaN) };
  const told = time(model.resumeWorst);
  const nowText = isFull ? `now a full save: ${told}` : `now ${deltas(chain)}: ${told}`;
  const beyond: Wish = [
    [{ left: box.right, top: box.top + 15, text: `${nowText}, beyond this picture`, anchor: "end", bold: true }],
    [{ left: box.right, top: box.top + 15, text: nowText, anchor: "end", bold: true }],
  ];
  const more = longest === MOST ? " and more" : "";
  const points = frame.points(LENGTHS, curve);
  const hair = alongHair(now.left, Math.max(box.top, now.top) + 12, box.bottom);
  const name = isFull ? "if it were saved in increments" : "a base and its deltas";
  const wishes: Wish[] = [
    inside ? around(now, nowText, ["belowAfter", "aboveBefore", "aboveAfter", "belowBefore"]) : beyond,
    best && !(longest === chain && inside)
      ? [`longest within ${time(RESUME_BOUND)}: ${deltas(longest ?? 0)}${more}`, `longest: ${longest}`].flatMap(
          (text) => [...around(best, text, ["aboveBefore", "belowAfter", "aboveAfter"])],
        )
      : [],
    boundLabel(frame),
    beside(
      points.filter(({ top }) => Number.isFinite(top)),
      [0.8, 0.7, 0.9, 0.6, 0.5, 0.3],
      { text: name, fill: "var(--ink-2)" },
    ),
  ];
  const taken = [...trials, ...frame.words.map(boxOf), ...(inside ? [dotBox(now)] : [])];
  const bounds = { left: box.left + 4, right: box.right + 4, top: box.top - 14, bottom: box.bottom - 2 };
  return {
    lines,
    kills: killed(model, frame),
    ends: [...(best ? [full(best)] : []), ...(inside ? [ring(now)] : [])],
    labels: placeLabels(wishes, bounds, [...points, ...hair], taken),
  };
}

/** Time to resume against the length of the chain: the chapter's first picture. */
export const chainResume: Chart<IncrementalCheckpoint> = {
  title: "Time to resume against the length of the chain",
  finding(model, { searching, trials }) {
    if (searching) return lastTrial(trials);
    const [told, bound, longest] = [time(model.resumeWorst), time(RESUME_BOUND), longestShown(model)];
    const chain = chainNow(model);
    const now =
      chain === 0
        ? `A full save is read back alone, and the process is back in ${told}`
        : `From ${deltas(chain)} on a base the process is back in ${told}`;
    if (longest === undefined) return `${now}; not even a base alone resumes within ${bound}.`;
    if (longest === 0) return `${now}; no delta fits within ${bound}, only the base alone.`;
    return `${now}; the longest chain within ${bound} is ${longest === MOST ? "at least " : ""}${deltas(longest)}.`;
  },
  reading: (_model, { searching }) =>
    searching
      ? "Each numbered dot is the slowest resume of one trial, over the longest chain that was read."
      : "Thick: within the bound. The small dots are this run’s kills. A kill finds the chain as long as it is then, so the slowest resume that a run shows need not be the slowest there is.",
  columns: {
    deltas: { label: "Deltas on the base", style: "count" },
    resume: { label: "Time to resume", style: "duration", endless: "no kill" },
  },
  rows(model, { searching, trials }) {
    if (searching)
      return trials.map(
        ({ shown }): Row => ({
          deltas: shown.runLongestChain ?? 0,
          resume: shown.runWorstResume ?? Number.POSITIVE_INFINITY,
        }),
      );
    return curveOf(model).map((resume, i): Row => ({ deltas: i, resume }));
  },
  /** The lever under it begins at one delta, the picture at the base alone. */
  frame: (width) => ({ ...planeOf(width).frame, marginLeft: planeOf(width).x(params.deltas.min) }),
  marks(width) {
    const frame = planeOf(width);
    const { box, y } = frame;
    const bound = y(RESUME_BOUND);
    const place = trialPlace(frame, { chain: MOST, resume: TOP });
    const parts = remembered((model: IncrementalCheckpoint, view: View) => {
      const boxes = trialBoxes(view.trials.filter(withKill), place);
      if (!view.searching) return drawnOf(model, boxes, frame);
      return {
        lines: [],
        kills: [],
        ends: [],
        labels: placeLabels([boundLabel(frame)], { ...box, right: box.right + 4 }, [], boxes),
      };
    });
    return [
      ...frame.axes,
      still(strokes, [
        { left: box.left, right: box.right, top: bound, bottom: bound, stroke: "var(--broken)", width: 1.5 },
      ]),
      moving(strokes, (model: IncrementalCheckpoint, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: IncrementalCheckpoint, view: View) =>
        columnsOf([
          ...parts(model, view).kills,
          ...trialDots(view.trials.filter(withKill), place),
          ...parts(model, view).ends,
        ]),
      ),
      moving(labels, (model: IncrementalCheckpoint, view: View) =>
        columnsOf([...parts(model, view).labels, ...trialLabels(view.trials.filter(withKill), place)]),
      ),
    ];
  },
};
