import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { checkpointBytes } from "../../src/sim/laws/checkpoint-size.ts";
import { elasticLoss, survivingCapacity } from "../../src/sim/laws/elastic.ts";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { fleetGoodput, idleCost } from "../../src/sim/laws/fleet-cost.ts";
import {
  anyFault,
  effectiveTimeRatio,
  firstFailure,
  fleetMtbf,
  fleetSurvival,
  mtbfFromRate,
} from "../../src/sim/laws/fleet-reliability.ts";
import { externalFragmentation } from "../../src/sim/laws/fragmentation.ts";
import { erlangC, meanWait } from "../../src/sim/laws/queueing.ts";
import { ringAllReduceTime } from "../../src/sim/laws/ring.ts";
import { dalyInterval, optimalInterval, writeTimeFor, youngInterval } from "../../src/sim/laws/young-daly.ts";
import { type Oracle, oracles } from "./read-oracle.ts";

/** What a law answers, under the oracle's own names: numbers, lists of them, or both by name. */
type Numbers = number | readonly Numbers[] | { readonly [name: string]: Numbers };
type Answers = Readonly<Record<string, Numbers>>;
type Handler = (inputs: unknown) => Answers;

/** The families that these laws answer. */
const isOurs = ({ model }: Oracle): boolean =>
  /^(checkpoint|reliability|fleet|queue|frag|sched|workload|metric|tco|ring|elastic)\./.test(model) ||
  ["staging.ckpt_bytes", "staging.write_time", "staging.shard", "sdc.fleet"].includes(model);

/** Oracles of these families that no law of these files can answer. */
const elsewhere: Readonly<Record<string, string>> = {
  "weibull-0.7-Tw": "a renewal process without a closed form: the Monte Carlo of the model answers it",
  "llama3-table5": "counts of a table and their shares: the data of the chapter answers it",
  "easy-tiny": "start times of five jobs: tests/queue.test.ts answers it by the kernels",
  "swiss-cheese-nodes": "a cluster: tests/fleet-orchestration/swiss-cheese.test.ts answers it",
  "fgd-unit-1": "needs the authors’ list of typical pods, which the oracle names and does not hold",
  "fgd-unit-2": "needs the authors’ list of typical pods, which the oracle names and does not hold",
  "lublin-lnruntime": "a workload: tests/fleet-orchestration/workload.test.ts answers it",
  "lublin-size": "a workload: tests/fleet-orchestration/workload.test.ts answers it",
  "kokolis-cluster-stats": "what was published of two clusters: facts for a page",
  "philly-table6": "what was published of a cluster: facts for a page",
};

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Nodes of Llama 3's and Kokolis' fleets. */
const GPUS_PER_NODE = 8;
/** Failures per 1,000 node-days on RSC-1 (Kokolis et al. 2024); oracle kokolis-1024-inconsistent speaks of its line. */
const RSC_1 = 6.5;

/** Reads an oracle's inputs: numbers of these names, or the test fails with the one that is missing. */
const numbers = <const Names extends readonly string[]>(names: Names) => v.object(v.entriesFromList(names, v.number()));
const list = v.array(v.number());

const handler =
  <Schema extends v.GenericSchema>(schema: Schema, answer: (inputs: v.InferOutput<Schema>) => Answers): Handler =>
  (inputs) =>
    answer(v.parse(schema, inputs));

/** T/T_useful with nothing but the interval's own costs, which is all that a ratio of two times depends on. */
const bareTime = (interval: number, writeTime: number, mtbf: number): number =>
  timeWaterfall({ interval, writeTime, restartTime: 0, downtime: 0, mtbf }).total;

const dalyInMinutes = handler(numbers(["M_min", "delta_min"]), ({ M_min, delta_min }) => ({
  tau_opt_min: dalyInterval(delta_min * MINUTE, M_min * MINUTE) / MINUTE,
}));

const exactOptimum = handler(numbers(["delta", "M"]), ({ delta, M }) => ({
  tau_exact: optimalInterval(delta, M),
  young: youngInterval(delta, M),
  daly1: youngInterval(delta, M) - delta,
  daly_ho: dalyInterval(delta, M),
}));

const exactRatio = handler(numbers(["M_s", "delta_s", "R_s", "D_s"]), ({ M_s, delta_s, R_s, D_s }) => {
  const interval = optimalInterval(delta_s, M_s);
  const { total } = timeWaterfall({ interval, writeTime: delta_s, restartTime: R_s, downtime: D_s, mtbf: M_s });
  return { tau_s: interval, ettr: 1 / total };
});

