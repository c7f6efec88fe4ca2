import { fixed } from "../../../sim/core/quantity.ts";
import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import {
  columnsOf,
  type Label,
  labels,
  pathOf,
  remembered,
  type Stroke,
  still,
  strokes,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { PLACES, rate, size } from "./staging-scale.ts";

/** More lanes than this are one texture: each then stands for many nodes. */
const MOST = 64;
const LANES = { top: 74, bottom: 296 } as const;
const HEIGHT = 336;
const TIERS = ["hbm", "buffer", "drive"] as const;
const HEADS = {
  hbm: ["HBM", "HBM"],
  buffer: ["host DRAM", "DRAM"],
  drive: ["NVMe", "NVMe"],
} as const;

/** Nodes in view, by scroll step: one, eight, all. */
const fleetAt = ({ settings: { nodes } }: AsyncStaging, { step }: View): number =>
  [1, Math.min(8, nodes), nodes][Math.min(2, Math.max(0, step))] ?? nodes;

const nodesTold = (nodes: number): string => (nodes === 1 ? "One node" : `${fixed(nodes, 0)} nodes`);

const layout = (width: number) => {
  const narrow = width < 480;
  const tier = narrow ? 46 : 84;
  const store = narrow ? 62 : 104;
  const gap = (width - store - 3 * tier) / 3.4;
  return {
    narrow,
    tier,
    /** Left edge of each tier. */
    at: (i: number) => i * (tier + gap),
    gap,
    store: { left: width - store, right: width, top: 155, bottom: 215 },
  };
};

/** Middle and half of the height of each lane (px). */
function lanesOf(nodes: number): { readonly middles: readonly number[]; readonly half: number } {
  const count = Math.min(nodes, MOST);
  const pitch = (LANES.bottom - LANES.top) / Math.max(count, 6);
  const middle = (LANES.top + LANES.bottom) / 2;
  return {
    middles: Array.from({ length: count }, (_, i) => middle + (i - (count - 1) / 2) * pitch),
    half: Math.max(0.9, pitch * 0.3),
  };
}

/** One snapshot's way for one node, for eight, for all: what is each node's own, and what all share. */
export const snapshotWay: Chart<AsyncStaging> = {
  title: "The way of one snapshot",
  finding(model, view) {
    const nodes = fleetAt(model, view);
    const own = nodes === 1 ? "has its own memory and drives" : "each have their own memory and drives";
    return `${nodesTold(nodes)} ${own}; the store is ${nodes === 1 ? "at the end of the network" : "one for all"}. To save: ${size(nodes * model.shardBytes)}.`;
  },
  reading(model, view) {
    const nodes = fleetAt(model, view);
    return nodes > MOST
      ? `Each row is ${fixed(nodes / MOST, 0)} nodes. Their parts of the snapshot start in HBM.`
      : "Each row is a node. Its part of the snapshot starts in HBM.";
  },
  columns: {
    nodes: { label: "Nodes", style: "count" },
    bytes: { label: "To save", style: "bytes", digits: 3 },
  },
  rows: (model) =>
    [...new Set([0, 1, 2].map((step) => fleetAt(model, { step } as View)))].map(
      (nodes): Row => ({ nodes, bytes: nodes * model.shardBytes }),
    ),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const { narrow, tier, at, gap, store } = layout(width);
    const pick = ([long, short]: readonly [string, string]): string => (narrow ? short : long);
    const between = (i: number): number => (i < 2 ? at(i) + tier + gap / 2 : (at(2) + tier + store.left) / 2);
    const parts = remembered((model: AsyncStaging, view: View) => {
      const nodes = fleetAt(model, view);
      const { middles, half } = lanesOf(nodes);
      const cells = (i: number) =>
        middles
          .map((top) => `M${at(i)},${(top - half).toFixed(1)}h${tier}v${(2 * half).toFixed(1)}h${-tier}z`)
          .join("");
      const links = middles.map((top, i) => {
        const share = middles.length === 1 ? 0.5 : i / (middles.length - 1);
        const end = store.top + 4 + share * (store.bottom - store.top - 8);
        const [first, second, third] = [at(0) + tier, at(1) + tier, at(2) + tier].map((left) => left.toFixed(1));
        const row = top.toFixed(1);
        return `M${first},${row}H${at(1)}M${second},${row}H${at(2)}M${third},${row}L${store.left},${end.toFixed(1)}`;
      });
      const { copyRate, drainRate, portRate, storeRate } = model.settings;
      const rates = [rate(copyRate), view.searching ? "" : rate(drainRate), rate(portRate)];
      const shapes: Stroke[] = [
        pathOf(links.join(""), "var(--axis)", { width: nodes > MOST ? 0.6 : 1.25 }),
        ...TIERS.map((name, i) =>
          pathOf(cells(i), nodes > MOST ? "none" : PLACES.hbm.fill, {
            fill: i === 0 ? PLACES[name].fill : nodes > MOST ? PLACES.drive.fill : "var(--paper)",
          }),
        ),
      ];
      const words: Label[] = [
        ...rates.map(
          (text, i): Label => ({
            left: between(i),
            top: 58,
            text: narrow ? text.replace("\u00a0GB/s", "") : text,
            anchor: "middle",
            fill: "var(--ink)",
          }),
        ),
        {
          left: (store.left + store.right) / 2,
          top: store.bottom + 20,
          text: rate(storeRate),
          anchor: "middle",
          fill: "var(--ink)",
        },
        { left: (store.left + store.right) / 2, top: store.bottom + 37, text: "for all", anchor: "middle" },
        {
          left: 0,
          top: HEIGHT - 14,
          text: `${nodesTold(nodes)}: ${size(nodes * model.shardBytes)} to save`,
          bold: true,
          fill: "var(--ink)",
        },
      ];
      return { shapes, words };
    });
    return [
      still(labels, [
        ...TIERS.map((name, i) => ({
          left: at(i) + tier / 2,
          top: 39,
          text: pick(HEADS[name]),
          anchor: "middle",
          fill: "var(--ink)",
        })),
        {
          left: (store.left + store.right) / 2,
          top: store.top - 12,
          text: pick(["object store", "store"]),
          anchor: "middle",
          fill: "var(--ink)",
        },
        {
          left: 0,
          top: 13,
          text: narrow
            ? "Where it may be, and GB/s between"
            : "Where a snapshot may be, and how fast a node moves it on",
          bold: true,
          fill: "var(--ink)",
        },
      ]),
      moving(strokes, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).shapes)),
      still(strokes, [
        pathOf(`M${store.left},${store.top}H${store.right}V${store.bottom}H${store.left}Z`, "var(--ink)", {
          fill: PLACES.stored.fill,
          width: 1.5,
        }),
      ]),
      moving(labels, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
