import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { columnsOf, type Label, labels, pathOf, remembered, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import type { View } from "../../kit/view.ts";
import { PLACES, size, VEILED } from "./staging-scale.ts";

/** Corners that are drawn of each cycle, at most: of many groups each has some. */
const CORNERS = 38;

const layout = (width: number): Plane =>
  plane(width, {
    title: width < 480 ? "Not yet in the store, snapshots" : "Not yet in the store, in snapshots of a node",
    x: {
      from: 0,
      to: 3,
      scale: "linear",
      ticks: [
        [0, "1st"],
        [1, "2nd"],
        [2, "3rd snapshot"],
      ],
    },
    y: { from: 0, to: 3, scale: "linear", ticks: [0, 1, 2, 3].map((count) => [count, String(count)]) },
    height: [240, 270],
  });

/** What is on its way, in snapshots, over three cycles, each as wide as the others: straight from corner to corner. */
function pile({ cycles, shardBytes }: AsyncStaging): { readonly x: number[]; readonly y: number[] } {
  const corners = cycles.cycles.flatMap(({ start, end, backlog }, cycle) => {
    const own = cycles.points.filter(({ time }) => time >= start && time < end);
    const every = Math.ceil(own.length / CORNERS);
    const kept = own.filter((_, i) => i % every === 0 || i === own.length - 1);
    return [
      ...kept.map(({ time, hbm, buffer, drive }) => ({
        at: (time - start) / (end - start),
        left: hbm + buffer + drive,
      })),
      { at: 1, left: backlog },
    ].map(({ at, left }) => ({ x: cycle + at, y: left / shardBytes }));
  });
  return { x: corners.map(({ x }) => x), y: corners.map(({ y }) => y) };
}

/** Three cycles of the pipeline: what is never drained piles up. */
export const stagingCycles: Chart<AsyncStaging> = {
  title: "Three snapshots, one after the other",
  finding(model, view) {
    if (view.searching) return VEILED.join(" ");
    return model.drained
      ? "Each snapshot is in the store before the next one begins: nothing piles up."
      : `After three cycles ${size(model.backlog)} of each node are not yet in the store, and the pile grows with each.`;
  },
  reading: () => "Each cycle is drawn as wide as the others, however long it is.",
  columns: {
    cycle: { label: "Cycle", style: "count" },
    backlog: { label: "Not yet in the store at its end", style: "bytes", digits: 3 },
  },
  rows: ({ cycles }, view) =>
    view.searching ? [] : cycles.cycles.map(({ backlog }, i): Row => ({ cycle: i + 1, backlog })),
  frame: (width) => layout(width).frame,
  marks(width) {
    const frame = layout(width);
    const { box } = frame;
    const area = remembered((model: AsyncStaging, view: View) => {
      if (view.searching) return [];
      const { x, y } = pile(model);
      const line = x.map((at, i) => `${frame.x(at).toFixed(1)},${frame.y(y[i] ?? 0).toFixed(1)}`).join("L");
      return [
        pathOf(`M${box.left},${box.bottom}L${line}L${box.right},${box.bottom}Z`, "none", { fill: PLACES.drive.fill }),
        frame.line(x, y, "var(--checkpoint)", { width: 2 }),
      ];
    });
    return [
      moving(strokes, (model: AsyncStaging, view: View) => columnsOf(area(model, view))),
      ...frame.axes,
      moving(labels, (_model: AsyncStaging, view: View) =>
        columnsOf(
          view.searching
            ? VEILED.map((text, i): Label => ({ left: box.left + 8, top: box.top + 20 + 17 * i, text }))
            : [],
        ),
      ),
    ];
  },
};
