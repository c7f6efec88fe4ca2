// @ts-check
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { statementsFor } from "./statements-for.mjs";

/**
 * Parts of Plot, d3 and Inputs that no page here uses, near half of their weight; axes, bands and the common marks stay. `keep` names what stays of a part; `instead` stands for
 * what Plot asks in every drawing; `without` takes lines out first. A chart that needs more takes it off this list: what is left out throws with a sentence.
 */
const UNUSED = [
  { part: "d3-geo/dist/d3-geo.mjs", what: "maps" },
  { part: "d3-scale-chromatic/dist/d3-scale-chromatic.mjs", what: "color schemes" },
  { part: "d3-color/dist/d3-color.mjs", what: "color spaces", keep: /^(color|rgb|hsl)$/ },
  { part: "d3-time/dist/d3-time.mjs", what: "calendar time" },
  { part: "d3-time-format/dist/d3-time-format.mjs", what: "calendar time" },
  { part: "d3-interpolate/dist/d3-interpolate.mjs", what: "color spaces", keep: /^interpolate(Number|Round)$/ },
  {
    part: "d3-shape/dist/d3-shape.mjs",
    what: "curves and symbols",
    keep: /^(area|line|curveLinear|curveStep\w*|symbolCircle)$/,
  },
  {
    part: "d3-scale/dist/d3-scale.mjs",
    what: "scales",
    keep: /^(scale(Linear|Log|Pow|Sqrt|Symlog|Identity|Implicit|Band|Point|Ordinal)|tickFormat)$/,
  },
  {
    part: "d3-selection/dist/d3-selection.mjs",
    what: "events",
    keep: /^(create|creator|select|namespaces)$/,
    // Of a selection's methods those by which Plot draws once; what draws again, listens and puts in order is asked of nothing here.
    without:
      /^ {2}(selectChild|exit|join|merge|order|sort|classed|html|raise|lower|insert|clone|on|dispatch): selection_\1,$/gm,
  },
  { part: "@observablehq/plot/src/interactions/pointer.js", what: "pointing" },
  {
    part: "@observablehq/plot/src/legends.js",
    what: "legends",
    instead: { createLegends: "() => []", exposeLegends: "() => {}" },
  },
  {
    part: "@observablehq/plot/src/marker.js",
    what: "markers",
    // A line without markers asks too; one with them is told.
    instead: {
      markers:
        "(mark, { marker, markerStart, markerEnd } = {}) => { if (marker ?? markerStart ?? markerEnd) absent(); }",
      applyMarkers: "() => {}",
      applyGroupedMarkers: "() => {}",
    },
  },
  { part: "@observablehq/plot/src/marks/tip.js", what: "tips" },
  {
    part: "@observablehq/plot/src/projection.js",
    what: "maps",
    instead: { createProjection: "() => {}", hasProjection: "() => false", projectionAspectRatio: "() => {}" },
  },
  { part: "@observablehq/plot/src/scales/diverging.js", what: "diverging scales" },
  { part: "@observablehq/plot/src/scales/schemes.js", what: "color schemes" },
  { part: "@observablehq/plot/src/scales/temporal.js", what: "calendar time" },
  { part: "@observablehq/plot/src/time.js", what: "calendar time" },
  {
    part: "@observablehq/plot/src/format.js",
    what: "numbers told by Plot",
    keep: /^(?!formatDefault$)/,
    // Made when a number is told by it, not before: that takes a slow phone 70 ms.
    instead: { formatDefault: "(value) => formatAuto()(value)" },
  },
  // Inputs and Plot tell dates by it.
  { part: "isoformat/src/index.js", what: "dates" },
];

const INPUTS = join(dirname(fileURLToPath(import.meta.resolve("@observablehq/inputs"))), "../src/index.js");

/**
 * Leaves those parts out of what is built. The stills are drawn by the same reduced Plot as in the browser, so a chart that needs a part
 * stops the build with its sentence; a test holds what is drawn without the parts against what is drawn with them.
 *
 * @returns {import("vite").Plugin}
 */
export const leaveOut = () => ({
  name: "leave-out",
  apply: "build",
  enforce: "pre",
  // Else the stills would be drawn by the installed Plot, which has it all.
  configEnvironment: (name) =>
    name === "client"
      ? { build: { modulePreload: false } }
      : { resolve: { noExternal: ["@observablehq/plot", /^d3(-|$)/] } },
  // Inputs in its parts: in one piece a switch and a list would come with the first slide rule.
  resolveId: (id) => (id === "@observablehq/inputs" ? { id: INPUTS, moduleSideEffects: false } : null),
  async load(id) {
    // Vite's own preloading, 1 kB in the first script: pages name what they need themselves (preload.mjs), and no script has a style.
    if (id === "\0vite/preload-helper.js") return "export const __vitePreload = (load) => load();";
    const unused = UNUSED.find(({ part }) => id.endsWith(`/node_modules/${part}`));
    if (!unused) return null;
    const source = (await readFile(id, "utf8")).replaceAll(unused.without ?? /^(?!)/g, "");
    const { code, left } = statementsFor(source, this.parse(source), (name) => unused.keep?.test(name) ?? false);
    const instead = Object.entries(unused.instead ?? {});
    const absent = left.filter((name) => !instead.some(([known]) => known === name));
    const sentence = JSON.stringify(`Left out: ${unused.what}. See scripts/leave-out.mjs.`);
    const lines = [
      code,
      ...instead.map(([name, body]) => `export const ${name} = ${body};`),
      `const absent = () => { throw new Error(${sentence}); };`,
      `export { ${absent.map((name) => `absent as ${name}`).join(", ")} };`,
    ];
    return { code: lines.join("\n"), moduleSideEffects: false };
  },
});
