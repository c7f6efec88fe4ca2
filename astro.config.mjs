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

/** What every page's first script needs comes in one piece, not in five: each has a header and a dictionary of its own. */
const firstNeeds = {
  name: "kit",
  test: /\/(valibot|isoformat)\/|preload-helper|\/components\/registry\.ts$|\/components\/kit\/(ledger|ledger-text|ledger-words|merge|record|manner|announce|prediction|model-values|elements\/define)\.ts$|\/sim\/core\/(quantity|params|units|run)\.ts$/,
};

/** So do the laws, and the core that they stand on. */
const sharedLaws = { name: "laws", test: /\/src\/sim\/(core|laws)\// };

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
      client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [firstNeeds, sharedLaws] } } } } },
    },
  },
});
