import { fixed } from "../../../sim/core/quantity.ts";
import { MINUTE } from "../../../sim/core/units.ts";
import type { KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import type { Failure } from "../../../sim/fault-tolerance/parts/checkpointed-run.ts";
import { segmentsBetween } from "../../../sim/fault-tolerance/parts/run-strip.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { blocks, columnsOf, type Label, labels, remembered, still, strokes } from "../../kit/plot-parts.ts";
import { STATES } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { CLOSE_UP, frameRow, storyLayout } from "./kill-story-layout.ts";
import { HIDDEN, kills } from "./kill-words.ts";
import { time } from "./tax-words.ts";

/** The window of the first row (s). */
const LENGTH = 10 * MINUTE;

const seen = ({ run }: KillAudit): readonly Failure[] => run.failures.filter((failure) => failure.time < LENGTH);
/** More saves than this are no longer told apart. */
const MOST = 240;
/** When the window's saves begin: all, or every so many. */
function savesOf({ run }: KillAudit): readonly number[] {
  const saves = segmentsBetween(run, 0, LENGTH).filter(({ state }) => state === "checkpoint");
  const every = Math.ceil(saves.length / MOST);
  return saves.flatMap(({ from }, i) => (i % every === 0 ? [from] : []));
}
const lostIn = (model: KillAudit): number => seen(model).reduce((sum, { lostWork }) => sum + lostWork, 0);
const frozen = ({ frozenPerKill }: KillAudit): number => Math.round(frozenPerKill);
const dropped = ({ droppedPerSave }: KillAudit): number => Math.round(droppedPerSave);
const count = (frames: number): string => (frames === 1 ? "1 frame" : `${fixed(frames, 0)} frames`);

/** Kills and saves as the wearer meets them: ten minutes, then one kill and one save, frame by frame. */
export const killsAndSaves: Chart<KillAudit> = {
  title: "Kills and saves as the wearer meets them",
  finding(model, view) {
    const { run, writeTime } = model;
    if (view.step === 1) return `A kill freezes the display for ${count(frozen(model))}.`;
    if (view.step === 2) return `A save of ${time(writeTime)} drops ${count(dropped(model))}.`;
    if (view.searching) return HIDDEN;
    const killed = kills(seen(model).length);
    return view.step < 1
      ? `In ten simulated minutes of wearing there ${seen(model).length > 1 ? "are" : "is"} ${killed}.`
      : `With a save every ${time(run.interval)}, ten minutes see ${killed}, which take back ${time(lostIn(model))} of translation.`;
  },
  reading: (_model, { step }) =>
    `In the upper row red is a kill${step < 3 ? "" : ", blue a save, and hatched is what a kill takes back"}; below, each bar is one frame of 60 a second.`,
  columns: {
    kill: { label: "Kill at", style: "duration" },
    lost: { label: "Translation taken back", style: "duration" },
    frozen: { label: "Frozen", style: "duration" },
  },
  rows: (model, view) =>
    view.searching
      ? []
      : seen(model).map(
          (failure): Row => ({
            kill: failure.time,
            lost: failure.lostWork,
            frozen: failure.inRecovery ? 0 : failure.back - failure.time,
          }),
        ),
  frame: (width) => ({ height: storyLayout(width).height, margin: 0 }),
  marks(width) {
    const { row, foot, x, height } = storyLayout(width);
    const inRow = (seconds: number): number => x(Math.min(1, seconds / LENGTH));
    const bar = { top: row(0) + 10, bottom: foot(0) };
    const parts = remembered((model: KillAudit, view: View) => {
      const failures = view.searching ? [] : seen(model);
      const told = view.step >= 3 && !view.searching;
      const [still1, still2] = [frozen(model), dropped(model)];
      return {
        lost: told
          ? failures.map(({ time: at, lost }) => ({
              left: inRow(at - lost),
              right: inRow(at),
              top: bar.top,
              bottom: bar.bottom,
              fill: STATES.rework.colour,
              texture: STATES.rework.texture,
            }))
          : [],
        strokes: [
          ...(told
            ? savesOf(model).map((at) => ({
                left: inRow(at),
                right: inRow(at),
                top: bar.top,
                bottom: bar.bottom,
                stroke: STATES.checkpoint.colour,
                width: 2,
              }))
            : []),
          ...failures.map(({ time: at }) => ({
            left: inRow(at),
            right: inRow(at),
            top: bar.top - 6,
            bottom: bar.bottom,
            stroke: "var(--failed)",
            width: 2,
          })),
          ...frameRow(width, 1, still1, view.step >= 1 ? STATES.recovery.colour : null),
          ...frameRow(width, 2, still2, view.step >= 2 ? STATES.checkpoint.colour : null),
        ],
        labels: wordsOf(width, model, view),
      };
    });
    return [
      still(strokes, [
        { left: x(0), right: x(1), top: foot(0), bottom: foot(0), stroke: "var(--axis)" },
        ...[0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => ({
          left: x(share),
          right: x(share),
          top: foot(0),
          bottom: foot(0) + 5,
          stroke: "var(--axis)",
        })),
      ]),
      still(labels, [
        ...[0, 2, 4, 6, 8, 10].map((minute) => ({
          left: x(minute / 10),
          top: foot(0) + 20,
          text: minute === 10 ? "10\u00a0min" : String(minute),
          anchor: minute === 0 ? ("start" as const) : minute === 10 ? ("end" as const) : ("middle" as const),
        })),
        { left: x(0), top: height - 4, text: "0" },
        { left: x(1), top: height - 4, text: `${CLOSE_UP}\u00a0frames, 2\u00a0s`, anchor: "end" },
      ]),
      moving(blocks, (model: KillAudit, view: View) => columnsOf(parts(model, view).lost)),
      moving(strokes, (model: KillAudit, view: View) => columnsOf(parts(model, view).strokes)),
      moving(labels, (model: KillAudit, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};

/** The words over each row; the current one is in ink and bold. */
function wordsOf(width: number, model: KillAudit, view: View): Label[] {
  const { row } = storyLayout(width);
  const { searching, step } = view;
  const reached = Math.min(3, Math.max(0, step));
  const line = (i: number, name: string, told: string): Label[] => {
    const [shown, current] = [i <= reached, i === reached % 3];
    const fill = shown ? "var(--ink)" : "var(--ink-2)";
    return [
      { left: 0, top: row(i), text: name, fill, bold: current },
      { left: width, top: row(i), text: told, fill, anchor: "end" },
    ];
  };
  const killed = kills(seen(model).length);
  const lost = reached === 3 && lostIn(model) > 0 ? `, ${time(lostIn(model))} lost` : "";
  return [
    ...line(
      0,
      width < 480 ? "Ten minutes" : "Ten minutes of wearing",
      searching ? "hidden while you search" : killed + lost,
    ),
    ...line(1, "One kill", reached < 1 ? "" : `${count(frozen(model))} frozen`),
    ...line(2, "One save", reached < 2 ? "" : `${count(dropped(model))} dropped`),
  ];
}
