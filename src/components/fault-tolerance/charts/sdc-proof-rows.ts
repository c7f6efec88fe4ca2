import { CLASSES, type FaultClass } from "../../../sim/fault-tolerance/parts/sdc-mixes.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import type { Chart, Row } from "../../kit/chart.ts";
import type { View } from "../../kit/view.ts";
import { CLASS_NAMES, campaignIn, clockOf, count } from "./sdc-words.ts";

/** The two layers of the proof: the wide hidden layer of the car, and one so narrow that its checksum is no bargain. */
const [WIDE, NARROW] = [48, 8];
/** So many times cheaper the Safety Director wants it. */
export const TEN = 10;

/** What a class proves: found, tried, and how often one may still escape, at 95 %. */
export function provedOf(view: View, place: FaultClass) {
  const row = campaignIn(view)?.classes[place];
  if (!row) return null;
  const { count: found, of, low } = row.found.set;
  return { found, of, low, share: found / Math.max(1, of), escapes: of - found, escape: 1 - low, answers: row.answers };
}

/** The layers of the proof: by count, and by the clock where it has run. */
export function layersOf(model: SdcDetective, view: View) {
  const widths = [...new Set([WIDE, NARROW, model.given.width])];
  return widths.map((width) => {
    const known = model.layers.find((layer) => layer.width === width);
    const flops = known?.flops ?? model.layerByFlops;
    const bytes = known?.bytes ?? model.layerByBytes;
    const clock = clockOf(view, width, model.given.batch)?.cheaper;
    const holds = Math.min(flops, bytes, clock ?? Number.POSITIVE_INFINITY) >= TEN;
    return { width, flops, bytes, clock, holds };
  });
}

export const PROOF_COLUMNS: Chart<SdcDetective>["columns"] = {
  claim: { label: "Claim", style: "number" },
  found: { label: "Found", style: "count" },
  of: { label: "Of", style: "count" },
  share: { label: "Coverage", style: "percent", digits: 2 },
  escape: { label: "Escape probability, at most (95 %)", style: "percent", digits: 2 },
  answers: { label: "Changed answers found", style: "number" },
  latency: { label: "Latency", style: "duration" },
  allowed: { label: "Interval allowed", style: "duration" },
  flops: { label: "Cheaper by operations", style: "times", digits: 1, endless: "costs nothing" },
  bytes: { label: "Cheaper by bytes", style: "times", digits: 1, endless: "costs nothing" },
  clock: { label: "Cheaper by the clock", style: "times", digits: 1 },
  verdict: { label: "Ten times cheaper, in time", style: "number" },
};

/** The table of the proof, which goes into the report as it stands. */
export function proofRows(model: SdcDetective, view: View): readonly Row[] {
  const { cheaperByFlops, cheaperByBytes, cheaper, setLatency, given } = model;
  const classes = CLASSES.map((place): Row => {
    const proved = provedOf(view, place);
    return {
      claim: CLASS_NAMES[place],
      ...(proved && {
        found: proved.found,
        of: proved.of,
        share: proved.share,
        escape: proved.escape,
        answers: `${count(proved.answers.count)} of ${count(proved.answers.of)}`,
      }),
      latency: setLatency,
      allowed: given.allowed,
      flops: cheaperByFlops,
      bytes: cheaperByBytes,
      verdict: !Number.isFinite(setLatency)
        ? "no detector"
        : setLatency > given.allowed
          ? "too late"
          : cheaper >= TEN
            ? "holds"
            : "fails",
    };
  });
  const layers = layersOf(model, view).map(
    ({ width, flops, bytes, clock, holds }): Row => ({
      claim: `ABFT of a layer of width ${count(width)}`,
      flops,
      bytes,
      ...(clock !== undefined && { clock }),
      verdict: holds ? "holds" : "fails",
    }),
  );
  return [
    ...classes,
    ...layers,
    { claim: "A random pattern escapes CRC-32C", escape: `1 in ${count(1 / model.crcEscape)}` },
  ];
}
