import type { Model, ModelModule, Study } from "../core/model.ts";
import { HOUR } from "../core/units.ts";
import { crcEscape } from "../laws/detection.ts";
import { anyFault } from "../laws/fleet-reliability.ts";
import { type Campaign, campaign } from "./parts/sdc-campaign.ts";
import { carCost, layerProof, setCost } from "./parts/sdc-cost.ts";
import { answerTo } from "./parts/sdc-demand.ts";
import { hiddenCase } from "./parts/sdc-hidden.ts";
import { injection } from "./parts/sdc-inject.ts";
import { bench, POOL } from "./parts/sdc-inspect.ts";
import { type DetectiveParams, params } from "./parts/sdc-levers.ts";
import type { StruckWord } from "./parts/sdc-look.ts";
import { loadNetwork } from "./parts/sdc-network.ts";
import { outputs } from "./parts/sdc-outputs.ts";
import { seen } from "./parts/sdc-seen.ts";
import { DETECTORS, type Deadline, type DetectorSet, isOn, worstLatency } from "./parts/sdc-sets.ts";
import type { Finding } from "./parts/sdc-stream.ts";

export { outputs, params };
export const version = "1.0.0";

const MILLISECOND = 1e-3;
const PERCENT = 100;
const TEN_THOUSAND = 1e4;
const MILLION = 1e6;
const CRC_BITS = 32;

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
}

const setOf = (values: DetectiveParams): DetectorSet => {
  const { crc, scrubPeriod, abft, abftThreshold, dmr, rangeGuard, nanCheck } = values;
  return { crc, scrubPeriod, abft, abftThreshold, dmr, rangeGuard, nanCheck };
};

const deadlineOf = (values: DetectiveParams): Deadline => ({
  frameTime: values.frameTime * MILLISECOND,
  allowed: values.allowed * MILLISECOND,
});

/** How many times cheaper than a second run, if it costs this share of one. */
const cheaperBy = (share: number): number => (share === 0 ? Number.POSITIVE_INFINITY : 1 / share);

/** Brings the weights of the network that these levers name. */
export const prepare = ({ network }: DetectiveParams): Promise<void> => loadNetwork(network);

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
    carBatched: car.batchedFactor,
    anyBad: anyFault(values.badRate / TEN_THOUSAND, values.devices),
    betweenFaults: HOUR / faultsPerHour,
    ...views,
    finished: true,
  };
}

/** Twelve thousand flips, each tried with every detector. */
const campaignStudy: Study<DetectiveParams, Campaign> = (values, haste) =>
  campaign({ network: values.network, set: setOf(values), deadline: deadlineOf(values), seed: values.seed }, haste);

export const studies = { campaign: campaignStudy } as const;

/** Faults at random, for the bench. */
export const draws = { injection } as const;

/** The case of the search. */
export const unseen = hiddenCase;

({ version, params, outputs, prepare, simulate, studies, draws, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  SdcDetective
>;
