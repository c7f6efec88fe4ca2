import type { Model, ModelModule, Study } from "../core/model.ts";
import { HOUR } from "../core/units.ts";
import { crcEscape } from "../laws/detection.ts";
import { anyFault } from "../laws/fleet-reliability.ts";
import type { Campaign } from "./parts/sdc-campaign.ts";
import type { Clocked } from "./parts/sdc-clock.ts";
import { carCost, layerProof, setCost } from "./parts/sdc-cost.ts";
import { answerTo } from "./parts/sdc-demand.ts";
import { hiddenCase } from "./parts/sdc-hidden.ts";
import { injection } from "./parts/sdc-inject.ts";
import { bench, type Place, POOL } from "./parts/sdc-inspect.ts";
import { type DetectiveParams, deadlineOf, params, setOf } from "./parts/sdc-levers.ts";
import type { StruckWord } from "./parts/sdc-look.ts";
import type { StoredFormat } from "./parts/sdc-memory.ts";
import { loadNetwork } from "./parts/sdc-network.ts";
import { outputs } from "./parts/sdc-outputs.ts";
import { seen } from "./parts/sdc-seen.ts";
import {
  DETECTORS,
  type Deadline,
  type Detector,
  type DetectorSet,
  isOn,
  NO_DETECTOR,
  worstLatency,
} from "./parts/sdc-sets.ts";
import { type NetworkName, SHAPES } from "./parts/sdc-shapes.ts";
import type { StoredNetwork } from "./parts/sdc-stored.ts";
import type { Finding } from "./parts/sdc-stream.ts";

export { outputs, params };
export const version = "1.0.0";

const PERCENT = 100;
const TEN_THOUSAND = 1e4;
const MILLION = 1e6;
const CRC_BITS = 32;

/** What a detector adds to a frame, as shares of a second run. */
export interface DetectorCost {
  readonly detector: Detector;
  readonly flops: number;
  readonly bytes: number;
}

/** How many times cheaper the checksum of one layer is than a second run of it. */
export interface LayerRatio {
  readonly width: number;
  readonly flops: number;
  readonly bytes: number;
}

export interface SdcDetective extends Model<typeof outputs> {
  /** The word that the fault meets, and what it makes of it. */
  readonly word: StruckWord;
  /** The input that is shown, what it is, and the beliefs in each class before and after. */
  readonly shown: {
    readonly input: Float32Array;
    readonly label: number;
    readonly classes: readonly string[];
    readonly before: readonly number[];
    readonly after: readonly number[];
  };
  /** Each detector, whether it is on, and the frames until it tells. */
  readonly findings: readonly Finding[];
  /** Frame by frame from the shown input on, whether the answer was another. */
  readonly changed: readonly boolean[];
  /** What the levers say that the pictures need. */
  readonly given: Deadline & {
    readonly network: NetworkName;
    readonly format: StoredFormat;
    readonly place: Place;
    readonly input: number;
    readonly set: DetectorSet;
    readonly width: number;
    readonly batch: number;
  };
  readonly costs: readonly DetectorCost[];
  /** By the width of the layer, for the batch of the levers. */
  readonly layers: readonly LayerRatio[];
}

/** How many times cheaper than a second run, if it costs this share of one. */
const cheaperBy = (share: number): number => (share === 0 ? Number.POSITIVE_INFINITY : 1 / share);

/** Widths of the curve; those of the two layers of the proof among them. */
const WIDTHS = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256, 512, 1024, 2048, 4096];

const costOf = (network: NetworkName, detector: Detector, scrubPeriod: number): DetectorCost => {
  const { flops, bytes } = setCost(network, {
    ...NO_DETECTOR,
    scrubPeriod,
    crc: detector === "crc",
    abft: detector === "abft",
    rangeGuard: detector === "range",
    nanCheck: detector === "nan",
    dmr: detector === "sameBuffer" ? "same" : detector === "separateCopy" ? "separate" : "none",
  });
  return { detector, flops, bytes };
};

