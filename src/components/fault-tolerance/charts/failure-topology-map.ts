import { fixed, tell } from "../../../sim/core/quantity.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  remembered,
  type Stroke,
  strokes,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { clockTime, dayOf } from "./clock-ticks.ts";
import { fleetMap } from "./fleet-map.ts";
import { failedCells, latestCell, leader } from "./map-failures.ts";
import {
  axisParts,
  checkpointDots,
  climbs,
  fallStrokes,
  HEIGHT,
  MAP_TOP,
  progressStrokes,
  stripBlocks,
  timeLine,
} from "./map-parts.ts";
import { lineLabels, nameOfFailed, titleOf } from "./map-words.ts";
import { momentShown, runWindow } from "./run-window.ts";

const duration = (seconds: number): string => tell(seconds, { style: "duration" });
const when = (time: number): string => `${clockTime(time)}${dayOf(time) > 1 ? ` on day ${dayOf(time)}` : ""}`;

interface Picture {
  readonly blocks: Block[];
  readonly strokes: Stroke[];
  readonly dots: Dot[];
  readonly labels: Label[];
}

const HIDDEN = ["Hidden while you search:", "a run to look at is a trial."];
const VEILED: Picture = {
  blocks: [],
  strokes: [],
  dots: [],
  labels: HIDDEN.map((text, i) => ({ left: 0, top: 13 + 17 * i, text })),
};

/** The whole picture at a moment of the run. */
function picture(model: YoungDaly, view: View, width: number): Picture {
  const map = fleetMap(model.gang.gpus, width, MAP_TOP);
  const bottom = MAP_TOP + map.height;
  const seen = runWindow(model, view.time);
  const { pieces, lowest } = climbs(model, seen);
  const line = timeLine(width, bottom, seen, lowest);
  const failed = model.run.failures.filter(({ time }) => time <= seen.now);
  const { last } = seen;
  const shown = last && seen.seen.includes(last) ? last : undefined;
  const axis = axisParts(line, seen, lowest);
  const now = line.x(seen.now);
  const points = pieces.flatMap((piece) =>
    piece.points.map(({ time, work }) => ({ left: line.x(time), top: line.y(work) })),
  );
  const fixedWords: Label[] = [
    ...(last ? [nameOfFailed(map, line, last, bottom, shown !== undefined)] : []),
    { left: 0, top: line.top - 10, text: line.narrow ? "Work done, h" : "Work done", bold: true, fill: "var(--ink)" },
    ...axis.labels,
  ];
  return {
    blocks: [...map.blocks, ...stripBlocks(line, seen)],
    strokes: [
      ...axis.strokes,
      { left: now, right: now, top: line.top - 6, bottom: line.strip + 20, stroke: "var(--axis)", dash: "1 4" },
      ...progressStrokes(line, pieces),
      ...failedCells(map, failed),
      ...(shown ? leader(map, line, shown, bottom) : []),
      ...fallStrokes(line, seen),
      ...(last ? latestCell(map, last) : []),
    ],
    dots: checkpointDots(line, seen, pieces),
    labels: [
      ...titleOf(map, width),
      ...(map.named
        ? map.corners.map(
            ({ left, top }, pod): Label => ({
              left,
              top: top - 4,
              text: width < 480 && pod > 0 ? String(pod + 1) : `Pod ${pod + 1}`,
            }),
          )
        : []),
      ...fixedWords,
      ...lineLabels(line, map, seen, points, fixedWords.map(boxOf)),
    ],
  };
}

/** The fleet as pods, racks and servers, and one seeded run through time below it. */
export const failureTopologyMap: Chart<YoungDaly> = {
  title: "One run of the fleet",
  finding(model, view) {
    if (view.searching) return HIDDEN.join(" ");
    const { run } = model;
    const servers = fleetMap(model.gang.gpus, 680, MAP_TOP).servers;
    const now = momentShown(model, view.time);
    const failure = run.failures.findLast(({ time }) => time <= now);
    const fleet = servers === 1 ? "the one server is" : `all ${fixed(servers, 0)} servers are`;
    if (!failure) return `Until ${when(now)} nothing has failed: ${fleet} sound.`;
    const all = servers === 1 ? "the one server" : `all ${fixed(servers, 0)} servers`;
    if (failure.inRecovery)
      return `Node ${failure.server} failed at ${when(failure.time)}, while the job recovered; the recovery started again.`;
    const back = failure.saved > 0 ? `to the checkpoint of ${when(failure.time - failure.lost)}` : "to the start";
    return `Node ${failure.server} failed at ${when(failure.time)}, and ${all} went back ${duration(Math.round(failure.lostWork))}, ${back}.`;
  },
  reading: (model, view) =>
    view.searching
      ? ""
      : `Red cells failed before; the line is the job’s work, each drop a rollback, each dot a finished checkpoint, each ringed cross one that the failure tore. In the whole run ${fixed(model.run.failures.length, 0)} ${model.run.failures.length === 1 ? "server fails" : "servers fail"}.`,
  columns: {
    time: { label: "Time", style: "duration" },
    server: { label: "Node", style: "number", digits: 6 },
    rack: { label: "Rack", style: "number", digits: 6 },
    lostWork: { label: "Work lost", style: "duration" },
    saved: { label: "Work safe", style: "duration" },
    back: { label: "Computes again", style: "duration" },
  },
  rows: ({ run }, view) =>
    view.searching
      ? []
      : run.failures.map(
          ({ time, server, rack, lostWork, saved, back }): Row => ({ time, server, rack, lostWork, saved, back }),
        ),
  clock: ({ run }) => run.end,
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const parts = remembered((model: YoungDaly, view: View) => (view.searching ? VEILED : picture(model, view, width)));
    return [
      moving(blocks, (model: YoungDaly, view: View) => columnsOf(parts(model, view).blocks)),
      moving(strokes, (model: YoungDaly, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: YoungDaly, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: YoungDaly, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
