import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { type Block, type Label, type Stroke, upright } from "../../kit/plot-parts.ts";
import { lastSeen } from "../rescale-state.ts";
import { time as tellTime } from "../words.ts";
import { DOING, inLines } from "./rescale-words.ts";

const PITCH = 30;

/** The phases of the chosen response, a row each: name, how long it takes, and a bar along the run. */
export function phaseRows(
  { response, runs, plan }: ElasticRescale,
  time: number,
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
): { readonly labels: Label[]; readonly blocks: Block[]; readonly strokes: Stroke[] } {
  const run = runs[response];
  const end = lastSeen(run);
  const x = (moment: number) => left + (Math.min(end, moment) / end) * (right - left);
  const phases = run.phases.filter(({ from }) => from < end);
  const labels: Label[] = [];
  const blocks: Block[] = [];
  phases.forEach(({ doing, from, to }, i) => {
    const row = top + i * PITCH;
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
      top: row + 5,
      bottom: row + 12,
      fill,
      texture: doing === "redo" ? "url(#hatch)" : undefined,
    });
  });
  const foot = top + phases.length * PITCH;
  if (plan.failed && phases.some(({ doing }) => doing === "stalled")) {
    const why = inLines(`${DOING[plan.failed.name]} fails: ${plan.failed.why}.`, right - left);
    labels.push(...why.map((text, i): Label => ({ left, top: foot + 2 + 17 * i, text, fill: "var(--broken)" })));
  }
  return { labels, blocks, strokes: [upright(x(time), top - 14, foot - 18, { stroke: "var(--axis)", dash: "1 4" })] };
}
