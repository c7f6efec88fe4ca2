import fc from "fast-check";
import { charts } from "../../src/components/fault-tolerance/async-staging.ts";
import { charts as shelf } from "../../src/components/fault-tolerance/charts/staging-further.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL, type Trial } from "../../src/components/kit/view.ts";
import { type AsyncStaging, params, simulate } from "../../src/sim/fault-tolerance/async-staging.ts";
import type { StagingParams } from "../../src/sim/fault-tolerance/parts/async-staging-levers.ts";
import { anyView, holdsForCharts } from "../kit/any-chart.ts";
import { staging, stagingCorner } from "./async-staging-levers.ts";

const at = (changes: Partial<StagingParams> = {}) => simulate(staging(changes));
const all = { ...charts, ...shelf } as Readonly<Record<string, Chart<AsyncStaging>>>;
const SMALL = { modelSize: "70B", nodes: 8, drainRate: 6.8, buffer: 150 } as const;
const log = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);

const tried: Trial = {
  number: 1,
  attempt: 1,
  seed: 3,
  settings: { buffer: 1 },
  shown: { mathStop: 20.8, peakOffered: 51_200, overload: 512, persistTime: 56.7 },
  met: false,
};

holdsForCharts<AsyncStaging>(all, {
  preset: at(),
  models: stagingCorner.map(simulate),
  views: anyView({
    settings: fc.record({ buffer: log(params.buffer.min, params.buffer.max) }),
    shown: fc.record({
      mathStop: log(1e-4, 3000),
      peakOffered: log(1, 4e5),
      overload: log(0.1, 1e3),
      persistTime: log(1, 1e3),
    }),
    prediction: log(1e-5, 60),
  }),
  broad: ["stagingDay", "stagingTiers", "networkIngress"],
  prediction: 25.8,
  met: [
    at({ strategy: "asyncDram" }),
    at({ strategy: "asyncDram", buffer: 2.05 }),
    at({ strategy: "localSsd" }),
    at({ strategy: "asyncDram", ...SMALL }),
    at({ strategy: "asyncDram", interval: 10 }),
  ],
  veiled: {
    one: at({ strategy: "asyncDram", drainRate: 20 }),
    other: at({ strategy: "asyncDram", drainRate: 90 }),
    view: { ...STILL, searching: true, prediction: 0.05, step: 3, trials: [tried] },
  },
});
