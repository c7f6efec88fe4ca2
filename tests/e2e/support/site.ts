import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readChapters } from "../../../src/cli/chapters.ts";

const dist = join(import.meta.dirname, "..", "..", "..", "dist");

/** The address of every page that was built. */
export const pages: readonly string[] = readdirSync(dist, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".html"))
  .map((file) => `/${file.replace(/index\.html$/, "")}`)
  .sort();

/** Every chapter, `<lab>/<track>/<part>`. */
export const chapters: readonly string[] = readChapters(join(dist, "..", "src/content")).map(({ path }) => path);
