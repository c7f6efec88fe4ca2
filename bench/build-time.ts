import { cpus } from "node:os";
import { atMost, type Section, seconds } from "./finding.ts";
import { buildCopy, type Site } from "./site.ts";

const BUDGET = 30;

/** The build of the whole site with nothing in its caches: the first of the run, and once more; the faster counts. */
export async function benchBuild(first: Site): Promise<Section> {
  const again = await buildCopy([], first.folder);
  await again.remove();
  return {
    title: "The build",
    findings: [atMost("npm run build", Math.min(first.buildTime, again.buildTime), BUDGET, seconds)],
    notes: [`On ${cpus().length} cores, into an empty folder; the better of two.`],
  };
}
