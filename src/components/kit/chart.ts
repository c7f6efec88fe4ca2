import type * as Plot from "@observablehq/plot";
import { plot } from "@observablehq/plot";
import type { Manner } from "../../sim/core/quantity.ts";
import type { View } from "./view.ts";

/** What a mark moves by: a column a channel, all as long as one another. Positions are numbers in the scale's unit. */
export type Channels = Readonly<Record<string, ArrayLike<number | string | null>>>;

type MarkMaker = (data: Plot.Data, options: Plot.MarkOptions & Record<string, unknown>) => Plot.RenderableMark;

/** A mark whose positions come from the model, drawn once by Plot and then moved by Plot's own renderer. */
export interface Moving<M> {
  readonly mark: MarkMaker;
  readonly channels: (model: M, view: View) => Channels;
  readonly options: Plot.MarkOptions & Record<string, unknown>;
}

/** A column of a chart's table and CSV. */
export interface Column extends Manner {
  readonly label: string;
}

export type Row = Readonly<Record<string, number | string>>;

export interface Frame extends Omit<Plot.PlotOptions, "marks" | "width" | "height" | "document"> {
  readonly height: number;
}

/**
 * A chart as a value. It holds no state: caption, table, CSV and accessible name come from `finding` and `rows`,
 * the picture from `frame` (scales and margins, fixed while a lever moves) and `marks`.
 */
export interface Chart<M> {
  readonly title: string;
  /** The finding as one sentence; it names the chart to a screen reader and opens its caption. */
  finding(model: M, view: View): string;
  /** How to read it, after the finding. */
  reading?(model: M, view: View): string;
  /** A chart of a run in time: how long the run is (s), so that it can be played and scrubbed. */
  clock?(model: M, view: View): number;
  /** It shows the same at every moment of the run: it isn't drawn again while the run plays. */
  readonly timeless?: boolean;
  readonly columns: Readonly<Record<string, Column>>;
  rows(model: M, view: View): readonly Row[];
  /** Scales for a width (px). A frame that differs after a lever was let go has the chart drawn anew. */
  frame(width: number, model: M): Frame;
  marks(width: number): readonly (Moving<M> | Plot.Markish)[];
}

/** A chart whose model's type is forgotten: what the registry hands out. */
export type AnyChart = Chart<object>;

/** Declares a mark that moves with the model: `moving(Plot.lineY, (model) => ({ x, y }), { stroke: "var(--ink)" })`. */
export const moving = <M>(
  mark: (data: Plot.Data, options: never) => Plot.RenderableMark,
  channels: (model: M, view: View) => Channels,
  options: Plot.MarkOptions & Record<string, unknown> = {},
): Moving<M> => ({ mark: mark as MarkMaker, channels, options });

const isMoving = <M>(mark: Moving<M> | Plot.Markish): mark is Moving<M> =>
  typeof mark === "object" && mark !== null && "channels" in mark && typeof mark.channels === "function";

/** Plot skips a mark of no rows for good; a single undefined row keeps its place. */
const padded = (channels: Channels): Channels =>
  Object.values(channels).some((column) => column.length === 0)
    ? Object.fromEntries(Object.keys(channels).map((name) => [name, [null]]))
    : channels;

/** Lines and areas break at a gap, so they keep undefined rows; all else leaves them out. */
const breaksAtGaps = (mark: Plot.RenderableMark): boolean => /^(line|area)/.test(ariaLabel(mark));
const ariaLabel = (mark: Plot.RenderableMark): string => ("ariaLabel" in mark ? String(mark.ariaLabel) : "");

const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const scaleOf = (channel: string): "x" | "y" | undefined =>
  /^x[12]?$/.test(channel) ? "x" : /^y[12]?$/.test(channel) ? "y" : undefined;

/** The rows that can be drawn: every position is a finite number. */
const drawable = (channels: Channels, length: number): number[] => {
  const positions = Object.entries(channels).flatMap(([name, column]) => (scaleOf(name) ? [column] : []));
  return Array.from({ length }, (_, i) => i).filter((i) => positions.every((column) => isNumber(column[i])));
};

