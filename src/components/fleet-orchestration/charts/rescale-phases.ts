import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { type Block, type Label, type Stroke, upright } from "../../kit/plot-parts.ts";
import { lastSeen } from "../rescale-state.ts";
import { time as tellTime } from "../words.ts";
import { DOING, inLines } from "./rescale-words.ts";

/** From row to row: at least and at most. */
const PITCH = { least: 30, most: 64 };
/** What a row's bar takes below its words, and where a failure's reason begins. */
const BAR = { top: 5, bottom: 12 };
const LINE = 17;

/** The phases of the chosen response, a row each, spread over the height: name, how long it takes, and a bar along the run. */
export function phaseRows(
  { response, runs, plan }: ElasticRescale,
  time: number,
  { left, right, top, bottom }: Readonly<Record<"left" | "right" | "top" | "bottom", number>>,
): { readonly labels: Label[]; readonly blocks: Block[]; readonly strokes: Stroke[] } {
  const run = runs[response];
  const end = lastSeen(run);
  const x = (moment: number) => left + (Math.min(end, moment) / end) * (right - left);
  const phases = run.phases.filter(({ from }) => from < end);
  const failed = phases.some(({ doing }) => doing === "stalled") ? plan.failed : null;
  const why = failed ? inLines(`${DOING[failed.name]} fails: ${failed.why}.`, right - left) : [];
  const room = bottom - top - BAR.bottom - (why.length > 0 ? (why.length + 1) * LINE : 0);
  const pitch = Math.min(PITCH.most, Math.max(PITCH.least, room / Math.max(1, phases.length - 1)));
  const labels: Label[] = [];
  const blocks: Block[] = [];
  phases.forEach(({ doing, from, to }, i) => {
    const row = top + i * pitch;
    const isNow = time >= from && time < to;
    const length = to < end ? tellTime(to - from) : "";
    labels.push({ left, top: row, text: DOING[doing], bold: isNow, fill: "var(--ink)" });
    if (length) labels.push({ left: right, top: row, text: length, anchor: "end" });
    const runs = doing === "shrunk" || doing === "full";
    const fill =
      doing === "stalled"
        ? "var(--failed)"
        : runs
          ? "var(--useful)"
          : doing === "redo"
            ? "var(--rework)"
            : "var(--axis)";
    blocks.push({
      left: x(from),
      right: Math.max(x(from) + 2, x(to)),
      top: row + BAR.top,
      bottom: row + BAR.bottom,
      fill,
      texture: doing === "redo" ? "url(#hatch)" : undefined,
    });
  });
  const foot = top + (phases.length - 1) * pitch + BAR.bottom;
  labels.push(...why.map((text, i): Label => ({ left, top: foot + 20 + LINE * i, text, fill: "var(--broken)" })));
  return { labels, blocks, strokes: [upright(x(time), top - 14, foot, { stroke: "var(--axis)", dash: "1 4" })] };
}