const survival = handler(numbers(["p_node", "N"]), ({ p_node, N }) => ({ p_fleet: fleetSurvival(p_node, N) }));

const weibullMinimum = handler(numbers(["shape", "node_mttf", "N"]), ({ shape, node_mttf, N }) => ({
  mean_first_failure: firstFailure({ shape, meanLife: node_mttf, nodes: N }),
}));

const kokolisRatio = handler(
  numbers(["nodes", "rf_per_node_day", "u0_min", "dt_cp_min", "w_cp_min"]),
  ({ nodes, rf_per_node_day, u0_min, dt_cp_min, w_cp_min }) => ({
    ettr: effectiveTimeRatio({
      nodes,
      failuresPerNodeDay: rf_per_node_day,
      restartTime: u0_min * MINUTE,
      interval: dt_cp_min * MINUTE,
      writeTime: w_cp_min * MINUTE,
    }),
  }),
);

const checkpointSize = handler(numbers(["params"]), ({ params }) => {
  const terabytes = (bytesPerParameter: number) => checkpointBytes({ parameters: params, bytesPerParameter }) / 1e12;
  return { TB_12: terabytes(12), TB_14: terabytes(14), TB_16: terabytes(16), TB_weights_bf16: terabytes(2) };
});

const queue = handler(numbers(["lam", "mu", "c"]), ({ lam, mu, c }) => {
  const wait = meanWait({ servers: c, arrivalRate: lam, serviceRate: mu });
  return {
    P_wait: erlangC({ servers: c, offeredLoad: lam / mu }),
    Wq: wait,
    W: wait + 1 / mu,
    Lq: lam * wait,
    L: lam * (wait + 1 / mu),
    util: lam / (mu * c),
  };
});

const ring = handler(numbers(["p", "bytes", "B_Bps", "alpha_s"]), ({ p, bytes, B_Bps, alpha_s }) => ({
  t_s: ringAllReduceTime({ ranks: p, bytes, bandwidth: B_Bps, latency: alpha_s }),
  busbw_factor: ringAllReduceTime({ ranks: p, bytes: 1, bandwidth: 1, latency: 0 }),
}));

