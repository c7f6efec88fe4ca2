import type { Progress } from "../../sim/core/model.ts";
import { loadModel } from "../registry.ts";
import { type ComputeRequest, type Outcome, openSlices } from "./compute-slots.ts";

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

/** What the page asks for; `id` tells which answer is whose. */
export type Asked =
  | { readonly id: number; readonly request: ComputeRequest; readonly slot: string }
  | { readonly cancel: string };

/** What the worker says to a request: how far it is, and at last what came of it; null where that cannot be handed over. */
export type Said = { readonly id: number } & ({ readonly progress: Progress } | { readonly outcome: Outcome | null });

const slices = openSlices({ loadModel, breathe, now: () => performance.now(), slice: SLICE });

addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  if ("cancel" in data) return slices.cancel(data.cancel);
  const say = (said: Said): void => postMessage(said);
  const { id, request, slot } = data;
  const outcome = await slices.compute(request, slot, (progress) => say({ id, progress }));
  try {
    say({ id, outcome });
  } catch {
    say({ id, outcome: null });
  }
});
