import { failureCauses } from "./failure-causes.ts";
import { fleetSurvival } from "./fleet-survival.ts";
import { kokolisLines } from "./kokolis-lines.ts";

export const charts = { fleetSurvival, failureCauses, kokolisLines };
