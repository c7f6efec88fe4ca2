import { goodputCollapse } from "./goodput-collapse.ts";
import { mathStops } from "./math-stops.ts";
import { stagingCycles } from "./staging-cycles.ts";

export const charts = { goodputCollapse, mathStops, stagingCycles };
