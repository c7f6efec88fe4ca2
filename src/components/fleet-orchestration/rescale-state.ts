import type { ElasticRescale } from "../../sim/fleet-orchestration/elastic-rescale.ts";
import { NODES } from "../../sim/fleet-orchestration/parts/elastic-layout.ts";
import type { Response } from "../../sim/fleet-orchestration/parts/elastic-levers.ts";
import { type Phase, phaseAt, type Run } from "../../sim/fleet-orchestration/parts/elastic-responses.ts";

/** What a node of the job does at a moment. */
export const NODE = { working: 0, standing: 1, leftOut: 2, failed: 3, spare: 4 } as const;

/** In a search the run stays under its sheet: who works would tell how large a replica is. */
export const HIDDEN = ["Hidden while you search:", "a ring to look at would tell what is left."];

export const isElastic = (response: Response): response is "drop" | "reshard" =>
  response === "drop" || response === "reshard";

/** The shortest run that is shown, and what a search shows of any (s): its length would tell how long the ring takes. */
export const LEAST_SEEN = 60;

/** The moment of a run at which something is last to be seen: a little after the job goes on, with less or whole. */
export const lastSeen = ({ running, whole }: Run): number => {
  const end = Number.isFinite(running) ? running : whole;
  return Math.max(LEAST_SEEN, end + Math.max(24, 0.2 * end));
};

export const doingAt = (run: Run, time: number): Phase["doing"] => phaseAt(run, time)?.doing ?? "full";

/** When the failed nodes are back in their places, or spares are (s). */
const replacedAt = ({ phases, whole }: Run, response: Response): number => {
  const last = response === "spare" ? "spares" : "repair";
  return phases.find(({ doing }) => doing === last)?.to ?? whole;
};

/** What every node does at a moment, by node. */
export function nodesAt({ layout, runs, response, stalled }: ElasticRescale, time: number): Uint8Array {
  const run = runs[response];
  const doing = doingAt(run, time);
  const nodes = new Uint8Array(NODES);
  const shrunk = isElastic(response) && !stalled && time < run.whole;
  const works = shrunk ? layout.works[response] : null;
  const runsNow = doing === "full" || doing === "redo" || doing === "shrunk";
  nodes.fill(runsNow ? NODE.working : NODE.standing);
  if (works && runsNow) for (let node = 0; node < NODES; node++) if (!works[node]) nodes[node] = NODE.leftOut;
  const replaced = replacedAt(run, response);
  const bySpares = response === "spare" && run.phases.some(({ doing }) => doing === "spares");
  for (const node of layout.dead) {
    if (time < replaced) nodes[node] = NODE.failed;
    else if (bySpares) nodes[node] = runsNow ? NODE.spare : NODE.standing;
  }
  return nodes;
}
