import { coverageByBit } from "./sdc-coverage-by-bit.ts";
import { layerWidths } from "./sdc-layer-widths.ts";

/** Charts that lie in closed sections. */
export const charts = { coverageByBit, layerWidths };