const handlers: Readonly<Record<string, Handler>> = {
  "daly2006-fig3": dalyInMinutes,
  "daly2006-fig5": dalyInMinutes,
  "ckpt-exact-opt-5-1440": exactOptimum,
  "ckpt-exact-opt-5-360": exactOptimum,
  "ckpt-exact-opt-60-14400": exactOptimum,
  "pfleet-0.999-1000": survival,
  "pfleet-0.9999-16384": survival,
  "weibull-min-10": weibullMinimum,
  "weibull-min-16384": weibullMinimum,
  "ettr-2048gpu": kokolisRatio,
  "ettr-16k-fast": kokolisRatio,
  "llama3-ettr-band-5-300": exactRatio,
  "llama3-ettr-band-60-600": exactRatio,
  "ckpt-size-70B": checkpointSize,
  "ckpt-size-175B": checkpointSize,

  "daly-Tw-6h": handler(
    numbers(["Ts_min", "tau_min", "delta_min", "M_min", "R_min", "D_min"]),
    ({ Ts_min, tau_min, delta_min, M_min, R_min, D_min }) => {
      const { total } = timeWaterfall({
        interval: tau_min * MINUTE,
        writeTime: delta_min * MINUTE,
        restartTime: R_min * MINUTE,
        downtime: D_min * MINUTE,
        mtbf: M_min * MINUTE,
      });
      return { Tw_over_Ts: total, Tw_h: (total * Ts_min * MINUTE) / HOUR };
    },
  ),

  "ckpt-slider-trap": handler(
    numbers(["tau_h", "delta_s", "M_h", "R_min", "D"]),
    ({ tau_h, delta_s, M_h, R_min, D }) => ({
      Tw_over_Ts: timeWaterfall({
        interval: tau_h * HOUR,
        writeTime: delta_s,
        restartTime: R_min * MINUTE,
        downtime: D,
        mtbf: M_h * HOUR,
      }).total,
    }),
  ),

  // In minutes throughout; the shares have no unit, and failures are per minute as they stand.
  "ckpt-waterfall-24h": handler(numbers(["tau", "delta", "M", "R", "D"]), ({ tau, delta, M, R, D }) => {
    const { total, ...shares } = timeWaterfall({
      interval: tau,
      writeTime: delta,
      restartTime: R,
      downtime: D,
      mtbf: M,
    });
    return { ...shares, Tw_over_Ts: total };
  }),

  "ckpt-identity-5": handler(numbers(["delta", "M", "R", "D"]), ({ delta, M, R, D }) => {
    const interval = optimalInterval(delta, M);
    const { total } = timeWaterfall({ interval, writeTime: delta, restartTime: R, downtime: D, mtbf: M });
    return { tau_star: interval, efficiency_at_opt: 1 / total, one_minus_tau_over_M: 1 - interval / M };
  }),

  "ckpt-flatness": handler(v.object({ delta_over_M: v.number(), factor: list }), ({ delta_over_M, factor }) => {
    const best = optimalInterval(delta_over_M, 1);
    const excess = (f: number) => 100 * (bareTime(f * best, delta_over_M, 1) / bareTime(best, delta_over_M, 1) - 1);
    return { excess_time_pct: factor.map(excess) };
  }),

  "ckpt-young-validity": handler(v.object({ delta_over_M: list }), ({ delta_over_M }) => {
    const excess = (law: (writeTime: number, mtbf: number) => number) =>
      delta_over_M.map((x) => 100 * (bareTime(law(x, 1), x, 1) / bareTime(optimalInterval(x, 1), x, 1) - 1));
    return { young_excess_pct: excess(youngInterval), daly_ho_excess_pct: excess(dalyInterval) };
  }),

  "ckpt-double-N-fixed-delta": handler(
    v.object({ delta: v.number(), M_node_h: v.number(), N: v.tuple([v.number(), v.number()]) }),
    ({ delta, M_node_h, N }) => {
      const interval = (nodes: number) => youngInterval(delta, fleetMtbf(M_node_h * HOUR, nodes));
      const ratio = interval(N[1]) / interval(N[0]);
      return { tau_ratio: ratio, frequency_ratio: 1 / ratio };
    },
  ),

  "ckpt-inverse": handler(numbers(["M_s", "tau_star_s"]), ({ M_s, tau_star_s }) => ({
    delta_s: writeTimeFor(tau_star_s, M_s),
  })),

  "llama3-mtti": handler(numbers(["days", "unexpected", "planned", "gpus"]), ({ days, unexpected, planned, gpus }) => {
    const nodes = gpus / GPUS_PER_NODE;
    const rate = (interruptions: number) => (1000 * interruptions) / (days * nodes);
    const hours = (failuresPerThousandNodeDays: number, count: number) =>
      mtbfFromRate({ failuresPerThousandNodeDays, nodes: count }) / HOUR;
    return {
      mtti_unexpected_h: hours(rate(unexpected), nodes),
      mtti_all_h: hours(rate(unexpected + planned), nodes),
      gpu_mtbf_h: hours(rate(unexpected), 1) * GPUS_PER_NODE,
      rf_per_1000_node_days: rate(unexpected),
    };
  }),

  "kokolis-mttf-16384": handler(
    numbers(["rf_per_1000_node_days", "gpus", "gpus_per_node"]),
    ({ rf_per_1000_node_days, gpus, gpus_per_node }) => ({
      mttf_h: mtbfFromRate({ failuresPerThousandNodeDays: rf_per_1000_node_days, nodes: gpus / gpus_per_node }) / HOUR,
    }),
  ),

  "kokolis-1024-inconsistent": handler(
    v.object({ observed_mttf_h: numbers(["8", "1024"]) }),
    ({ observed_mttf_h: observed }) => {
      const nodeMtbfDays = (hours: number, gpus: number) => (hours * (HOUR / DAY)) / fleetMtbf(1, gpus / GPUS_PER_NODE);
      return {
        implied_node_mtbf_days: { "8": nodeMtbfDays(observed["8"], 8), "1024": nodeMtbfDays(observed["1024"], 1024) },
        rf_line_prediction_1024_h:
          mtbfFromRate({ failuresPerThousandNodeDays: RSC_1, nodes: 1024 / GPUS_PER_NODE }) / HOUR,
      };
    },
  ),

  "gemini-mtnlg": handler(
    numbers(["params", "bytes_per_param", "bandwidth_Gbps"]),
    ({ params, bytes_per_param, bandwidth_Gbps }) => {
      const bits = 8 * checkpointBytes({ parameters: params, bytesPerParameter: bytes_per_param });
      return { minutes: bits / (bandwidth_Gbps * 1e9) / MINUTE };
    },
  ),

  "llama405-shard": handler(
    v.object({ ...numbers(["params", "bytes_per_param", "gpus"]).entries, Bps: list }),
    ({ params, bytes_per_param, gpus, Bps }) => {
      const bytes = checkpointBytes({ parameters: params, bytesPerParameter: bytes_per_param });
      return { GB_per_gpu: bytes / gpus / 1e9, seconds: Bps.map((rate) => bytes / rate) };
    },
  ),

  "mmc-1": queue,
  "mmc-2": queue,
  "ring-8": ring,
  "ring-1024": ring,

  "extfrag-line": handler(v.object({ free_map: v.string() }), ({ free_map }) => {
    const free = [...free_map].map((place) => place === "1");
    const all = free.filter(Boolean).length;
    const share = externalFragmentation(free);
    return { total_free: all, largest_run: all * (1 - share), external_fragmentation: share };
  }),

  mpg: handler(numbers(["scheduling", "runtime", "program_mfu"]), ({ scheduling, runtime, program_mfu }) => ({
    mpg: fleetGoodput({ occupancy: scheduling, timeRatio: runtime, mfu: program_mfu }),
  })),

  "idle-cost": handler(
    v.object({ ...numbers(["gpus", "idle_fraction"]).entries, price: list }),
    ({ gpus, idle_fraction, price }) => {
      const hourly = price.map((pricePerHour) => idleCost({ gpus, idleFraction: idle_fraction, pricePerHour }));
      return { usd_per_hour: hourly, usd_per_day: hourly.map((cost) => 24 * cost) };
    },
  ),

  // A replica of one node: what is left is a share of the ranks, and a fixed batch takes as much longer.
  "elastic-step-time": handler(numbers(["p_from", "p_to", "compute_s"]), ({ p_from, p_to, compute_s }) => {
    const left = survivingCapacity({ replicas: p_from, nodesPerReplica: 1, failedNodes: p_from - p_to });
    return { compute_after_s: compute_s / left, throughput_ratio_if_compute_bound: left };
  }),

  "elastic-vs-wait": handler(
    numbers(["capacity", "repair_h", "reconf_min", "wait_for_spare_min"]),
    ({ capacity, repair_h, reconf_min, wait_for_spare_min }) => {
      const loss = (share: number, repairTime: number, reconfigureTime: number) =>
        elasticLoss({ capacity: share, repairTime, reconfigureTime }) / HOUR;
      return {
        lost_h_elastic: loss(capacity, repair_h * HOUR, reconf_min * MINUTE),
        lost_h_wait: loss(0, wait_for_spare_min * MINUTE, 0),
        lost_h_wait_full_repair: loss(0, repair_h * HOUR, 0),
      };
    },
  ),

  "sdc-fleet-prob": handler(v.object({ defect_rate: list, devices: list }), ({ defect_rate, devices }) => ({
    p_at_least_one: defect_rate.map((rate) => devices.map((count) => anyFault(rate, count))),
  })),
};

