import { execFile, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readChapters } from "../../src/cli/chapters.ts";

const MAIN = resolve("src/cli/main.ts");

const sim = (...args: readonly string[]) =>
  spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8", cwd: "/" });

test("plain Node runs the command line, from any folder", () => {
  const { status, stdout, stderr } = sim("list", "--json");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toHaveLength(readChapters(resolve("src/content")).length);
});

test("a bad argument exits with 2", () => {
  const { status, stdout, stderr } = sim("nowhere");
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("nowhere");
});

test("every chapter runs from every preset of its track", { timeout: 60_000 }, async () => {
  const runs = readChapters(resolve("src/content")).flatMap(({ path, presets }) =>
    Object.keys(presets).map((preset) => [path, "--preset", preset, "--json"] as const),
  );
  // As many at a time as there are cores: each is a Node of its own.
  const next = runs.values();
  const others = Array.from({ length: availableParallelism() }, async () => {
    for (const args of next) {
      const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args], { cwd: "/", maxBuffer: 1e8 });
      expect(Object.keys(JSON.parse(stdout)), args.join(" ")).toEqual(["params", "model"]);
    }
  });
  await Promise.all(others);
});
