import { bench, benchStory } from "./charts/sdc-bench.ts";
import { costs } from "./charts/sdc-costs.ts";
import { coverage } from "./charts/sdc-coverage.ts";
import { frames } from "./charts/sdc-frames.ts";
import { lossBand } from "./charts/sdc-loss-band.ts";
import { proof } from "./charts/sdc-proof.ts";

/** The charts of the detective in sight. `benchStory` is the bench in the four steps of a story; `bench` shows all at once. */
export const charts = { frames, benchStory, bench, lossBand, coverage, costs, proof };

/** The charts of its Further sections, which come when one is opened. */
export const further = async () => (await import("./charts/sdc-further.ts")).charts;
