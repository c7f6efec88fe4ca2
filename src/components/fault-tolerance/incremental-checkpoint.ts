import { chainResume } from "./charts/pages-chain-resume.ts";
import { dirtyGrowth } from "./charts/pages-dirty-growth.ts";
import { saveStrip } from "./charts/pages-save-strip.ts";
import { pageWrites } from "./charts/pages-writes.ts";

/** The charts of the page table in sight, by the names that the chapter uses. */
export const charts = { chainResume, dirtyGrowth, saveStrip, pageWrites };

/** Those of its Further sections, which come when one is opened. */
export const further = async () => (await import("./charts/pages-save-costs.ts")).charts;
