import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { JSDOM } from "jsdom";
// biome-ignore lint/correctness/noUndeclaredDependencies: Astro and Vitest bring it, and the site is built with theirs.
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaveOut } from "../../scripts/leave-out.mjs";
import { charts as further } from "../../src/components/fault-tolerance/charts/further.ts";
import { charts } from "../../src/components/fault-tolerance/young-daly-audit.ts";
import { draw } from "../../src/components/kit/chart.ts";
import { STILL } from "../../src/components/kit/view.ts";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { params, simulate } from "../../src/sim/fault-tolerance/young-daly-audit.ts";

const { document } = new JSDOM("").window;
const model = simulate(defaultsOf(params) as Parameters<typeof simulate>[0]);
const all = { ...charts, ...further };
const view = { ...STILL, prediction: 910, time: 40_000, step: 3 };

/** The charts as the browser gets them: bundled, without the parts of Plot that are left out. */
interface Bundled {
  readonly draw: typeof draw;
  readonly charts: typeof charts;
  readonly further: typeof further;
}

describe("charts drawn without the parts of Plot that are left out", () => {
  let folder = "";
  let bundled: Bundled;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "left-out-"));
    const source = (name: string) => JSON.stringify(new URL(`../../src/components/${name}`, import.meta.url).pathname);
    const entry = [
      `export { draw } from ${source("kit/chart.ts")};`,
      `export { charts } from ${source("fault-tolerance/young-daly-audit.ts")};`,
      `export { charts as further } from ${source("fault-tolerance/charts/further.ts")};`,
    ].join("\n");
    await build({
      configFile: false,
      logLevel: "silent",
      plugins: [
        leaveOut(),
        {
          name: "entry",
          resolveId: (id) => (id === "charts-entry" ? id : null),
          load: (id) => (id === "charts-entry" ? entry : null),
        },
      ],
      build: {
        outDir: folder,
        minify: false,
        rollupOptions: {
          input: "charts-entry",
          preserveEntrySignatures: "strict",
          output: { format: "es", entryFileNames: "charts.mjs", chunkFileNames: "[name].mjs" },
        },
      },
    });
    bundled = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "charts.mjs")).href)) as Bundled;
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.keys(all))("%s is byte for byte what all of Plot draws, also after a move", (name) => {
    const whole = all[name as keyof typeof all];
    const light = { ...bundled.charts, ...bundled.further }[name as keyof typeof all];
    for (const width of [340, 680, 1100]) {
      const drawing = bundled.draw(light, width, model, STILL, document);
      expect(drawing.svg.outerHTML === draw(whole, width, model, STILL, document).svg.outerHTML).toBe(true);
      drawing.move(model, view);
      expect(drawing.svg.outerHTML === draw(whole, width, model, view, document).svg.outerHTML).toBe(true);
    }
  });
});
