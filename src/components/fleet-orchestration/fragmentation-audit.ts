import { largestLine, strandedLine } from "./charts/audit-lines.ts";
import { sparks } from "./charts/audit-sparks.ts";
import { roomForGang } from "./charts/audit-story.ts";
import { tenMinutes } from "./charts/audit-strip.ts";
import { swissCheese } from "./swiss-cheese.ts";

/** The charts of the audit in sight, by the names that the chapter uses. */
export const charts = { tenMinutes, roomForGang, strandedLine, largestLine, ...sparks };

/** Every GPU of the cluster at any moment of the day. */
export const maps = { swissCheese };

/** The charts of its Further sections, which come when one is opened. */
export const further = async () => (await import("./charts/audit-further.ts")).charts;
