import { YEAR } from "../../core/units.ts";
import { checkpointBytes } from "../../laws/checkpoint-size.ts";
import type { StagingParams } from "./async-staging-levers.ts";
import type { StagingSettings } from "./async-staging-rates.ts";

/** Bytes saved for each parameter: 32-bit master weight and two moments of Adam, and the bf16 weight (as BLOOM's 2.5 TB). */
export const BYTES_PER_PARAMETER = 14;
/** Parameters of the models: Llama 3 70B and 405B (Llama team 2024), GPT-3 175B (Brown et al. 2020). */
export const PARAMETERS = { "70B": 70e9, "175B": 175e9, "405B": 405e9 } as const;
/** One network port of a node towards the store: 200 Gb/s, in B/s. An assumption of this lab. */
export const NODE_PORT = 25e9;
/** One data-center NVMe drive: sequential write (B/s), capacity and warranted writes (B), Samsung PM9D3a 7.68 TB (data sheet). */
export const DRIVE_RATE = 6.8e9;
export const DRIVE_CAPACITY = 7.68e12;
export const DRIVE_ENDURANCE = 14_016e12;
/** Its warranty, in which those writes may be made (s): one drive write a day for five years. */
export const DRIVE_WARRANTY = 5 * YEAR;
/** Bytes on flash for each byte of a snapshot: large sequential writes. An assumption of this lab. */
export const WRITE_AMPLIFICATION = 1;

const GB = 1e9;

/** As many drives as the drain rate (B/s) takes: 54.4 GB/s are eight. */
export const drivesFor = (drainRate: number): number => Math.max(1, Math.ceil(drainRate / DRIVE_RATE - 1e-9));

/** The levers in bytes and seconds. */
export function settingsOf(values: StagingParams): StagingSettings {
  const { strategy, whenFull, nodes, groups, interval } = values;
  const bytes = checkpointBytes({
    parameters: PARAMETERS[values.modelSize],
    bytesPerParameter: BYTES_PER_PARAMETER,
  });
  return {
    strategy,
    whenFull,
    nodes,
    groups: Math.min(groups, nodes),
    shard: bytes / nodes,
    buffer: values.buffer * GB,
    copyRate: values.copyRate * GB,
    drainRate: values.drainRate * GB,
    portRate: NODE_PORT,
    storeRate: values.storeRate * GB,
    interval,
  };
}
