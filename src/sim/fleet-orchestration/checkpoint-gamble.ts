import type { LaterStudy, ModelModule, Steps } from "../core/model.ts";
import type { MonteCarlo } from "../laws/checkpointing/monte-carlo.ts";
import { hiddenGamble } from "./parts/gamble-hidden.ts";
import { type GambleParams, params } from "./parts/gamble-levers.ts";
import type { CheckpointGamble } from "./parts/gamble-model.ts";
import { outputs } from "./parts/gamble-outputs.ts";

export type { CheckpointGamble };
export { outputs, params };

export const version = "1.0.0";

/** The fleet and what is reckoned of it: they come where a training is run, and a page leaves that to its worker. */
let engine: typeof import("./parts/gamble-engine.ts") | undefined;

/** @param given what another call of it returned: who hands that back runs no training itself */
export async function prepare(_values: GambleParams, given?: unknown): Promise<true> {
  if (given !== true) engine = await import("./parts/gamble-engine.ts");
  return true;
}

/**
 * A training on 16,384 GPUs that saves every τ: what is expected of the whole of it, and two days of it in its fleet.
 *
 * @throws Error before `prepare`
 */
export function* simulate(values: GambleParams): Steps<CheckpointGamble> {
  if (!engine) throw new Error("The fleet is not there: prepare() brings it, and is awaited first.");
  return yield* engine.gamble(values);
}

/** The cloud of replicas about the closed form comes when it is asked for. */
const monteCarlo: LaterStudy<GambleParams, MonteCarlo> = {
  load: async () => (await import("./parts/gamble-cloud.ts")).cloud,
};
export const studies = { monteCarlo } as const;

/** The training of the search. */
export const unseen = hiddenGamble;

({ version, params, outputs, prepare, simulate, studies, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  CheckpointGamble
>;
