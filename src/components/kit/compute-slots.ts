import { type AnyModel, type Progress, studyOf } from "../../sim/core/model.ts";
import type { Params } from "../../sim/core/params.ts";
import { run, STALE } from "../../sim/core/run.ts";

/** The slot of the model that the page is to show. */
export const SHOWN = "model shown";

/** What is to be computed: a study of a model, or the model itself. */
export interface ComputeRequest {
  readonly lab: string;
  readonly model: string;
  /** Null: the model's own `simulate`. */
  readonly study: string | null;
  readonly params: Params;
  readonly haste: "moving" | "resting";
  /** What a reader brought, for a study that takes it. */
  readonly text?: string;
}

export type Outcome =
  | { readonly kind: "done"; readonly value: unknown }
  /** A newer request took the slot, or it was cancelled. */
  | { readonly kind: "stale" }
  /** `why` is a sentence. */
  | { readonly kind: "failed"; readonly why: string };

/** Computes one request for each slot: a newer one of the same slot makes the older stale. The same in worker and page. */
export interface Computer {
  compute(request: ComputeRequest, slot: string, onProgress?: (progress: Progress) => void): Promise<Outcome>;
  cancel(slot: string): void;
}

export const STALE_OUTCOME: Outcome = { kind: "stale" };

export const failed = (fault: unknown): Outcome => ({
  kind: "failed",
  why: `The simulation stopped: ${fault instanceof Error ? fault.message : String(fault)}`,
});

/** Counts the requests of each slot: a ticket tells whether it is still the newest. */
export class Tickets {
  readonly #newest = new Map<string, number>();

  take(slot: string): () => boolean {
    const mine = (this.#newest.get(slot) ?? 0) + 1;
    this.#newest.set(slot, mine);
    return () => this.#newest.get(slot) === mine;
  }
}

async function begin(module: AnyModel, { study, params, haste, model, text }: ComputeRequest, now: () => number) {
  if (study === null) return module.simulate(params);
  const steps = await studyOf(module, study);
  if (!steps) throw new Error(`Model "${model}" has no study "${study}".`);
  return steps(params, haste, now, text);
}

/**
 * A computer that steps generators on the thread it is made on.
 *
 * @param slice how long a slice may take (ms) before others get the thread
 * @param breathe hands the thread over; resolves when it is our turn again
 */
export function openSlices(options: {
  readonly loadModel: (lab: string, model: string) => Promise<AnyModel>;
  readonly breathe: () => Promise<void>;
  readonly now: () => number;
  readonly slice: number;
}): Computer {
  const { loadModel, breathe, now, slice } = options;
  const tickets = new Tickets();
  return {
    async compute(request, slot, onProgress) {
      const isNewest = tickets.take(slot);
      try {
        const module = await loadModel(request.lab, request.model);
        await module.prepare?.(request.params);
        const begun = await begin(module, request, now);
        if (!isNewest()) return STALE_OUTCOME;
        const value = await run<unknown>(begun, {
          breathe,
          now,
          slice,
          stale: () => !isNewest(),
          ...(onProgress && { onProgress }),
        });
        return value === STALE || !isNewest() ? STALE_OUTCOME : { kind: "done", value };
      } catch (fault) {
        return isNewest() ? failed(fault) : STALE_OUTCOME;
      }
    },
    cancel: (slot) => void tickets.take(slot),
  };
}
