import type { Steps } from "../../core/model.ts";
import { quantile } from "../../core/statistics.ts";
import { days, HOUR } from "../../core/units.ts";
import { fleetGoodput } from "../../laws/fleet-cost.ts";
import { expected, PROGRAM_MFU } from "./gamble-costs.ts";
import { GAMBLE_FLEET, GANG_GPUS, WATCHED } from "./gamble-fleet.ts";
import type { GambleParams } from "./gamble-levers.ts";
import { gambleLog } from "./gamble-log.ts";
import type { CheckpointGamble } from "./gamble-model.ts";
import { type GambleRun, gambleRun } from "./gamble-run.ts";
import { JobTable } from "./job-table.ts";
import { gpusOf } from "./shape.ts";

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** Waits of the jobs that came while the training ran, sorted (s). */
function waitsOf({ fleet, gang, coming }: GambleRun): Float64Array {
  const { jobs, settings } = fleet;
  const waits = new Float64Array(coming);
  for (let i = 0; i < coming; i++) {
    const job = gang + 1 + i;
    const start = jobs.firstStart[job] ?? settings.until;
    const submit = jobs.work.submit[job] ?? 0;
    waits[i] = (start < submit ? settings.until : start) - submit;
  }
  return waits.sort();
}

/** What the two days were like for the training and for the others. */
function seen(run: GambleRun, price: number) {
  const { fleet, training } = run;
  const { measures, occurrences } = fleet;
  const { sums, setbacks, climbs, waited } = training;
  const room = gpusOf(GAMBLE_FLEET) * WATCHED;
  const waits = waitsOf(run);
  const occupancy = within(measures.busy / room);
  const goodput = within(measures.useful / room);
  const timeRatio = measures.busy === 0 ? 0 : within(measures.useful / measures.busy);
  const lost = setbacks.reduce((sum, one) => sum + one.lost, 0);
  const tco = gpusOf(GAMBLE_FLEET) * price;
  const hit = occurrences.list.reduce((sum, one) => sum + ("stopped" in one ? one.stopped : 0), 0);
  return {
    runFailures: setbacks.length,
    runLost: lost,
    runLostWork: (lost * GANG_GPUS) / HOUR,
    runLostDollars: ((lost * GANG_GPUS) / HOUR) * price,
    runSaves: climbs.reduce((sum, one) => sum + one.checkpoints, 0),
    runWriting: sums.checkpoint,
    runDown: sums.downtime + sums.recovery,
    runWaited: waited,
    runGoodput: within(sums.useful / WATCHED),
    stranded: within(measures.stranded / (WATCHED / 2)),
    occupancy,
    fleetGoodput: goodput,
    mfu: fleetGoodput({ occupancy, timeRatio, mfu: PROGRAM_MFU }),
    meanWait: waits.length === 0 ? 0 : waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    longWait: waits.length === 0 ? 0 : quantile(waits, 0.95),
    stopped: hit - setbacks.length,
    tco,
    wastedHour: tco * (1 - goodput),
  };
}

/**
 * A training on 16,384 GPUs that saves every τ: what is expected of the whole of it, by closed form, and two days of it in its fleet, where a
 * broken node is replaced from what students leave over.
 */
export function* gamble(values: GambleParams): Steps<CheckpointGamble> {
  const { times, told, ...drawn } = expected(values);
  const run = yield* gambleRun(values, { ...times, work: Infinity });
  yield { done: 1 };
  const { fleet, training } = run;
  const finishByTime = days(values.finishBy);
  return {
    ...told,
    finishByTime,
    slaUsed: told.finishTime / finishByTime,
    ...seen(run, values.price),
    ...drawn,
    run: {
      interval: times.interval,
      writeTime: times.writeTime,
      climbs: training.climbs,
      stands: training.stands,
      setbacks: training.setbacks,
      sums: training.sums,
    },
    cells: run.cells,
    series: fleet.measures.series(),
    jobs: new JobTable(fleet),
    gang: run.gang,
    finished: Number.isFinite(told.finishTime),
    log: gambleLog(run),
  };
}
