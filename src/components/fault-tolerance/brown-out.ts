import { supplyGapsStory } from "./charts/brown-out-story.ts";
import { capacitorVolts } from "./charts/capacitor-volts.ts";
import { hearableMinute } from "./charts/hearable-minute.ts";
import { thresholdByCapacitor } from "./charts/threshold-by-capacitor.ts";

/** The charts of the brown-outs in sight, by the names that the chapter uses. */
export const charts = { capacitorVolts, thresholdByCapacitor, hearableMinute, supplyGapsStory };

/** The chart of its Further section, which comes when that is opened. */
export const further = async () => {
  const { frameEnergy } = await import("./charts/frame-energy.ts");
  return { frameEnergy };
};
