import type { Campaign, Row as Counted, Share } from "../../../sim/fault-tolerance/parts/sdc-campaign.ts";
import { CLASSES, type FaultClass } from "../../../sim/fault-tolerance/parts/sdc-mixes.ts";
import { DETECTORS, type Detector, isOn } from "../../../sim/fault-tolerance/parts/sdc-sets.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
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
import { CLASS_NAMES, campaignIn, count, counted, HIDDEN, SHORT, title, veil } from "./sdc-words.ts";

const LINES = [...DETECTORS, "set"] as const;
const NAMES = 122;
const PITCH = 21;
/** From the head of a panel: its name, its first row, what is said of the masked, the next panel. */
const [FIRST, FOOT, PANEL] = [44, 44 + LINES.length * PITCH, 44 + LINES.length * PITCH + 44];
const NUMBER = 54;
const isNarrow = (width: number): boolean => width < 480;

/** The small sample behind the levers knows the chosen set alone. */
const sampled = (model: SdcDetective, place: FaultClass): number =>
  ({ memory: model.coverageMemory, compute: model.coverageCompute, unit: model.coverageUnit })[place];

interface Panel {
  readonly place: FaultClass;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly named: boolean;
}

/** Three panels: below one another on a phone, side by side elsewhere. */
const panelsOf = (width: number): Panel[] =>
  CLASSES.map((place, i) => {
    if (isNarrow(width)) return { place, left: NAMES, right: width - NUMBER, top: 26 + i * PANEL, named: true };
    const each = (width - NAMES) / CLASSES.length;
    return { place, left: NAMES + i * each + 6, right: NAMES + (i + 1) * each - NUMBER, top: 26, named: i === 0 };
  });

const heightOf = (width: number): number => 26 + (isNarrow(width) ? CLASSES.length : 1) * PANEL;

function maskedWords({ tried, masked, maskedFound }: Counted, narrow: boolean): string[] {
  const first = `${count(masked)} of ${count(tried)} masked`;
  const crc = `the CRC found ${count(maskedFound.crc)}`;
  return narrow ? [`${first}: ${crc} of them`] : [first, crc];
}

function panelMarks(model: SdcDetective, campaign: Campaign | null, panel: Panel, narrow: boolean) {
  const { place, left, right, top, named } = panel;
  const drawn = { strokes: [] as Stroke[], dots: [] as Dot[], labels: [] as Label[] };
  const x = (share: number): number => left + share * (right - left);
  const row = campaign?.classes[place];
  drawn.labels.push({
    left: narrow ? 0 : left,
    top: top + 18,
    text: CLASS_NAMES[place],
    bold: true,
    fill: "var(--ink)",
  });
  for (const share of [0, 0.5, 1])
    drawn.strokes.push(upright(x(share), top + FIRST - 14, top + FOOT - 12, { stroke: "var(--grid)" }));
  LINES.forEach((line, i) => {
    const at = top + FIRST + i * PITCH;
    const on = line === "set" || isOn(model.given.set, line);
    if (named)
      drawn.labels.push({
        left: 0,
        top: at + 4.5,
        text: SHORT[line],
        bold: on,
        fill: on ? "var(--ink)" : "var(--ink-2)",
      });
    const found: Share | undefined = row?.found[line];
    const share = found ? found.count / Math.max(1, found.of) : line === "set" ? sampled(model, place) : Number.NaN;
    if (Number.isNaN(share)) return;
    if (found)
      drawn.strokes.push({
        left: x(found.low),
        right: x(found.high),
        top: at,
        bottom: at,
        stroke: "var(--ink)",
        width: 2,
      });
    drawn.dots.push({
      left: x(share),
      top: at,
      radius: 4.5,
      fill: on ? "var(--ink)" : "var(--paper)",
      stroke: "var(--ink)",
      width: 1.5,
    });
    drawn.labels.push({
      left: right + 8,
      top: at + 4.5,
      text: counted(share),
      bold: on,
      fill: on ? "var(--ink)" : "var(--ink-2)",
    });
  });
  if (row)
    for (const [i, text] of maskedWords(row, narrow).entries())
      drawn.labels.push({ left: narrow ? 0 : left, top: top + FOOT + 8 + 17 * i, text });
  return drawn;
}

const cell = (place: FaultClass, line: Detector | "set", row: Counted): Row => {
  const { count: found, of, low, high } = row.found[line];
  return {
    class: CLASS_NAMES[place],
    detector: SHORT[line],
    found,
    of,
    share: found / Math.max(1, of),
    low,
    high,
    masked: row.masked,
  };
};

/** How much of each class of fault every detector finds, with 95 % intervals; what changed no output is counted apart. */
export const coverage: Chart<SdcDetective> = {
  title: "Coverage by class of fault and detector",
  finding(model, view) {
    if (view.searching) return HIDDEN;
    const campaign = campaignIn(view);
    const told = CLASSES.map((place) => {
      const found = campaign?.classes[place].found.set;
      const share = found ? found.count / Math.max(1, found.of) : sampled(model, place);
      return `${counted(share)} of ${{ memory: "weight faults", compute: "single results", unit: "a bad unit’s" }[place]}`;
    });
    const by = campaign ? `Of ${count(campaign.total)} injections` : "Of 450 injections";
    return `${by}, those that changed an output: the chosen set finds ${told.slice(0, 2).join(", ")} and ${told[2]}.`;
  },
  reading: (_model, view) =>
    view.searching
      ? ""
      : "Full dots: switched on. Bars: 95 % intervals. A fault that changed no output of its input is masked, and counted apart.",
  columns: {
    class: { label: "Class of fault", style: "number" },
    detector: { label: "Detector", style: "number" },
    found: { label: "Found", style: "count" },
    of: { label: "Of", style: "count" },
    share: { label: "Coverage", style: "percent", digits: 2 },
    low: { label: "95 % from", style: "percent", digits: 2 },
    high: { label: "to", style: "percent", digits: 2 },
    masked: { label: "Masked", style: "count" },
  },
  rows(model, view) {
    if (view.searching) return [];
    const campaign = campaignIn(view);
    return CLASSES.flatMap((place): Row[] =>
      campaign
        ? LINES.map((line) => cell(place, line, campaign.classes[place]))
        : [{ class: CLASS_NAMES[place], detector: SHORT.set, share: sampled(model, place) }],
    );
  },
  frame: (width) => ({ height: heightOf(width), margin: 0 }),
  marks(width) {
    const narrow = isNarrow(width);
    const parts = remembered((model: SdcDetective, view: View) => {
      const heading = narrow
        ? "Found, of those that changed an output"
        : "Faults found, of those that changed an output";
      if (view.searching) return { strokes: [], dots: [], labels: veil(width, heading) };
      const panels = panelsOf(width).map((panel) => panelMarks(model, campaignIn(view), panel, narrow));
      return {
        strokes: panels.flatMap((panel) => panel.strokes),
        dots: panels.flatMap((panel) => panel.dots),
        labels: [title(heading), ...panels.flatMap((panel) => panel.labels)],
      };
    });
    return [
      moving(strokes, (model: SdcDetective, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: SdcDetective, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: SdcDetective, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
