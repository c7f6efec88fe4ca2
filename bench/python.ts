import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Every Python there may be: the one named by $PYTHON, those on the PATH, the system's own. */
const candidates = (): string[] => {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  const found = folders.map((folder) => join(folder, "python3")).filter((program) => existsSync(program));
  const given = process.env.PYTHON;
  return [...new Set(given ? [given, ...found] : found)];
};

/** A Python that has a package: the one that comes first on the PATH may be another than the one it is installed for. */
export const pythonWith = (library: string): string | undefined =>
  candidates().find((python) => spawnSync(python, ["-c", `import ${library}`], { stdio: "ignore" }).status === 0);

/** Runs one of our scripts in `peers/` with settings as JSON, and gives the JSON that it prints. */
export function runPeer(python: string, script: string, settings: object): unknown {
  const file = join(import.meta.dirname, "peers", script);
  const { status, stdout, stderr } = spawnSync(python, [file, JSON.stringify(settings)], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
}
