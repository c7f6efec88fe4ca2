import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { easyStarts } from "../src/sim/core/easy.ts";
import { fcfsStarts } from "../src/sim/core/fcfs.ts";
import { random } from "../src/sim/core/random.ts";
import { finish } from "../src/sim/core/run.ts";
import { type Trace, waitsOf } from "../src/sim/core/trace.ts";
import { CellRecorder, stateAt } from "../src/sim/fleet-orchestration/parts/cells.ts";
import { Fleet } from "../src/sim/fleet-orchestration/parts/fleet.ts";
import { runFleet } from "../src/sim/fleet-orchestration/parts/run-fleet.ts";
import type { FleetSettings, Policy } from "../src/sim/fleet-orchestration/parts/settings.ts";
import { FLEET, gpusOf } from "../src/sim/fleet-orchestration/parts/shape.ts";
import { STUDENT_GPUS } from "../src/sim/fleet-orchestration/parts/students.ts";
import { studentJobs, workloadOf } from "../src/sim/fleet-orchestration/parts/workload.ts";
import { atLeast, atMost, type Finding, milliseconds, type Section, times } from "./finding.ts";
import { median } from "./median.ts";
import { pythonWith, runPeer } from "./python.ts";

const GPUS = 10_000;
/** Ticks are milliseconds here: SimPy's mean wait and ours must agree to one. */
const MEAN_RUN = 3_600_000;
const LOAD = 0.95;
const ROUNDS = 5;

/** Poisson arrivals, sizes of powers of two up to 512, exponential runs. */
function poissonTrace(jobs: number, seed: number): Trace {
  const chance = random(seed);
  const sizes = Array.from({ length: 10 }, (_, power) => 2 ** power);
  const gap = (MEAN_RUN * (sizes.reduce((sum, size) => sum + size, 0) / sizes.length)) / (GPUS * LOAD);
  const submit = new Float64Array(jobs);
  const size = new Int32Array(jobs);
  const run = new Float64Array(jobs);
  for (let job = 0, time = 0; job < jobs; job++) {
    time += gap * chance.exponential();
    submit[job] = Math.ceil(time);
    size[job] = sizes[chance.below(sizes.length)] ?? 1;
    run[job] = Math.ceil(MEAN_RUN * chance.exponential());
  }
  return { submit, size, run, estimate: run.map((one) => one + Math.floor(one * chance.uniform())) };
}

/** Processor time (ms), the median of rounds after one that compiles. */
function clocked(work: () => void, rounds = ROUNDS): number {
  work();
  const each = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return median(each);
}

const Answer = v.object({ seconds: v.number(), meanWait: v.number() });

