// @ts-check
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

/** Parts of Plot that no chart here uses, near half of its weight, and of each the names that are kept. */
const UNUSED = [
  { part: "d3-geo/dist/d3-geo.mjs", what: "maps" },
  { part: "d3-scale-chromatic/dist/d3-scale-chromatic.mjs", what: "color schemes" },
  { part: "d3-time-format/dist/d3-time-format.mjs", what: "calendar time" },
  { part: "@observablehq/plot/src/legends.js", what: "legends" },
  { part: "@observablehq/plot/src/marks/tip.js", what: "tips" },
  { part: "@observablehq/plot/src/interactions/pointer.js", what: "pointing" },
  {
    part: "d3-interpolate/dist/d3-interpolate.mjs",
    what: "color spaces",
    keep: /^(interpolate|interpolateNumber|interpolateRound|interpolateRgb|piecewise|quantize)$/,
  },
  {
    part: "d3-shape/dist/d3-shape.mjs",
    what: "curves and symbols",
    keep: /^(area|line|curveLinear|symbolCircle|stack\w*)$/,
  },
];
const WHOLE = "?whole";

/**
 * Leaves those parts out of what the browser gets, by putting in their place modules that export the same names and do
 * nothing. The build's own drawings are made with the whole of Plot: a test holds the browser's charts against them.
 *
 * @returns {import("vite").Plugin}
 */
export const leaveOut = () => ({
  name: "leave-out",
  apply: "build",
  applyToEnvironment: (environment) => environment.name === "client",
  enforce: "pre",
  async load(id) {
    if (id.endsWith(WHOLE)) return readFile(id.slice(0, -WHOLE.length), "utf8");
    const unused = UNUSED.find(({ part }) => id.endsWith(`/node_modules/${part}`));
    if (!unused) return null;
    const names = Object.keys(await import(pathToFileURL(id).href));
    const kept = names.filter((name) => unused.keep?.test(name));
    const lines = names
      .filter((name) => !kept.includes(name))
      .map((name) => (name === "default" ? "export default absent;" : `export const ${name} = absent;`));
    if (kept.length > 0) lines.push(`export { ${kept.join(", ")} } from ${JSON.stringify(id + WHOLE)};`);
    return { code: `const absent = () => absent;\n${lines.join("\n")}`, moduleSideEffects: false };
  },
});
