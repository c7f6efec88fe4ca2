import { type Box, keptApart } from "../../kit/place-labels.ts";
import type { Label, Stroke } from "../../kit/plot-parts.ts";

/** Sizes of fleets, as on the lever: 8 to 131,072 GPUs on a logarithmic axis. */
const SIZES = { from: 8, to: 131_072 } as const;
const TICKS = { 8: "8", 128: "128", 1024: "1,024", 16384: "16,384", 131072: "131,072" } as const;
const NARROW_TICKS = new Set(["8", "1024", "131072"]);

/** Px of a value on a logarithmic scale. */
export const logarithmic =
  (from: number, to: number, start: number, end: number) =>
  (value: number): number =>
    start + (Math.log(value / from) / Math.log(to / from)) * (end - start);

/** A panel's rectangle, and where a size stands in it. */
export interface Panel extends Box {
  x(gpus: number): number;
}

export const panel = (box: Box): Panel => ({ ...box, x: logarithmic(SIZES.from, SIZES.to, box.left, box.right) });

/** The axis of sizes below a panel, and its grid with labels for the given heights. */
export function panelAxes(
  { left, right, top, bottom, x }: Panel,
  title: string,
  heights: readonly { readonly top: number; readonly text: string }[],
): { strokes: Stroke[]; labels: Label[] } {
  const ticks = Object.entries(TICKS).filter(([size]) => right - left > 400 || NARROW_TICKS.has(size));
  const names = ticks.map(([size, text], i): Label => {
    const last = i === ticks.length - 1;
    const anchor = i === 0 ? "start" : last ? "end" : "middle";
    return { left: x(Number(size)), top: bottom + 20, text: last ? `${text} GPUs` : text, anchor };
  });
  return {
    strokes: [
      ...heights.map((height) => ({ left, right, top: height.top, bottom: height.top, stroke: "var(--grid)" })),
      { left, right, top: bottom, bottom, stroke: "var(--axis)" },
      ...ticks.map(([size]) => ({
        left: x(Number(size)),
        right: x(Number(size)),
        top: bottom,
        bottom: bottom + 5,
        stroke: "var(--axis)",
      })),
    ],
    labels: [
      { left: Math.max(0, left - 66), top: top - 16, text: title, bold: true, fill: "var(--ink)" },
      ...heights.map((height): Label => ({ left: left - 8, top: height.top + 4.5, text: height.text, anchor: "end" })),
      ...keptApart([...names.slice(-1), ...names.slice(0, -1)]),
    ],
  };
}
