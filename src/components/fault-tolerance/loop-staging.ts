import { loopHistogram } from "./charts/loop-staging-histogram.ts";
import { missCurve } from "./charts/loop-staging-misses.ts";
import { loopsAsTheyCome } from "./charts/loop-staging-story.ts";
import { loopStrip } from "./charts/loop-staging-strip.ts";

/** The charts of the snapshot in the loop in sight, by the names that the chapter uses. */
export const charts = { missCurve, loopHistogram, loopStrip, loopsAsTheyCome };

/** The chart of its Further section, which comes when it is opened. */
export const further = async () => {
  const { chunkBisection } = await import("./charts/loop-staging-bisection.ts");
  return { chunkBisection };
};
