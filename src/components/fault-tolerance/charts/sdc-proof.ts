import { CLASSES } from "../../../sim/fault-tolerance/parts/sdc-mixes.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import {
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  remembered,
  type Stroke,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { layersOf, PROOF_COLUMNS, proofRows, provedOf, TEN } from "./sdc-proof-rows.ts";
import { CLASS_NAMES, count, counted, HIDDEN, time, times, title, veil } from "./sdc-words.ts";

const [FIRST, PITCH] = [52, 44];
const AXIS = FIRST + CLASSES.length * PITCH - 8;
const LAYERS = AXIS + 56;
const HEIGHT = LAYERS + 106;

const latencyWords = ({ setLatency, given: { allowed } }: SdcDetective): string =>
  Number.isFinite(setLatency)
    ? `tells within ${time(setLatency)} of ${time(allowed)} allowed`
    : `tells never; ${time(allowed)} are allowed`;

function drawn(model: SdcDetective, view: View, width: number) {
  const narrow = width < 480;
  const right = width - 10;
  /** Escapes from 100 % to 0.1 %, each line a tenth. */
  const x = (share: number): number =>
    10 + (Math.min(3, Math.max(0, -Math.log10(Math.max(1e-9, share)))) / 3) * (right - 10);
  const parts = { strokes: [] as Stroke[], dots: [] as Dot[], labels: [title("Share that may escape")] as Label[] };
  for (const [share, text] of [
    [1, "100\u00a0%"],
    [0.1, "10\u00a0%"],
    [0.01, "1\u00a0%"],
    [1e-3, "0.1\u00a0%"],
  ] as const) {
    parts.strokes.push(upright(x(share), 26, AXIS, { stroke: "var(--grid)" }));
    parts.labels.push({
      left: share === 1 ? 0 : share === 1e-3 ? width : x(share),
      top: AXIS + 18,
      text,
      anchor: share === 1 ? "start" : share === 1e-3 ? "end" : "middle",
    });
  }
  parts.strokes.push({ left: 10, right, top: AXIS, bottom: AXIS, stroke: "var(--axis)" });
  CLASSES.forEach((place, i) => {
    const top = FIRST + i * PITCH;
    const proved = provedOf(view, place);
    const said = proved ? `${count(proved.found)} of ${count(proved.of)} found` : "campaign not run yet";
    parts.labels.push(
      { left: 10, top: top - 8, text: CLASS_NAMES[place], bold: true, fill: "var(--ink)" },
      { left: width, top: top - 8, text: said, anchor: "end", fill: "var(--ink)" },
    );
    if (!proved) return;
    const end = proved.escapes === 0 ? right : x(1 - proved.share);
    parts.strokes.push({
      left: x(proved.escape),
      right: end,
      top: top + 8,
      bottom: top + 8,
      stroke: "var(--ink)",
      width: 2.5,
    });
    parts.dots.push({ left: end, top: top + 8, radius: 5, fill: proved.escapes === 0 ? "var(--holds)" : "var(--ink)" });
  });
  parts.labels.push({
    left: 0,
    top: LAYERS - 18,
    text: narrow ? latencyWords(model).replace("tells ", "") : `The chosen set ${latencyWords(model)}`,
    fill: model.setLatency <= model.given.allowed ? "var(--ink)" : "var(--broken)",
  });
  parts.labels.push({
    ...title(
      narrow ? "Cheaper by operations and bytes" : "Times cheaper than a second run, by operations and by bytes",
    ),
    top: LAYERS + 10,
  });
  const layers = layersOf(model, view).map(({ width: layer, ...rest }) => ({
    name: `${narrow ? "Width" : "A layer of width"} ${count(layer)}`,
    ...rest,
  }));
  const whole = {
    name: narrow ? "The set" : "The chosen set",
    flops: model.cheaperByFlops,
    bytes: model.cheaperByBytes,
    clock: undefined,
    holds: model.cheaper >= TEN && model.cost > 0,
  };
  [whole, ...layers].forEach(({ name, flops, bytes, clock, holds }, i) => {
    const top = LAYERS + 32 + 22 * i;
    const timed = clock === undefined ? "" : `, ${narrow ? "" : "by the clock "}${times(clock)}`;
    const fill = holds ? "var(--holds)" : "var(--broken)";
    parts.labels.push(
      { left: 0, top, text: name, fill: "var(--ink)", bold: true },
      { left: narrow ? 84 : 190, top, text: `${times(flops)} and ${times(bytes)}${timed}`, fill: "var(--ink)" },
      { left: width, top, text: holds ? "holds" : "fails", anchor: "end", bold: true, fill },
    );
  });
  return parts;
}

/** The price at the width of the lever, and what it proves: a price alone proves nothing. */
const said = (model: SdcDetective, view: View): string => {
  const { given, setLatency } = model;
  const layer = layersOf(model, view).find(({ width }) => width === given.width);
  if (!layer) return "";
  const { flops, bytes, clock, holds } = layer;
  const ratios = [`${times(flops)} by operations`, `${times(bytes)} by bytes`];
  if (clock !== undefined) ratios.push(`${times(clock)} by the clock`);
  const start = `checking a layer of width ${count(given.width)} is ${ratios.slice(0, -1).join(", ")} and ${ratios.at(-1)} cheaper than running it again`;
  if (!holds) return `${start}, so the proof fails there`;
  if (!given.set.abft) return `${start}, but ABFT is off`;
  return `${start}, ${setLatency > given.allowed ? "but the set tells too late" : "so the proof passes there"}`;
};

/** The proof that the Safety Director asked for, as it stands: what is covered, what may escape, how soon, and at what price. */
export const proof: Chart<SdcDetective> = {
  title: "The proof",
  finding(model, view) {
    if (view.searching) return HIDDEN;
    const shares = CLASSES.map((place) => provedOf(view, place));
    if (!shares.every((one) => one !== null)) return `The campaign is still to run; ${said(model, view)}.`;
    const [memory, compute, unit] = shares.map((one) => counted(one.share));
    return `The chosen set finds ${memory} of weight faults, ${compute} of single results and ${unit} of a bad unit’s; ${said(model, view)}.`;
  },
  reading: (_model, view) =>
    view.searching
      ? ""
      : "Above, the faults that escape, each line a tenth of the last: a dot is the share counted, its bar reaches to what chance allows at 95 %. Below, how many times cheaper the checksum of one layer is than a second run of it, by operations and by bytes.",
  columns: PROOF_COLUMNS,
  rows: (model, view) => (view.searching ? [] : proofRows(model, view)),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const parts = remembered((model: SdcDetective, view: View) =>
      view.searching ? { strokes: [], dots: [], labels: veil(width, "The proof") } : drawn(model, view, width),
    );
    return [
      moving(strokes, (model: SdcDetective, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: SdcDetective, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: SdcDetective, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
