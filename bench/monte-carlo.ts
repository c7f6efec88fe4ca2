import * as v from "valibot";
import { confidenceInterval } from "../src/sim/core/statistics.ts";
import { replicate } from "../src/sim/laws/checkpointing/monte-carlo.ts";
import { timeWaterfall } from "../src/sim/laws/expected-time.ts";
import { optimalInterval } from "../src/sim/laws/young-daly.ts";
import { atLeast, type Finding, type Section, times } from "./finding.ts";
import { median } from "./median.ts";
import { pythonWith, runPeer } from "./python.ts";

const fleetOfThePlan = { writeTime: 60, restartTime: 300, downtime: 60, mtbf: 4 * 3600 };
const costs = { ...fleetOfThePlan, interval: optimalInterval(fleetOfThePlan.writeTime, fleetOfThePlan.mtbf) };
const exact = timeWaterfall(costs).total;

/** Enough that a start of the clock and of the compiler does not count, and the standard error is 0.003 %. */
const REPLICAS = 200_000;
/** SimPy is hundreds of times slower: it gets so many fewer, and the rate is what is compared. */
const REPLICAS_IN_SIMPY = 2_000;
const ROUNDS = 5;

const RunSchema = v.object({ replicas: v.number(), seconds: v.number(), mean: v.number(), error: v.number() });
type Run = v.InferOutput<typeof RunSchema>;

/** Of this process, in all its threads (s): what else the machine does in between does not count, for us or for the peers. */
function processorTime(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

interface Peer {
  readonly name: string;
  readonly run: (seed: number) => Run;
}

const ours: Peer = {
  name: "ours",
  run(seed) {
    const start = process.cpuUsage();
    const { mean, error } = replicate({ ...costs, law: "exponential", replicas: REPLICAS, seed });
    return { replicas: REPLICAS, seconds: processorTime(start), mean, error };
  },
};

const inPython = (name: string, library: string, script: string, replicas: number): Peer | undefined => {
  const python = pythonWith(library);
  return (
    (python && {
      name,
      run: (seed: number) => v.parse(RunSchema, runPeer(python, script, { ...costs, replicas, seed })),
    }) ||
    undefined
  );
};

const rate = (runs: readonly Run[]): number => median(runs.map(({ replicas, seconds }) => replicas / seconds));
const told = (value: number): string => Math.round(value).toLocaleString("en-US");

/** All rounds of a peer taken together: independent seeds, each of as many replicas. */
function accuracy(name: string, runs: readonly Run[]): Finding {
  const mean = runs.reduce((sum, run) => sum + run.mean, 0) / runs.length;
  const error = Math.sqrt(runs.reduce((sum, run) => sum + run.error ** 2, 0)) / runs.length;
  const [low, high] = confidenceInterval({ mean, error });
  return {
    what: `mean T/T_useful, ${name}`,
    measured: mean.toFixed(6),
    budget: `${exact.toFixed(6)} in ${low.toFixed(6)} to ${high.toFixed(6)}`,
    margin: `${((mean - exact) / error).toFixed(1)} standard errors`,
    holds: low <= exact && exact <= high,
  };
}

/** Checkpoint Monte Carlo: replicas a second at the plan's fleet, all in turn in the same minutes. */
export function benchMonteCarlo(): Section {
  const numpy = inPython("numpy, vectorised", "numpy", "checkpoint_numpy.py", REPLICAS);
  const simpy = inPython("SimPy", "simpy", "checkpoint_simpy.py", REPLICAS_IN_SIMPY);
  const peers = [ours, numpy, simpy].filter((peer) => peer !== undefined);
  ours.run(1000); // compiled before the clock runs

  const runs = new Map(peers.map((peer): [Peer, Run[]] => [peer, []]));
  for (let round = 1; round <= ROUNDS; round++) for (const [peer, its] of runs) its.push(peer.run(round));

  const rates = new Map([...runs].map(([peer, its]) => [peer, rate(its)]));
  const against = (peer: Peer | undefined, budget: number): Finding[] =>
    peer ? [atLeast(`ours × ${peer.name}`, (rates.get(ours) ?? 0) / (rates.get(peer) ?? 0), budget, times)] : [];
  return {
    title: "Checkpoint Monte Carlo, one interval (M = 4 h, δ = 60 s, τ at its optimum)",
    findings: [
      ...[...rates].map(([{ name }, value]) => ({ what: `replicas/s, ${name}`, measured: told(value) })),
      ...against(numpy, 1.5),
      ...against(simpy, 300),
      ...[...runs].map(([{ name }, its]) => accuracy(name, its)),
    ],
    notes: [
      `Medians of ${ROUNDS} rounds in turn: ${told(REPLICAS)} replicas a round, SimPy ${told(REPLICAS_IN_SIMPY)}; seconds of processor time.`,
      ...(numpy ? [] : ["numpy is not installed (Debian: python3-numpy): its rows are left out."]),
      ...(simpy ? [] : ["SimPy is not installed (Debian: python3-simpy3): its rows are left out."]),
    ],
  };
}
