import type * as Plot from "@observablehq/plot";
import type { Channels } from "./chart.ts";
import { houseMark, isPlaced, px } from "./house-mark.ts";

export interface Label {
  readonly left: number;
  /** The baseline. */
  readonly top: number;
  readonly text: string;
  readonly anchor?: "start" | "middle" | "end";
  readonly fill?: string;
  readonly bold?: boolean;
  /** "none" leaves the paper's halo out. */
  readonly halo?: string;
}

/** Texts with a halo of paper. The colour is a style: the page gives all text a colour, and a rule beats an attribute. */
export const labels = houseMark("labels", (row, add) => {
  const [left, top, text] = [row("left"), row("top"), row("text")];
  if (!isPlaced(left, top) || text === null || text === "") return;
  const anchor = row("anchor");
  add(
    "text",
    {
      x: px(left),
      y: px(top),
      ...(anchor === null || anchor === "start" ? {} : { "text-anchor": anchor }),
      ...(row("bold") ? { "font-weight": 600 } : {}),
      style: `fill:${row("fill") ?? "var(--ink-2)"}`,
      ...(row("halo") === "none" ? { stroke: "none" } : {}),
    },
    String(text),
  );
});

export interface Stroke {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly stroke: string;
  readonly width?: number;
  readonly dash?: string;
  /** A path instead of the straight line from (left, top) to (right, bottom). */
  readonly path?: string;
  /** Of a closed path. */
  readonly fill?: string;
}

/** Straight strokes, or paths, each with its colour, width and dashes. */
export const strokes = houseMark("strokes", (row, add) => {
  const [left, top, right, bottom] = [row("left"), row("top"), row("right"), row("bottom")];
  const style = {
    stroke: String(row("stroke")),
    ...(row("width") === null ? {} : { "stroke-width": px(row("width")) }),
    ...(row("dash") === null ? {} : { "stroke-dasharray": String(row("dash")) }),
    ...(row("fill") === null ? {} : { fill: String(row("fill")) }),
  };
  const path = row("path");
  if (path !== null) add("path", { d: path, ...style });
  else if (isPlaced(left, top, right, bottom)) {
    add("line", { x1: px(left), y1: px(top), x2: px(right), y2: px(bottom), ...style });
  }
});

/** A path with its colour. */
export const pathOf = (path: string, stroke: string, rest: Partial<Stroke> = {}): Stroke => ({
  left: 0,
  top: 0,
  right: 0,
  bottom: 0,
  path,
  stroke,
  ...rest,
});

/** A hair from one height to another, in ink unless told. */
export const upright = (left: number, top: number, bottom: number, rest: Partial<Stroke> = {}): Stroke => ({
  left,
  right: left,
  top,
  bottom,
  stroke: "var(--ink)",
  ...rest,
});

/** A line through points; it breaks where a value can't be drawn. */
export function lineThrough(
  points: readonly { readonly left: number; readonly top: number }[],
  stroke: string,
  rest: Partial<Stroke> = {},
): Stroke {
  let open = false;
  let path = "";
  for (const { left, top } of points) {
    const drawn = Number.isFinite(left) && Number.isFinite(top);
    if (drawn) path += `${open ? "L" : "M"}${left.toFixed(1)},${top.toFixed(1)}`;
    open = drawn;
  }
  return pathOf(path || "M0,0", stroke, rest);
}

export interface Block {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly fill: string;
  /** A page-wide pattern, laid over the colour where the block is wide enough to show it. */
  readonly texture?: string | undefined;
  readonly stroke?: string;
  readonly dash?: string;
}

/** Rectangles; the texture is a second rectangle over the colour. */
export const blocks = houseMark("blocks", (row, add) => {
  const [left, top, right, bottom] = [row("left"), row("top"), row("right"), row("bottom")];
  if (!isPlaced(left, top, right, bottom) || Number(right) <= Number(left)) return;
  const place = {
    x: px(left),
    y: px(top),
    width: px(Number(right) - Number(left)),
    height: px(Number(bottom) - Number(top)),
  };
  add("rect", {
    ...place,
    fill: String(row("fill")),
    ...(row("stroke") === null ? {} : { stroke: String(row("stroke")) }),
    ...(row("dash") === null ? {} : { "stroke-dasharray": String(row("dash")) }),
  });
  if (row("texture") !== null && place.width >= 2) add("rect", { ...place, fill: String(row("texture")) });
});

export interface Dot {
  readonly left: number;
  readonly top: number;
  readonly radius: number;
  readonly fill: string;
  readonly stroke?: string;
  readonly width?: number;
}

export const dots = houseMark("dots", (row, add) => {
  const [left, top] = [row("left"), row("top")];
  if (!isPlaced(left, top)) return;
  add("circle", {
    cx: px(left),
    cy: px(top),
    r: px(row("radius")),
    fill: String(row("fill")),
    ...(row("stroke") === null ? {} : { stroke: String(row("stroke")), "stroke-width": px(row("width") ?? 1) }),
  });
});

/** Rows as columns: what a moving mark takes. */
export function columnsOf<R extends object>(rows: readonly R[]): Channels {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) =>
    (value === undefined || value === false ? null : value === true ? 1 : value) as string;
  const columns = names.map((name) => [name, rows.map((row) => cell((row as Record<string, unknown>)[name]))]);
  return rows.length === 0 ? { left: [] } : Object.fromEntries(columns);
}

/** Remembers the last result: the marks of one chart share what they are made of, computed once a move. */
export function remembered<A, B, R>(compute: (a: A, b: B) => R): (a: A, b: B) => R {
  let last: { readonly a: A; readonly b: B; readonly result: R } | undefined;
  return (a, b) => {
    if (!last || last.a !== a || last.b !== b) last = { a, b, result: compute(a, b) };
    return last.result;
  };
}

/** A mark that stays: `still(labels, [{ left, top, text }])`. */
export const still = <R extends object>(
  mark: (data: Plot.Data, options: object) => Plot.RenderableMark,
  rows: readonly R[],
  options: object = {},
): Plot.RenderableMark => mark({ length: rows.length } as Plot.Data, { ...options, ...columnsOf(rows) });
