// @ts-check
// Lays a brotli copy beside every text file of dist, as a good host does; the page's weight is budgeted in these bytes.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const dist = join(import.meta.dirname, "..", "dist");
const texts = new Set([".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".svg", ".txt", ".webmanifest", ".xml"]);
const compress = promisify(brotliCompress);
const options = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

const names = await readdir(dist, { recursive: true });
await Promise.all(
  names
    .filter((name) => texts.has(extname(name)))
    .map(async (name) => {
      const file = join(dist, name);
      await writeFile(`${file}.br`, await compress(await readFile(file), options));
    }),
);
