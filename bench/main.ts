// `npm run bench`: the ratios and budgets of the book, each measured now, on this machine. Absolute times vary from machine
// to machine; where a budget is a ratio, both of its sides are measured in the same run. `npm run bench drag weight` runs
// two parts alone: monte-carlo, fleet, drag, frames, map, weight, answer, shift, build; a word with a slash (`edge-guardian/`) picks chapters.
import { availableParallelism, cpus, loadavg } from "node:os";
import type { Browser } from "@playwright/test";
import { benchAnswer } from "./answer.ts";
import { openBrowser } from "./browser.ts";
import { benchBuild } from "./build-time.ts";
import { benchDrag } from "./drag.ts";
import { type Section, tellSection } from "./finding.ts";
import { benchFleet } from "./fleet.ts";
import { benchFrames } from "./frames.ts";
import { benchMap } from "./map.ts";
import { benchMonteCarlo } from "./monte-carlo.ts";
import { benchShift } from "./shift.ts";
import { askedFor, buildCopy, type Served, type Site, serve } from "./site.ts";
import { benchWeight } from "./weight.ts";

type Part = (browser: Browser, site: Site, served: Served) => Section | Promise<Section>;

const parts: Readonly<Record<string, Part>> = {
  "monte-carlo": benchMonteCarlo,
  fleet: benchFleet,
  drag: benchDrag,
  frames: benchFrames,
  map: benchMap,
  weight: benchWeight,
  answer: benchAnswer,
  shift: benchShift,
  build: (_browser, site) => benchBuild(site),
};

const wanted = process.argv.slice(2).filter((word) => !askedFor().includes(word));
const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
if (unknown) {
  console.error(`There is no part "${unknown}"; there are ${Object.keys(parts).join(", ")}.`);
  process.exit(1);
}

const load = loadavg()[0] ?? 0;
console.log(
  `Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), load ${load.toFixed(1)}\n`,
);

// Ended from outside: servers and browser end with us, and the copies of the site are taken away.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

const sections: Section[] = [];
const site = await buildCopy();
const served = await serve(site);
const browser = await openBrowser();
try {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const section = await part(browser, site, served);
    sections.push(section);
    console.log(tellSection(section));
  }
} finally {
  await browser.close();
  served.stop();
  await site.remove();
}

const judged = sections.flatMap(({ findings }) => findings).filter(({ holds }) => holds !== undefined);
const broken = judged.filter(({ holds }) => !holds);
console.log(`${judged.length - broken.length} hold, ${broken.length} broken`);
for (const { what, measured, budget } of broken) console.log(`  ${what}: ${measured}, budget ${budget}`);
process.exitCode = broken.length > 0 ? 1 : 0;
