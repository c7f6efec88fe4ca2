import { MINUTE } from "../../../sim/core/units.ts";
import type { FragmentationAudit } from "../../../sim/fleet-orchestration/fragmentation-audit.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import { columnsOf, type Label, labels, pathOf, type Stroke, still, strokes } from "../../kit/plot-parts.ts";
import { count } from "../words.ts";

/** So much of the day is drawn (s): at some 26 jobs a minute each is still to be seen. */
const SHOWN = 10 * MINUTE;
const HEIGHT = 96;
const BASE = 70;
const PER_GPU = 7.5;

interface Arrival {
  readonly time: number;
  readonly size: number;
}

function arrivals({ jobs, gang }: FragmentationAudit): readonly Arrival[] {
  const { submit, size } = jobs.work;
  const all: Arrival[] = [];
  for (let job = gang + 1; job < submit.length; job++) {
    const time = submit[job] ?? SHOWN;
    if (time >= SHOWN) break;
    all.push({ time, size: size[job] ?? 0 });
  }
  return all;
}

const across = (time: number, width: number): number => 2 + (time / SHOWN) * (width - 4);

/** All arrivals as one path: upright, as high as the job is large. */
const drawn = (model: FragmentationAudit, width: number): Stroke =>
  pathOf(
    arrivals(model)
      .map(({ time, size }) => `M${across(time, width).toFixed(1)},${BASE}v${-Math.min(8, size) * PER_GPU}`)
      .join("") || "M0,0",
    "var(--working)",
    { width: 1.5 },
  );

const ticks = (width: number): Label[] =>
  [0, 5, 10].map((minute) => ({
    left: minute === 0 ? 0 : minute === 10 ? width : across(minute * MINUTE, width),
    top: BASE + 20,
    text: minute === 0 ? "0\u00a0min" : minute === 10 ? "10\u00a0min" : "5\u00a0min",
    anchor: minute === 0 ? "start" : minute === 10 ? "end" : "middle",
  }));

/** The first students' jobs of the day: the ornament is data. */
export const tenMinutes: Chart<FragmentationAudit> = {
  title: "Ten minutes of arrivals",
  timeless: true,
  finding: (model) => {
    const all = arrivals(model);
    const ones = all.filter(({ size }) => size === 1).length;
    const eights = all.filter(({ size }) => size >= 8).length;
    return `In ten minutes ${count(all.length)} jobs come in: ${count(ones)} ask for one GPU, ${count(eights)} for a whole node of eight or more.`;
  },
  reading: () => "Each line is a job, as high as the GPUs that it asks for.",
  columns: { time: { label: "Arrival", style: "duration" }, size: { label: "GPUs", style: "count" } },
  rows: (model) => arrivals(model).map(({ time, size }) => ({ time, size })),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks: (width) => [
    still(strokes, [{ left: 2, right: width - 2, top: BASE, bottom: BASE, stroke: "var(--axis)" }]),
    still(labels, ticks(width)),
    moving(strokes, (model: FragmentationAudit) => columnsOf([drawn(model, width)])),
  ],
};
