import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { areaNames, areasOf } from "./staging-areas.ts";
import { flagAt, onTime, resumedAt, SINCE, size, time } from "./staging-scale.ts";

/** What the areas say, the longest first. */
const NAMES = {
  hbm: ["in HBM: math waits", "HBM"],
  buffer: ["in the buffer (host DRAM)", "in the buffer", "buffer"],
  drive: ["on the node’s drives", "drives"],
  stored: ["in the store: safe", "store"],
} as const;

const INK = { bold: true, fill: "var(--ink)" } as const;

/** Flags over the plot: what happens when, the reader's own first. */
function flags(model: AsyncStaging, { prediction, asked }: View, { x, box, narrow }: Plane): Wish[] {
  const rows = narrow ? [box.top - 9, box.top - 26, box.top - 43] : [box.top - 9, box.top - 26];
  const [stop, safe, cycle] = [resumedAt(model), model.persistTime, model.cycleTime];
  const flag = (at: number, texts: readonly string[], look: Partial<Label> = {}): Wish =>
    onTime(at) ? flagAt(x(at), texts, rows, look) : [];
  const beyond = (text: string): Wish => [[{ left: box.right, top: box.top - 9, text, anchor: "end" }]];
  const together = Math.abs(x(stop) - x(safe)) < 2;
  return [
    prediction === null ? [] : flag(prediction, [`You predicted ${time(prediction)}`, `you: ${time(prediction)}`], INK),
    flag(stop, [`math resumes${together ? ", safe" : ""} ${time(stop)}`, `math ${time(stop)}`, time(stop)], INK),
    prediction !== null && asked
      ? flag(model.stopSsd, [`local SSD ${time(model.stopSsd)}`, `SSD ${time(model.stopSsd)}`])
      : [],
    together ? [] : flag(safe, [`safe ${time(safe)}`]),
    cycle > SINCE.to
      ? beyond(`next snapshot ${time(cycle)}`)
      : flag(cycle, [`next snapshot ${time(cycle)}`, `next ${time(cycle)}`, "next"]),
  ];
}

/** Names of the two level lines, on the line, where the flow leaves room. */
function levels({ settings, bufferBytes, threshold, shardBytes }: AsyncStaging, { box, y, narrow }: Plane): Wish[] {
  if (settings.strategy !== "asyncDram") return [];
  const named = (bytes: number, long: string, short: string): Wish => {
    if (bytes <= 0 || bytes > shardBytes) return [];
    const top = y(bytes / shardBytes);
    const at = (left: number, anchor: "start" | "end") =>
      (narrow ? [short] : [long, short]).flatMap((text): Label[][] =>
        [top - 5, top + 14].map((row) => [{ left, top: row, text, anchor, ...INK }]),
      );
    return [...at(box.right - 6, "end"), ...at(box.left + 6, "start")];
  };
  const over: Wish = [
    [
      {
        left: box.right - 6,
        top: box.top + 15,
        text: `buffer ${size(bufferBytes)}, more than a snapshot`,
        anchor: "end",
        ...INK,
      },
    ],
    [{ left: box.right - 6, top: box.top + 15, text: `buffer ${size(bufferBytes)}: all fits`, anchor: "end", ...INK }],
  ];
  return [
    bufferBytes > shardBytes
      ? over
      : named(bufferBytes, `your buffer ${size(bufferBytes)}`, `buffer ${size(bufferBytes)}`),
    named(threshold, `least without a storm ${size(threshold)}`, `least ${size(threshold)}`),
  ];
}

/** Points along what crosses the areas, which their names leave free. */
function crossings(
  { prediction, asked, ...model }: AsyncStaging & Pick<View, "prediction" | "asked">,
  frame: Plane,
): Point[] {
  const { box, x, y } = frame;
  const upright = [resumedAt(model), model.persistTime, model.cycleTime, ...(prediction === null ? [] : [prediction])];
  if (asked && prediction !== null) upright.push(model.stopSsd);
  const level = [0.25, 0.5, 0.75, ...[model.bufferBytes, model.threshold].map((bytes) => bytes / model.shardBytes)];
  return [
    ...upright.filter(onTime).flatMap((at) =>
      Array.from({ length: Math.ceil((box.bottom - box.top) / 7) }, (_, i) => ({
        left: x(at),
        top: box.top + 7 * i,
      })),
    ),
    ...level
      .filter((share) => share < 1)
      .flatMap((share) =>
        Array.from({ length: Math.ceil((box.right - box.left) / 9) }, (_, i) => ({
          left: box.left + 9 * i,
          top: y(share),
        })),
      ),
  ];
}

/** All words within the picture; in a search only how to read the trials, and their numbers. */
export function tierLabels(model: AsyncStaging, view: View, frame: Plane, place: (trial: Trial) => Point): Label[] {
  const { box, width, words } = frame;
  const bounds = { left: 0, right: width, top: 14, bottom: box.bottom };
  if (view.searching) {
    const notes = ["upward: the buffer", "across: when math resumed"].map((text, i): Label => {
      return { left: box.left + 8, top: box.top - 26 + 17 * i, text };
    });
    return [...notes, ...trialLabels(view.trials, place)];
  }
  const areas = areasOf(model.flow, model.shardBytes);
  const wishes = [...flags(model, view, frame), ...levels(model, frame), ...areaNames(areas, frame, NAMES)];
  const { prediction } = view;
  const mine =
    prediction !== null && onTime(prediction)
      ? [{ ...box, top: box.top + 2, left: frame.x(prediction) - 4, right: frame.x(prediction) + 4 }]
      : [];
  return placeLabels(wishes, bounds, crossings({ ...model, ...view }, frame), [...words.map(boxOf), ...mine]);
}
