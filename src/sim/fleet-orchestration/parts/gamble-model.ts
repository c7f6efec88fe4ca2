import type { LogEntry, Model } from "../../core/model.ts";
import type { TimeWaterfall } from "../../laws/expected-time.ts";
import type { Cells } from "./cells.ts";
import type { outputs } from "./gamble-outputs.ts";
import type { Climb, Setback, Stand, Sums } from "./gamble-record.ts";
import type { JobTable } from "./job-table.ts";
import type { Series } from "./measures.ts";

export interface CheckpointGamble extends Model<typeof outputs> {
  /** Goodput by closed form over a fixed grid of intervals (s). */
  readonly curve: { readonly interval: readonly number[]; readonly goodput: readonly number[] };
  /** The wall clock per second of useful work: as the levers stand, and at the golden interval. */
  readonly waterfall: TimeWaterfall;
  readonly leastWaterfall: TimeWaterfall;
  /** Two days of the training. */
  readonly run: {
    readonly interval: number;
    readonly writeTime: number;
    readonly climbs: readonly Climb[];
    readonly stands: readonly Stand[];
    readonly setbacks: readonly Setback[];
    readonly sums: Sums;
  };
  /** The map of all GPUs at any moment: `stateAt` and `jobsAt` of parts/cells.ts. */
  readonly cells: Cells;
  readonly series: Series;
  readonly jobs: JobTable;
  /** The training's number among the jobs; its replacements are those of its kind. */
  readonly gang: number;
  readonly log: readonly LogEntry[];
}
