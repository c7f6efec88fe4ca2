import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
// biome-ignore lint/correctness/noUndeclaredDependencies: Astro and Vitest bring it, and the site is built with theirs.
import { build } from "vite";
import { openPage } from "./browser.ts";
import { milliseconds, type Section, times } from "./finding.ts";
import { median } from "./median.ts";
import type * as Pages from "./pages/map.ts";

const LEAST = 20;
const PAINTED = 200;
const PLOTTED = 10;

declare global {
  var maps: typeof Pages;
}

/** The two ways as one classic script, with the whole of Plot. */
async function script(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fleet-labs-map-"));
  try {
    await build({
      configFile: false,
      logLevel: "error",
      build: {
        outDir: folder,
        lib: {
          entry: join(import.meta.dirname, "pages/map.ts"),
          formats: ["iife"],
          name: "maps",
          fileName: () => "map.js",
        },
      },
    });
    return await readFile(join(folder, "map.js"), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The map of 10,000 GPUs, a frame: the kit's canvases against `Plot.cell`, on one page in one run. */
export async function benchMap(browser: Browser): Promise<Section> {
  const { page } = await openPage(browser);
  await page.setContent("<!doctype html><title>Map</title>");
  await page.addScriptTag({ content: await script() });
  await page.evaluate(() => maps.painted(20)); // warm
  const ours = median(await page.evaluate((count) => maps.painted(count), PAINTED));
  const other = median(await page.evaluate((count) => maps.plotted(count), PLOTTED));
  await page.context().close();
  return {
    title: "The map of 10,000 GPUs, a frame from its drawing to the first task after",
    findings: [
      { what: "canvases of the kit", measured: milliseconds(ours) },
      {
        what: "Plot.cell, drawn anew",
        measured: milliseconds(other),
        budget: `ours ≤ 1/${LEAST} of it`,
        margin: `${times(other / ours)} ours`,
        holds: other >= LEAST * ours,
      },
    ],
    notes: [
      `Medians of ${PAINTED} and ${PLOTTED} frames; in each one cell of a hundred has changed, and all are painted.`,
    ],
  };
}
