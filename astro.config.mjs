import { globSync } from "node:fs";
import { unified } from "@astrojs/markdown-remark";
import mdx from "@astrojs/mdx";
import { defineConfig } from "astro/config";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import { leaveOut } from "./scripts/leave-out.mjs";
import { preload } from "./scripts/preload.mjs";

/** A course can host the site under a folder: `BASE_PATH=/ml-systems/labs/ npm run build`; `SITE_URL` makes canonical links absolute. */
const base = process.env.BASE_PATH ?? "/";
const site = process.env.SITE_URL;

/** A number and its unit stay on one line, also in the words. */
const keepUnits = () => {
  const keep = (node) => {
    if (node.type === "text")
      node.value = node.value.replace(
        /(\d) (%|°|(?:ms|s|min|h|days?|hours?|seconds?|minutes?|GPUs?|nodes?|MB|GB|TB|V|W|mW|µJ)\b)/g,
        "$1\u00a0$2",
      );
    for (const child of node.children ?? []) keep(child);
  };
  return keep;
};

/** What a chapter's first script needs comes in one piece, not in many: each has a header and a dictionary of its own. */
const firstNeeds = { name: "kit", test: /\/components\/kit\/elements\/main\.ts$|preload-helper/ };

/** What follows when the levers answer comes in one piece too, with the way to the worker and the menu that a reader may open. */
const afterwards = {
  name: "later",
  test: /\/comlink\/|\/sim\/core\/model\.ts$|\/components\/kit\/(compute|compute-slots|share|share-menu|csv|elements\/(later|rare-controls|words|handed|download|share-menu|share|chart-table))\.ts$/,
};

/** So do the laws, and the core that they stand on. */
const sharedLaws = { name: "laws", test: /\/src\/sim\/(core|laws)\/[^/]+$/, minShareCount: 4 };

/** What is computed with the laws of checkpoints is for those pages alone, and with it the run that they are tried in. */
const checkpointing = {
  name: "checkpointing",
  test: /\/src\/sim\/(laws\/checkpointing\/|fault-tolerance\/parts\/(checkpointed-run|run-log)\.ts)/,
  minShareCount: 3,
};

/** And what several models of a lab are made of. */
const sharedParts = {
  name(id) {
    const lab = /\/src\/sim\/([^/]+)\/parts\//.exec(id)?.[1];
    return lab ? `parts-of-${lab}` : null;
  },
  minShareCount: 5,
};

/** What one model shares with its charts and its studies alone is one piece too: parts that begin with a model's first word. */
const models = new Set(globSync("src/sim/!(core|laws)/*.ts").map((file) => /(\w+)[\w-]*\.ts$/.exec(file)?.[1]));
const ownParts = {
  name(id) {
    const word = /\/src\/sim\/[^/]+\/parts\/(\w+)-/.exec(id)?.[1];
    return models.has(word) ? `parts-${word}` : null;
  },
  minShareCount: 2,
};

/** What all charts are drawn with comes with Plot, and what several charts of a lab share in one piece behind it. */
const drawing = {
  name: "chart",
  test: /\/components\/kit\/(chart|plot-parts|place-labels|reader-marks|house-mark|series)\.ts$/,
};
const sharedCharts = {
  name(id) {
    if (/\/kit\/(states|state-strip)\.ts$|\/(run-strip|tax-words|clock-ticks)\.ts$/.test(id)) return "charts";
    const lab = /\/components\/(?!kit\/)([^/]+)\/(?:charts\/|words\.ts$)/.exec(id)?.[1];
    return lab ? `charts-of-${lab}` : null;
  },
  minShareCount: 3,
};

/** What the charts, the map and the words of a rescale share. */
const rescale = { name: "rescale", test: /\/rescale-(words|state)\.ts$/ };

/** What hardly a chapter has comes in one piece, where it is. */
const seldom = { name: "seldom", test: /\/components\/kit\/elements\/(order-control|guess|standings)\.ts$/ };

const early = preload();

export default defineConfig({
  base,
  ...(site ? { site } : {}),
  trailingSlash: "always",
  build: { format: "directory" },
  devToolbar: { enabled: false },
  server: { port: 4321 },
  // Math is set at build; Astro's default engine runs no remark or rehype plugins.
  markdown: {
    syntaxHighlight: false,
    processor: unified({ remarkPlugins: [remarkMath, keepUnits], rehypePlugins: [rehypeKatex] }),
  },
  integrations: [mdx(), early.integration],
  vite: {
    plugins: [leaveOut(), early.vite],
    worker: { format: "es" },
    build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 1200 },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: {
              codeSplitting: {
                groups: [
                  firstNeeds,
                  afterwards,
                  seldom,
                  sharedLaws,
                  checkpointing,
                  sharedParts,
                  ownParts,
                  drawing,
                  sharedCharts,
                  rescale,
                ],
              },
            },
          },
        },
      },
    },
  },
});