/** Every number of a nested answer with the path to it, so that expected and answered can be laid side by side. */
function leaves(value: unknown, path = ""): [path: string, value: unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

function allowedError({ id, tolerance }: Oracle, expected: number): number {
  const rel = tolerance.rel ?? tolerance.rel_closed_form;
  const { abs } = tolerance;
  if (rel !== undefined) return rel * Math.abs(expected);
  if (abs !== undefined) return abs;
  throw new Error(`Oracle ${id} has neither a relative nor an absolute tolerance.`);
}

describe("the open oracles", () => {
  for (const oracle of oracles.filter((one) => isOurs(one) && !(one.id in elsewhere))) {
    it(`${oracle.id} (${oracle.model}) is met`, () => {
      const answer = handlers[oracle.id];
      if (answer === undefined) throw new Error(`No handler answers oracle ${oracle.id} of ${oracle.model}.`);
      const answered = new Map(leaves(answer(oracle.inputs)));
      const expected = leaves(oracle.expected);
      expect([...answered.keys()].sort()).toEqual(expected.map(([path]) => path).sort());
      for (const [path, value] of expected) {
        const truth = v.parse(v.number(), value);
        const error = Math.abs(v.parse(v.number(), answered.get(path)) - truth);
        expect(error, `${oracle.id}${path}`).toBeLessThanOrEqual(allowedError(oracle, truth));
      }
    });
  }

  it("has every handler and every exception for an oracle that stands in the file", () => {
    const ids = new Set(oracles.filter(isOurs).map(({ id }) => id));
    for (const id of [...Object.keys(handlers), ...Object.keys(elsewhere)]) expect(ids).toContain(id);
  });

  it("names no oracle twice", () => {
    expect(new Set(oracles.map(({ id }) => id)).size).toBe(oracles.length);
  });
});
