import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import type { Tier } from "../../../sim/fault-tolerance/parts/async-staging-gauges.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, type Label, labels, remembered, still } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { percent, rate, VEILED } from "./staging-scale.ts";

/** The tiers from HBM to the store, and whose rate each is. */
const NAMES: Readonly<Record<Tier["name"], string>> = {
  copy: "Way out of HBM, a node",
  drives: "Drives, a node",
  port: "Network port, a node",
  store: "Object store, all nodes",
};
const TIERS = ["copy", "drives", "port", "store"] as const;
/** From here on a tier counts as full. */
const FULL = 0.995;
const TOP = 26;
const BAR = 14;

const layout = (width: number) => {
  const narrow = width < 480;
  const pitch = narrow ? 42 : 30;
  return {
    narrow,
    left: narrow ? 0 : 184,
    right: narrow ? width - 58 : width - 250,
    pitch,
    bar: (i: number) => TOP + i * pitch + (narrow ? 19 : 4),
    height: TOP + TIERS.length * pitch + 4,
  };
};

const shareOf = ({ used, available }: Tier): number => Math.min(1, used / available);
const isFull = (tier: Tier): boolean => shareOf(tier) >= FULL;

/** So that a small share is not told as none. */
const digitsOf = (share: number): number => (share >= 0.1 ? 0 : share >= 0.001 ? 1 : 3);

/** Rates with a comma's worth of digits: 0.0488 GB/s is 48.8 MB/s. */
const told = (tier: Tier): string => (tier.used > 0 ? `${rate(tier.used)} of ${rate(tier.available)}` : "not used");

/** The HBM-to-disk throughput gauge: each tier of one snapshot's way, used against available. */
export const throughputGauge: Chart<AsyncStaging> = {
  title: "HBM-to-Disk Throughput Gauge",
  finding({ tiers }, view) {
    if (view.searching) return VEILED.join(" ");
    const full = tiers.filter(isFull).map(({ name }) => NAMES[name].split(",")[0]?.toLowerCase().replace("hbm", "HBM"));
    if (full.length === 0) return "No tier is used in full.";
    return `${full.length === 1 ? "One tier is full while it works" : `${full.length === 4 ? "All" : full.length === 3 ? "Three" : "Two"} tiers are full while they work`}: ${full.join(", ")}.`;
  },
  reading: (_model, view) =>
    view.searching ? "" : "Each bar is the mean rate while that tier works, as a share of what it could do.",
  columns: {
    tier: { label: "Tier", style: "number" },
    used: { label: "Used (GB/s)", style: "number", digits: 3 },
    available: { label: "Available (GB/s)", style: "number", digits: 3 },
    share: { label: "Used of available", style: "percent", digits: 1 },
  },
  rows: ({ tiers }, view) =>
    view.searching
      ? []
      : tiers.map(
          (tier): Row => ({
            tier: NAMES[tier.name],
            used: tier.used / 1e9,
            available: tier.available / 1e9,
            share: shareOf(tier),
          }),
        ),
  frame: (width) => ({ height: layout(width).height, margin: 0 }),
  marks(width) {
    const { narrow, left, right, bar } = layout(width);
    const parts = remembered(({ tiers }: AsyncStaging, { searching }: View) => {
      const track = (i: number): Block => ({
        left,
        right,
        top: bar(i),
        bottom: bar(i) + BAR,
        fill: "var(--sheet)",
        stroke: "var(--rule)",
      });
      const bars = TIERS.flatMap((_, i): Block[] => {
        const tier = tiers[i];
        if (searching || !tier) return [track(i)];
        const end = left + Math.max(tier.used > 0 ? 1.5 : 0, shareOf(tier) * (right - left));
        return [track(i), { left, right: end, top: bar(i), bottom: bar(i) + BAR, fill: "var(--checkpoint)" }];
      });
      const words = TIERS.flatMap((_, i): Label[] => {
        const tier = tiers[i];
        if (searching || !tier) return [];
        const full = isFull(tier);
        const share = tier.used === 0 ? "" : full ? "full" : percent(shareOf(tier), digitsOf(shareOf(tier)));
        const look = { fill: "var(--ink)", bold: full } as const;
        return narrow
          ? [
              { left: width, top: bar(i) - 5, text: told(tier), anchor: "end" },
              { left: right + 8, top: bar(i) + 11.5, text: share, ...look },
            ]
          : [
              { left: right + 10, top: bar(i) + 11.5, text: share, ...look },
              { left: right + 62, top: bar(i) + 11.5, text: told(tier) },
            ];
      });
      const veil = VEILED.map((text, i): Label => ({ left: left + 8, top: bar(i) + 11.5, text }));
      return { bars, words: searching ? veil : words };
    });
    return [
      still(labels, [
        { left: 0, top: 13, text: "HBM-to-Disk Throughput Gauge", bold: true, fill: "var(--ink)" },
        ...TIERS.map((name, i) => ({
          left: 0,
          top: narrow ? bar(i) - 5 : bar(i) + 11.5,
          text: narrow ? (NAMES[name].split(",")[0] ?? "") : NAMES[name],
          fill: "var(--ink)",
        })),
      ]),
      moving(blocks, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).bars)),
      moving(labels, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
