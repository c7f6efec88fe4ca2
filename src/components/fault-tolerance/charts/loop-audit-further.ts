import { seriesOrSide } from "./loop-audit-series.ts";

export const charts = { seriesOrSide };
