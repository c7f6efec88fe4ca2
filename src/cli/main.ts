import { fileURLToPath } from "node:url";
import { command } from "./command.ts";

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The exit code is set rather than called, so that a long line reaches its pipe whole.
process.exitCode = await command(process.argv.slice(2), {
  content: folder("../content"),
  sim: folder("../sim"),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
