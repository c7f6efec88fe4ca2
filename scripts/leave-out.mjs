// @ts-check
import { pathToFileURL } from "node:url";

/** Parts of Plot that no chart here uses, a third of its weight: maps, color schemes, calendar time, legends, pointer tips. */
const UNUSED = [
  /\/d3-geo\/dist\/d3-geo\.mjs$/,
  /\/d3-scale-chromatic\/dist\/d3-scale-chromatic\.mjs$/,
  /\/d3-time-format\/dist\/d3-time-format\.mjs$/,
  /\/@observablehq\/plot\/src\/legends\.js$/,
  /\/@observablehq\/plot\/src\/marks\/tip\.js$/,
];

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
    if (!UNUSED.some((part) => part.test(id))) return null;
    const names = Object.keys(await import(pathToFileURL(id).href));
    const absent = names.map((name) => `export ${name === "default" ? "default absent" : `const ${name} = absent`};`);
    return { code: `const absent = () => absent;\n${absent.join("\n")}`, moduleSideEffects: false };
  },
});
