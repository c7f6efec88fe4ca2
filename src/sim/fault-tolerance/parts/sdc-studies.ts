import type { Study } from "../../core/model.ts";
import { type Campaign, campaign } from "./sdc-campaign.ts";
import { type Clocked, stopwatch } from "./sdc-clock.ts";
import { type DetectiveParams, deadlineOf, setOf } from "./sdc-levers.ts";

/** Twelve thousand flips, each tried with every detector. */
export const campaignStudy: Study<DetectiveParams, Campaign> = (values, haste) =>
  campaign({ network: values.network, set: setOf(values), deadline: deadlineOf(values), seed: values.seed }, haste);

/** One layer run, run twice and checked by the reader’s own machine: wide, narrow, and as the levers have it. */
export const clockStudy: Study<DetectiveParams, readonly Clocked[]> = ({ width, batch, seed }, _haste, now) =>
  stopwatch({ widths: [8, 48, width], batch, seed }, now);
