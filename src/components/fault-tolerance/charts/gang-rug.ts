import { fixed, tell } from "../../../sim/core/quantity.ts";
import { GPUS_PER_SERVER } from "../../../sim/fault-tolerance/parts/checkpointed-run.ts";
import { WEEK, type WeekFailure, weekOfFailures } from "../../../sim/fault-tolerance/parts/week-of-failures.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { columnsOf, type Label, labels, pathOf, type Stroke, still, strokes } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";

/** The fleets of the story; each row holds the rows above it. */
const FLEETS = [8, 512, 2048, 8192, 16_384];
const LARGEST = 16_384;
/** How many rows the story has come to, by scroll step. */
const ROWS_AT = [1, 3, 5, 5];
/** A week whose counts are near what is expected: the story is about the mean, not about a lucky week. */
const SEED = 1905;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const TOP = 28;

const rowsAt = ({ step }: View): number => ROWS_AT[Math.min(ROWS_AT.length - 1, Math.max(0, step))] ?? FLEETS.length;
const week = (model: YoungDaly): readonly WeekFailure[] =>
  weekOfFailures({ gpus: LARGEST, gpuMtbf: model.gang.gpuMtbf, seed: SEED });
const within = (failures: readonly WeekFailure[], gpus: number) => failures.filter(({ gpu }) => gpu < gpus);
const mtbf = (model: YoungDaly, gpus: number): number => model.gang.gpuMtbf / gpus;
const duration = (seconds: number): string => tell(seconds, { style: "duration", endless: "none fails" });

const layout = (width: number) => {
  const narrow = width < 480;
  const [left, right] = narrow ? [0, width] : [112, width - 98];
  const pitch = narrow ? 56 : 70;
  return {
    narrow,
    left,
    right,
    pitch,
    tick: narrow ? 24 : 42,
    foot: (i: number) => TOP + (i + 1) * pitch - 10,
    x: (time: number) => left + (time / WEEK) * (right - left),
    height: TOP + FLEETS.length * pitch,
  };
};

const HIDDEN = ["Hidden while you search:", "it would tell how often this fleet fails."];

/** The failures of each fleet in one week, under each other: only a gang multiplies. */
export const gangRug: Chart<YoungDaly> = {
  title: "Failures in one week, by size of the fleet",
  finding(model, view) {
    if (view.searching) return HIDDEN.join(" ");
    const gpus = FLEETS[rowsAt(view) - 1] ?? LARGEST;
    const count = within(week(model), gpus).length;
    const often = Number.isFinite(model.gang.gpuMtbf)
      ? `; on average one comes every ${duration(mtbf(model, gpus))}`
      : "";
    return `In one simulated week, ${fixed(gpus, 0)} GPUs see ${count === 0 ? "no failure" : count === 1 ? "one failure" : `${fixed(count, 0)} failures`}${often}.`;
  },
  reading: () =>
    "Each red line is a GPU that failed. Each row holds the rows above it, so the lines stand under each other.",
  columns: {
    gpus: { label: "GPUs", style: "number", digits: 6 },
    failures: { label: "Failures in the week", style: "number", digits: 6 },
    mtbf: { label: "MTBF", style: "duration", endless: "none fails" },
  },
  rows: (model, view) => {
    if (view.searching) return [];
    const failures = week(model);
    return FLEETS.map((gpus): Row => ({ gpus, failures: within(failures, gpus).length, mtbf: mtbf(model, gpus) }));
  },
  frame: (width) => ({ height: layout(width).height, margin: 0 }),
  marks(width) {
    const { narrow, left, right, foot, pitch, tick, x, height } = layout(width);
    const days = WEEKDAYS.map((_, i) => (i * WEEK) / 7);
    const grid = [...days, WEEK].map(x);
    return [
      still(strokes, [
        ...grid.map((at) => ({ left: at, right: at, top: TOP - 6, bottom: height - 10, stroke: "var(--grid)" })),
        ...FLEETS.map((_, i) => ({ left, right, top: foot(i), bottom: foot(i), stroke: "var(--axis)" })),
      ]),
      still(labels, [
        ...WEEKDAYS.map((text, i) => ({ left: x(((i + 0.5) * WEEK) / 7), top: 13, text, anchor: "middle" })),
        ...(narrow ? [] : [{ left: width, top: 13, text: "MTBF", anchor: "end" }]),
      ]),
      moving(strokes, (model: YoungDaly, view: View) => {
        if (view.searching) return columnsOf([]);
        const failures = week(model);
        const reached = rowsAt(view);
        return columnsOf(
          FLEETS.map((gpus, i): Stroke => {
            const path = within(failures, gpus)
              .map(({ time }) => `M${x(time).toFixed(1)},${foot(i)}v-${tick}`)
              .join("");
            const shown = i < reached;
            const stroke = shown ? "var(--failed)" : "var(--rule)";
            return pathOf(path || "M0,0", stroke, { width: shown ? 1.6 : 1 });
          }),
        );
      }),
      moving(labels, (model: YoungDaly, view: View) => {
        if (view.searching)
          return columnsOf(HIDDEN.map((text, i) => ({ left: left + 6, top: TOP + 20 + 17 * i, text })));
        const failures = week(model);
        const reached = rowsAt(view);
        return columnsOf(
          FLEETS.flatMap((gpus, i): Label[] => {
            const current = i === reached - 1;
            const fill = i < reached ? "var(--ink)" : "var(--ink-2)";
            const name = `${fixed(gpus, 0)} GPUs`;
            const servers = gpus / GPUS_PER_SERVER;
            const often = duration(mtbf(model, gpus));
            const count = within(failures, gpus).length;
            const top = foot(i) - tick;
            return narrow
              ? [
                  { left: 0, top: top - 6, text: name, fill, bold: current },
                  {
                    left: width,
                    top: top - 6,
                    text: `${fixed(count, 0)} a week, MTBF ${often}`,
                    anchor: "end",
                    fill,
                    bold: current,
                  },
                ]
              : [
                  { left: 0, top: foot(i) - pitch / 3 + 2, text: name, fill, bold: current },
                  { left: 0, top: foot(i) - 4, text: servers === 1 ? "1 server" : `${fixed(servers, 0)} servers` },
                  { left: width, top: foot(i) - pitch / 3 + 2, text: often, anchor: "end", fill, bold: current },
                  { left: width, top: foot(i) - 4, text: `${fixed(count, 0)} this week`, anchor: "end" },
                ];
          }),
        );
      }),
    ];
  },
};
