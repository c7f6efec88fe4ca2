import { expose, type ProxyMarked, releaseProxy } from "comlink";
import type { Progress } from "../../sim/core/model.ts";
import { loadModel } from "../registry.ts";
import { type ComputeRequest, type Computer, type Outcome, openSlices, SHOWN } from "./compute-slots.ts";
import { Precedence } from "./precedence.ts";

/** A slice is short enough that a newer request is heard within two frames, and long against the handing over. */
const SLICE = 16;

/** A message to oneself comes round sooner than a timer, which browsers hold back for 4 ms. */
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });

/** What the page waits to show goes before what is computed beside it. */
const precedence = new Precedence();

const rested = async (): Promise<void> => {
  await breathe();
  await precedence.over();
};

const parts = { loadModel, now: () => performance.now(), slice: SLICE };
const shown = openSlices({ ...parts, breathe });
const beside = openSlices({ ...parts, breathe: rested });

const computerOf = (slot: string): Computer => (slot === SHOWN ? shown : beside);

/** The page's callback as comlink hands it over: a call is a message, and it has to be let go. */
type Told = ((progress: Progress) => void) & ProxyMarked & { [releaseProxy]?: () => void };

const api = {
  async compute(request: ComputeRequest, slot: string, onProgress: Told): Promise<Outcome> {
    const work = () => computerOf(slot).compute(request, slot, (progress) => void onProgress(progress));
    const outcome = await (slot === SHOWN ? precedence.first(work) : work());
    onProgress[releaseProxy]?.();
    return outcome;
  },
  cancel: (slot: string): void => computerOf(slot).cancel(slot),
};

export type WorkerApi = typeof api;

expose(api);
