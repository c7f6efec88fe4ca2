import type { ModelModule, Steps } from "../core/model.ts";
import type { FragmentationAudit } from "./parts/audit-day.ts";
import { hiddenAudit } from "./parts/audit-hidden.ts";
import { type AuditParams, params } from "./parts/audit-levers.ts";
import { outputs } from "./parts/audit-outputs.ts";

export { outputs, params };

export const version = "1.0.0";

export type { FragmentationAudit };

/** It runs in the worker: the page has its levers and words, and the scheduler only where it must. */
export const steps = true as const;

let engine: typeof import("./parts/audit-day.ts") | undefined;

/** Brings the scheduler and all that it stands on. */
export async function prepare(): Promise<void> {
  engine ??= await import("./parts/audit-day.ts");
}

/**
 * One day of a cluster of 10,000 GPUs that students fill when a gang comes: who starts when and where under a policy, what is stopped or moved
 * for the gang, what breaks, and what of the day's work was useful and kept.
 */
export function* simulate(values: AuditParams): Steps<FragmentationAudit> {
  if (!engine) throw new Error("The scheduler has not been loaded: `prepare` brings it.");
  return yield* engine.auditDay(values);
}

/** The cluster of the search. */
export const unseen = hiddenAudit;

/** A trace of the reader's own. Its code comes when one is there. */
export const studies = {
  trace: { load: async () => (await import("./parts/own-trace.ts")).ownTrace },
};

({ version, steps, params, outputs, prepare, simulate, studies, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  FragmentationAudit
>;
