import { defaultsOf } from "../../src/sim/core/params.ts";
import { type ElasticRescale, params, simulate } from "../../src/sim/fleet-orchestration/elastic-rescale.ts";
import type { RescaleParams } from "../../src/sim/fleet-orchestration/parts/elastic-levers.ts";
import { readChapter } from "../kit/chapter-words.ts";

export const chapter = readChapter("fleet-orchestration/cloud-titan/elastic-rescale");

/** The mission, as the track has it. */
export const mission = { ...defaultsOf(params), ...chapter.presets.mission?.params } as RescaleParams;

/** An order that holds. */
export const HOLDS = "detect,drain,reform,reshard,resume";

export const at = (changes: Partial<RescaleParams> = {}): ElasticRescale => simulate({ ...mission, ...changes });