/** An area calls `x1` what its option calls `x`: the channel that a mark really reads. */
const channelOf = (mark: Plot.RenderableMark, name: string): string => {
  const channels: object =
    "channels" in mark && typeof mark.channels === "object" && mark.channels ? mark.channels : {};
  return !(name in channels) && `${name}1` in channels ? `${name}1` : name;
};

/** Where a moving mark stands in a drawing, and how to draw it again. */
interface Slot<M> {
  readonly moving: Moving<M>;
  redraw: ((channels: Channels) => SVGElement | null) | undefined;
  node: SVGElement | null;
}

/** Plot labels its groups, which axe forbids inside an image: the caption tells the finding. */
const quiet = (node: Element): void => {
  node.removeAttribute("aria-label");
  node.removeAttribute("aria-description");
  for (const child of node.querySelectorAll("[aria-label], [aria-description]")) quiet(child);
};

function prepared<M>(slot: Slot<M>, model: M, view: View): Plot.RenderableMark {
  const channels = padded(slot.moving.channels(model, view));
  const length = Math.max(1, ...Object.values(channels).map((column) => column.length));
  const render: Plot.RenderFunction = (_index, scales, values, dimensions, context, next) => {
    slot.redraw = (moved) => {
      const rows = Math.max(1, ...Object.values(moved).map((column) => column.length));
      const placed = Object.fromEntries(
        Object.entries(moved).map(([name, column]) => {
          const axis = scaleOf(name);
          const scale = axis && scales[axis];
          if (!scale) return [name, column];
          return [
            channelOf(mark, name),
            Float64Array.from(column, (value) => (isNumber(value) ? Number(scale(value)) : Number.NaN)),
          ];
        }),
      );
      const index = gaps ? Array.from({ length: rows }, (_, i) => i) : drawable(moved, rows);
      const node = next?.(index, scales, { ...values, ...placed } as Plot.ChannelValues, dimensions, context) ?? null;
      if (node) quiet(node);
      return node;
    };
    slot.node = slot.redraw(channels);
    return slot.node;
  };
  const mark = slot.moving.mark({ length } as Plot.Data, { ...slot.moving.options, ...channels, render });
  const gaps = breaksAtGaps(mark);
  Object.assign(mark, { filter: (index: unknown) => index });
  return mark;
}

/** One drawn chart: made once by Plot, then moved. */
export interface Drawing<M> {
  readonly svg: SVGSVGElement;
  readonly width: number;
  /** Whether a fresh drawing for this model would have other scales. */
  outgrown(model: M): boolean;
  /** Moves every mark to the model, under the first scales. */
  move(model: M, view: View): void;
}

const scalesOf = ({ x, y, height, ...rest }: Frame): string => JSON.stringify([x, y, height, rest]);

/**
 * Draws a chart for a width. The build calls it with jsdom's document, the page with its own: the same picture.
 *
 * @param width in CSS pixels; text keeps its size at every width
 */
export function draw<M>(chart: Chart<M>, width: number, model: M, view: View, document: Document): Drawing<M> {
  const frame = chart.frame(width, model);
  const slots: Slot<M>[] = [];
  const marks = chart.marks(width).map((mark) => {
    if (!isMoving(mark)) return mark;
    const slot: Slot<M> = { moving: mark, redraw: undefined, node: null };
    slots.push(slot);
    return prepared(slot, model, view);
  });
  const svg = plot({ ...frame, width, marks, document, className: "chart" }) as SVGSVGElement;
  svg.querySelector("style")?.remove();
  quiet(svg);
  svg.setAttribute("role", "img");
  return {
    svg,
    width,
    outgrown: (next) => scalesOf(chart.frame(width, next)) !== scalesOf(frame),
    move(next, nextView) {
      for (const slot of slots) {
        const node = slot.redraw?.(padded(slot.moving.channels(next, nextView))) ?? null;
        if (node && slot.node && node !== slot.node) slot.node.replaceWith(node);
        slot.node = node ?? slot.node;
      }
    },
  };
}
