import type { LaterStudy, ModelModule, Steps } from "../core/model.ts";
import type { MonteCarlo } from "../laws/checkpointing/monte-carlo.ts";
import { hiddenGamble } from "./parts/gamble-hidden.ts";
import { type GambleParams, params } from "./parts/gamble-levers.ts";
import type { CheckpointGamble } from "./parts/gamble-model.ts";
import { outputs } from "./parts/gamble-outputs.ts";

export type { CheckpointGamble };
export { outputs, params };

export const version = "1.0.0";

/** It runs in the worker: the page has its levers and words, and the fleet only where it must. */
export const steps = true as const;

let engine: typeof import("./parts/gamble-engine.ts") | undefined;

/** Brings the fleet. */
export async function prepare(): Promise<void> {
  engine ??= await import("./parts/gamble-engine.ts");
}

/**
 * A training on 16,384 GPUs that saves every τ: what is expected of the whole of it, and two days of it in its fleet.
 *
 * @throws Error before `prepare`
 */
export function* simulate(values: GambleParams): Steps<CheckpointGamble> {
  if (!engine) throw new Error("The fleet has not come yet: await prepare() before a run.");
  return yield* engine.gamble(values);
}

/** The cloud of replicas about the closed form comes when it is asked for. */
const monteCarlo: LaterStudy<GambleParams, MonteCarlo> = {
  load: async () => (await import("./parts/gamble-cloud.ts")).cloud,
};
export const studies = { monteCarlo } as const;

/** The training of the search. */
export const unseen = hiddenGamble;

({ version, steps, params, outputs, prepare, simulate, studies, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  CheckpointGamble
>;
