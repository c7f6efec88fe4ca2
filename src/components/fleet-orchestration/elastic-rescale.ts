import { lossCurves } from "./charts/rescale-losses.ts";
import { brokenRing } from "./charts/rescale-ring.ts";
import { sparks } from "./charts/rescale-sparks.ts";
import { stepCost } from "./charts/rescale-step-cost.ts";
import { struckRing } from "./charts/rescale-story.ts";
import { nodeRow } from "./charts/rescale-strip.ts";
import { throughputs } from "./charts/rescale-throughput.ts";

/** The charts of the rescale in sight, by the names that the chapter uses. */
export const charts = { nodeRow, struckRing, lossCurves, stepCost, brokenRing, throughputs, ...sparks };

/** The charts of its Further sections, which come when one is opened. */
export const further = async () => {
  const { replicaSizes } = await import("./charts/rescale-sizes.ts");
  return { replicaSizes };
};

/** Every GPU of the job at any moment after the spike, likewise. */
export const furtherMaps = async () => {
  const { jobMap } = await import("./job-map.ts");
  return { jobMap };
};
