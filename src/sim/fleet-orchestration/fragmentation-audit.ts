import type { ModelModule, Steps } from "../core/model.ts";
import type { FragmentationAudit } from "./parts/audit-day.ts";
import { hiddenAudit } from "./parts/audit-hidden.ts";
import { type AuditParams, params } from "./parts/audit-levers.ts";
import { outputs } from "./parts/audit-outputs.ts";

export { type FragmentationAudit, outputs, params };

export const version = "1.0.0";

/** The cluster and its scheduler: they come where a day is run, and a page leaves that to its worker. */
let cluster: typeof import("./parts/audit-day.ts") | undefined;

/** @param given what another call of it returned: who hands that back runs no day itself */
export async function prepare(_values: AuditParams, given?: unknown): Promise<true> {
  if (given !== true) cluster = await import("./parts/audit-day.ts");
  return true;
}

/**
 * One day of a cluster of 10,000 GPUs that students fill when a gang comes: who starts when and where under a policy, what is stopped or moved
 * for the gang, what breaks, and what of the day's work was useful and kept.
 */
export function* simulate(values: AuditParams): Steps<FragmentationAudit> {
  if (!cluster) throw new Error("The cluster is not there: prepare() brings it, and is awaited first.");
  return yield* cluster.auditDay(values);
}

/** The cluster of the search. */
export const unseen = hiddenAudit;

/** A trace of the reader's own. Its code comes when one is there. */
export const studies = {
  trace: { load: async () => (await import("./parts/own-trace.ts")).ownTrace },
};

({ version, params, outputs, prepare, simulate, studies, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  FragmentationAudit
>;
