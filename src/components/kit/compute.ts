import { proxy, wrap } from "comlink";
import type { Progress } from "../../sim/core/model.ts";
import {
  type ComputeRequest,
  type Computer,
  failed,
  type Outcome,
  openSlices,
  STALE_OUTCOME,
  Tickets,
} from "./compute-slots.ts";
import { chapterIn, modelOf } from "./page-scripts.ts";
import type { WorkerApi } from "./worker.ts";

export { SHOWN } from "./compute-slots.ts";

/** A slice on the page leaves half a frame for the reader's hand (ms). */
const PAGE_SLICE = 8;

/** A worker as the page sees it. */
export interface Started {
  readonly computer: Computer;
  /** Calls when the worker breaks, or has broken already. @returns stops that */
  onBreak(listener: () => void): () => void;
}

/** Settles with the worker's answer; null when it broke instead, or could not hand the result over. */
const answerOf = (there: Started, asked: Parameters<Computer["compute"]>): Promise<Outcome | null> =>
  new Promise((resolve) => {
    const forget = there.onBreak(() => resolve(null));
    there.computer
      .compute(...asked)
      .then(resolve, () => resolve(null))
      .finally(forget);
  });

/**
 * The page's computer: in a worker that starts at the first request, or in slices on the page where workers are refused or
 * the worker breaks; what it was at is then begun again on the page.
 *
 * @param start throws where workers are refused (a frame with `sandbox="allow-scripts"`)
 */
export function openComputer(start: () => Started, page: Computer): Computer {
  const tickets = new Tickets();
  let started: Started | null | undefined;
  const worker = (): Started | null => {
    try {
      if (started === undefined) started = start();
    } catch {
      started = null;
    }
    return started;
  };
  const inWorker = async (...asked: Parameters<Computer["compute"]>): Promise<Outcome | null> => {
    const there = worker();
    const answer = there && (await answerOf(there, asked));
    if (answer === null) started = null;
    return answer;
  };
  return {
    async compute(request, slot, onProgress) {
      const isNewest = tickets.take(slot);
      const told = (progress: Progress): void => {
        if (isNewest()) onProgress?.(progress);
      };
      const outcome = await inWorker(request, slot, told);
      if (!isNewest()) return STALE_OUTCOME;
      const final = outcome ?? (await page.compute(request, slot, told).catch(failed));
      return isNewest() ? final : STALE_OUTCOME;
    },
    cancel(slot) {
      tickets.take(slot);
      started?.computer.cancel(slot);
      page.cancel(slot);
    },
  };
}

function startWorker(): Started {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const listeners = new Set<() => void>();
  let broken = false;
  for (const event of ["error", "messageerror"])
    worker.addEventListener(event, () => {
      broken = true;
      worker.terminate();
      for (const listener of [...listeners]) listener();
    });
  const remote = wrap<WorkerApi>(worker);
  const computer: Computer = {
    compute: (request, slot, onProgress) =>
      remote.compute(
        request,
        slot,
        proxy((progress: Progress) => onProgress?.(progress)),
      ),
    cancel: (slot) => void remote.cancel(slot),
  };
  return {
    computer,
    onBreak(listener) {
      // It is woken before anyone asks, and may have broken by then.
      if (broken) queueMicrotask(listener);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

let worker: Started | undefined;
const started = (): Started => {
  worker ??= startWorker();
  return worker;
};

/** Starts the worker before there is anything to compute; where it is refused, the first request finds that out. */
export function wake(): void {
  try {
    started();
  } catch {
    // The first request finds out, and goes on on the page.
  }
}

let computer: Computer | undefined;
const ours = (): Computer => {
  computer ??= openComputer(
    started,
    openSlices({
      // The page has it already, also where the network has gone.
      loadModel: () => modelOf(chapterIn(document)),
      breathe: () => new Promise((resolve) => setTimeout(resolve)),
      now: () => performance.now(),
      slice: PAGE_SLICE,
    }),
  );
  return computer;
};

/**
 * Computes what is slower than a frame. The newest request of a slot wins; the older ones resolve to `stale`. It never
 * rejects: a fault of the model comes as `failed`, with a sentence.
 */
export const compute = (
  request: ComputeRequest,
  { slot, onProgress }: { readonly slot: string; onProgress?(progress: Progress): void },
): Promise<Outcome> => ours().compute(request, slot, onProgress);

export const cancelCompute = (slot: string): void => ours().cancel(slot);
