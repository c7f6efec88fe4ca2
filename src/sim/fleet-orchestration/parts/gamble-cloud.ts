import type { Study } from "../../core/model.ts";
import { type MonteCarlo, monteCarlo, replicasFor } from "../../laws/checkpointing/monte-carlo.ts";
import { timesOf } from "./gamble-costs.ts";
import type { GambleParams } from "./gamble-levers.ts";

/** The cloud of replicas about the closed form, at 40 intervals. */
export const cloud: Study<GambleParams, MonteCarlo> = (values, haste) =>
  monteCarlo({ ...timesOf(values), law: "exponential", seed: values.seed, replicas: replicasFor(haste) });