/** Brings the weights of the network that these levers name. */
export const prepare = ({ network }: DetectiveParams, given?: unknown): Promise<unknown> =>
  loadNetwork(network, given as StoredNetwork | undefined); // as this module once returned it

/** One fault in a trained network, on one input and on 64 in a row, with every detector looking; and what the chosen detectors cost and cover. */
export function simulate(values: DetectiveParams): SdcDetective {
  const table = bench(values.network);
  const [set, deadline] = [setOf(values), deadlineOf(values)];
  const { network, seed, mix, scrubPeriod } = values;
  const { numbers, ...views } = seen(table, values, set, deadline);

  const chosen = DETECTORS.filter((detector) => isOn(set, detector));
  const slowest = Math.max(0, ...chosen.map((detector) => worstLatency(detector, set, deadline.frameTime)));
  const setLatency = chosen.length === 0 ? Number.POSITIVE_INFINITY : slowest;
  const cries = table.clean.filter(({ residual }) => residual > set.abftThreshold).length / POOL;
  const cost = setCost(network, set);
  const proof = layerProof(values.width, values.batch);
  const car = carCost(scrubPeriod);
  const faultsPerHour = (values.flipRate / MILLION) * values.devices;

  return {
    ...numbers,
    ...answerTo({ ...deadline, network, seed, mix, coverage: values.coverageWanted / PERCENT }, set, cost.dearer),
    noiseFloor: table.noiseFloor,
    falseAlarms: set.abft ? cries : 0,
    scrubLatency: scrubPeriod * deadline.frameTime,
    setLatency,
    latencyOverAllowed: setLatency / deadline.allowed,
    crcEscape: crcEscape(CRC_BITS),
    costByFlops: cost.flops,
    costByBytes: cost.bytes,
    cost: cost.dearer,
    cheaperByFlops: cheaperBy(cost.flops),
    cheaperByBytes: cheaperBy(cost.bytes),
    cheaper: cheaperBy(cost.dearer),
    layerByFlops: proof.flops,
    layerByBytes: proof.bytes,
    layerProof: Math.min(proof.flops, proof.bytes),
    carScrub: car.ratio,
    carPeriod: car.leastPeriod,
    anyBad: anyFault(values.badRate / TEN_THOUSAND, values.devices),
    betweenFaults: HOUR / faultsPerHour,
    ...views,
    given: {
      ...deadline,
      network,
      format: SHAPES[network].format,
      place: values.place,
      input: values.input,
      set,
      width: values.width,
      batch: values.batch,
    },
    costs: DETECTORS.map((detector) => costOf(network, detector, scrubPeriod)),
    layers: WIDTHS.map((width) => ({ width, ...layerProof(width, values.batch) })),
    finished: true,
  };
}

/** They come when they are asked for: a page has them in its worker. */
export const studies = {
  /** Twelve thousand flips, each tried with every detector. */
  campaign: {
    async load(): Promise<Study<DetectiveParams, Campaign>> {
      const { campaign } = await import("./parts/sdc-campaign.ts");
      return (values, haste) =>
        campaign(
          { network: values.network, set: setOf(values), deadline: deadlineOf(values), seed: values.seed },
          haste,
        );
    },
  },
  /** One layer run, run twice and checked by the reader’s own machine: wide, narrow, and as the levers have it. */
  clock: {
    async load(): Promise<Study<DetectiveParams, readonly Clocked[]>> {
      const { stopwatch } = await import("./parts/sdc-clock.ts");
      return ({ width, batch, seed }, _haste, now) => stopwatch({ widths: [8, 48, width], batch, seed }, now);
    },
  },
} as const;

/** Faults at random, for the bench. */
export const draws = { injection } as const;

/** The case of the search. */
export const unseen = hiddenCase;

({ version, params, outputs, prepare, simulate, studies, draws, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  SdcDetective
>;