function againstSimpy(python: string, jobs: number): Finding[] {
  const trace = poissonTrace(jobs, 1);
  const folder = mkdtempSync(join(tmpdir(), "fleet-bench-"));
  const file = join(folder, "trace.json");
  const columns = { submit: [...trace.submit], run: [...trace.run], size: [...trace.size] };
  writeFileSync(file, JSON.stringify(columns));
  try {
    const ratios: number[] = [];
    let peerWait = Number.NaN;
    let [mine, its] = [0, 0];
    for (let round = 0; round < 3; round++) {
      const peer = v.parse(Answer, runPeer(python, "fcfs_simpy.py", { file, gpus: GPUS }));
      mine = clocked(() => fcfsStarts(trace, GPUS));
      its = 1000 * peer.seconds;
      peerWait = peer.meanWait;
      ratios.push(its / mine);
    }
    const wait = waitsOf(trace, fcfsStarts(trace, GPUS), GPUS).meanWait;
    return [
      { what: `FCFS, ${jobs.toLocaleString("en-US")} jobs, SimPy`, measured: milliseconds(its) },
      atLeast("ours × SimPy", median(ratios), 40, times),
      {
        what: "mean wait, ours and SimPy's",
        measured: `${(wait / 1000).toFixed(3)} s`,
        budget: `${(peerWait / 1000).toFixed(3)} s`,
        holds: Math.round(wait) === Math.round(peerWait),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The full model on a day that is as long as so many students' jobs need; every change painted. */
function fullModel(jobs: number, policy: Policy): () => void {
  const meanRun = 7200;
  const until = Math.ceil((jobs * STUDENT_GPUS * meanRun) / (GPUS * 0.86));
  const work = workloadOf(studentJobs({ gpus: GPUS, load: 0.86, meanRun, from: 0, until, seed: 1, stream: 1 }));
  const settings: FleetSettings = {
    shape: FLEET,
    policy,
    preemption: false,
    defragmentation: false,
    contiguity: "any",
    checkpoint: 3600,
    killTime: 60,
    migrationTime: 600,
    migrationTax: 10,
    restartTime: 180,
    failures: [],
    repairTime: 14_400,
    from: 0,
    until,
    judgedFrom: until / 2,
    sampleEvery: 300,
  };
  return () => {
    const recorder = new CellRecorder(gpusOf(FLEET));
    finish(runFleet(new Fleet(settings, work, [], recorder)));
    recorder.record(work.kind);
  };
}

function painted(): number {
  const recorder = new CellRecorder(gpusOf(FLEET));
  recorder.begin();
  const chance = random(2);
  for (let change = 0; change < 80_000; change++)
    recorder.paint(change, chance.below(FLEET.nodes), 1 + chance.below(255), chance.below(50_000));
  const cells = recorder.record(new Uint8Array(50_000));
  const into = new Int32Array(cells.gpus);
  return (
    clocked(() => {
      for (let moment = 0; moment < 100; moment++) stateAt(cells, 797 * moment, into);
    }) / 100
  );
}

const count = (jobs: number): string => jobs.toLocaleString("en-US");

/** Time for each job and each doubling of their number: level where the cost is n log n. */
function growth(name: string, sizes: readonly number[], work: (jobs: number) => () => void): Finding[] {
  const each = sizes.map((jobs) => {
    const time = clocked(work(jobs), jobs >= 100_000 ? 1 : ROUNDS);
    return { jobs, time, unit: (1e6 * time) / (jobs * Math.log2(jobs)) };
  });
  const last = each.at(-1);
  const before = each.at(-2);
  return each.map(({ jobs, time, unit }, i) => ({
    what: `${name}, ${count(jobs)} jobs`,
    measured: milliseconds(time),
    margin: `${unit.toFixed(1)} ns / (n log₂ n)`,
    ...(i === each.length - 1 && last && before
      ? { budget: "level within 4 ×", holds: last.unit <= 4 * before.unit }
      : {}),
  }));
}

/** The fleet simulator: kernels on one pool, the full cluster, and how both grow. */
export function benchFleet(): Section {
  const python = pythonWith("simpy");
  const easy = poissonTrace(5000, 1);
  return {
    title: "The fleet simulator, 10,000 GPUs",
    findings: [
      { what: "FCFS, 50,000 jobs, ours", measured: milliseconds(clocked(kernel(fcfsStarts, 50_000))) },
      ...(python ? againstSimpy(python, 50_000) : []),
      atMost(
        "EASY, 5,000 jobs",
        clocked(() => easyStarts(easy, GPUS)),
        12,
        milliseconds,
      ),
      ...(["fcfs", "bestFit", "easy"] as const).flatMap((policy) => [
        atMost(`full model, ${policy}, 5,000 jobs`, clocked(fullModel(5000, policy)), 25, milliseconds),
        atMost(`full model, ${policy}, 50,000 jobs`, clocked(fullModel(50_000, policy)), 300, milliseconds),
      ]),
      atMost("a moment of the map", painted(), 2, (time) => `${time.toFixed(3)} ms`),
      ...growth("FCFS kernel", [1000, 10_000, 100_000, 1_000_000], (jobs) => kernel(fcfsStarts, jobs)),
      ...growth("full model, bestFit", [1000, 10_000, 100_000, 1_000_000], (jobs) => fullModel(jobs, "bestFit")),
    ],
    notes: [
      `Medians of ${ROUNDS} runs after one that compiles, in processor time; a trace of Poisson arrivals at a load of ${LOAD}.`,
      "The full model plays students' jobs (1 to 8 GPUs, σ = 1) at 86 % and takes down every change of its 10,000 cells.",
      ...(python ? [] : ["SimPy is not installed (Debian: python3-simpy3): its rows are left out."]),
    ],
  };
}

function kernel(starts: (trace: Trace, gpus: number) => Float64Array, jobs: number): () => void {
  const trace = poissonTrace(jobs, 1);
  return () => {
    starts(trace, GPUS);
  };
}
