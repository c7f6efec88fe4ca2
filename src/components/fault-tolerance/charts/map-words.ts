import { fixed, tell } from "../../../sim/core/quantity.ts";
import type { Failure } from "../../../sim/fault-tolerance/parts/checkpointed-run.ts";
import { type Box, placeLabels, textWidth, type Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import { STATES, type StateName } from "../../kit/states.ts";
import { clockTime, dayOf } from "./clock-ticks.ts";
import { CELLS, type FleetMap } from "./fleet-map.ts";
import { BELOW, type TimeLine } from "./map-parts.ts";
import type { RunWindow } from "./run-window.ts";

/** How many servers, and what a cell stands for; where both have no room side by side, the servers alone. */
export function titleOf(map: FleetMap, width: number): Label[] {
  const servers = `${fixed(map.servers, 0)} server${map.servers === 1 ? "" : "s"}`;
  const room = width - textWidth(map.says) - 10;
  const text = textWidth(`${servers} of 8 GPUs`, true) > room ? servers : `${servers} of 8 GPUs`;
  return [
    { left: 0, top: 13, text, bold: true, fill: "var(--ink)" },
    { left: width, top: 13, text: map.says, anchor: "end" },
  ];
}

/** What failed last, under its cell; beside the leader, never across it. */
export function nameOfFailed(
  map: FleetMap,
  line: TimeLine,
  failure: Failure,
  mapBottom: number,
  isSeen: boolean,
): Label {
  const x = map.cell(failure.server).left + CELLS.size / 2;
  const text = isSeen
    ? `Node ${failure.server}, rack ${failure.rack}`
    : `Last failure: node ${failure.server}, ${dayOf(failure.time) > 1 ? `day ${dayOf(failure.time)}, ` : ""}${clockTime(failure.time)}`;
  const room = textWidth(text, true);
  const down = isSeen ? line.x(failure.time) : 0;
  const start =
    isSeen && down > x && down < x + 12 + room + 6 ? down + 12 : isSeen && down <= x ? Math.max(x, down) + 12 : x + 12;
  const fits = start + room <= line.width;
  const left = fits ? start : isSeen && down > x ? Math.min(x, down) - 12 - room : line.width - room;
  return { left: Math.max(0, left), top: mapBottom + 28, text, bold: true, fill: "var(--ink)" };
}

const duration = (seconds: number): string => tell(Math.max(1, Math.round(seconds)), { style: "duration" });

/** What the failure did, beside its point on the line; on the other side, or shorter, where there is no room. */
function story(line: TimeLine, map: FleetMap, failure: Failure): Wish {
  const x = line.x(failure.time);
  const y = line.y(failure.saved + failure.lostWork);
  const bold = { bold: true, fill: "var(--ink)" };
  const servers = `${fixed(map.servers, 0)} server${map.servers === 1 ? " goes" : "s go"} back`;
  const safe = failure.saved > 0 ? `to the checkpoint of ${clockTime(failure.time - failure.lost)}` : "to the start";
  const back = duration(failure.lostWork);
  const texts = failure.inRecovery
    ? [[`Node ${failure.server} fails in recovery`, "which starts again"]]
    : [
        [
          `Node ${failure.server}: ${line.narrow ? "back" : servers} ${back}`,
          `${safe}${failure.torn ? ", the newest torn" : ""}`,
        ],
        [`back ${back}`, failure.saved > 0 ? `to ${clockTime(failure.time - failure.lost)}` : "to the start"],
      ];
  const place = (lines: readonly string[], dy: number, anchor: "start" | "end"): Label[] =>
    lines.map((text, i) => ({
      left: x + (anchor === "start" ? 13 : -13),
      top: y + dy + 17 * i,
      text,
      anchor,
      ...(i === 0 ? bold : { fill: "var(--ink)" }),
    }));
  return texts.flatMap((lines) =>
    [-6, -24, -44, 20, 44, 70].flatMap((dy) => [place(lines, dy, "start"), place(lines, dy, "end")]),
  );
}

/** The longest stretch of each state is named under the strip, the dearest states first. */
function stripWishes(line: TimeLine, seen: RunWindow): Wish[] {
  const order: StateName[] = ["rework", "recovery", "checkpoint", "downtime", "useful"];
  return order.map((state) => {
    const all = seen.stretches.filter((stretch) => stretch.state === state);
    const longest = all.reduce<(typeof all)[number] | undefined>(
      (best, each) => (!best || each.to - each.from > best.to - best.from ? each : best),
      undefined,
    );
    if (!longest) return [];
    const middle = (line.x(longest.from) + line.x(longest.to)) / 2;
    const name = state === "downtime" ? "down" : STATES[state].name;
    const told =
      state === "useful" || state === "checkpoint" ? [name] : [`${name} ${duration(longest.to - longest.from)}`, name];
    return told.flatMap((text) => {
      const half = textWidth(text) / 2;
      const kept = Math.min(line.right - half, Math.max(line.left + half, middle));
      return [kept, kept - half, kept + half].map((left) => [
        { left, top: line.strip + BELOW.strip + 15, text, anchor: "middle" as const, fill: STATES[state].shade },
      ]);
    });
  });
}

/** The words of the time line: what failed, what the states are. */
export function lineLabels(
  line: TimeLine,
  map: FleetMap,
  seen: RunWindow,
  points: readonly { left: number; top: number }[],
  taken: readonly Box[],
): Label[] {
  const { last } = seen;
  const bounds = { left: line.left, right: line.width, top: line.top - 42, bottom: line.bottom };
  const now = line.x(seen.now);
  const clock: Wish = (["start", "end"] as const).map((anchor) => [
    { left: now + (anchor === "start" ? 7 : -7), top: line.top + 4, text: `now ${clockTime(seen.now)}`, anchor },
  ]);
  const told = placeLabels(
    [last && seen.seen.includes(last) ? story(line, map, last) : [], clock],
    bounds,
    points,
    taken,
  );
  const strip = placeLabels(stripWishes(line, seen), {
    left: line.left,
    right: line.right + 1,
    top: line.strip,
    bottom: line.strip + 60,
  });
  return [...told, ...strip];
}
