import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"),
);
const packages = Object.entries(lock.packages);

// npm drops a platform's binary in silence when the registry lacks it: see docs/decisions/0002-lock-file.md.
test("the lock file holds every platform's binary", () => {
  const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock.packages[`${path}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test("every locked package has its hash, and none an address", () => {
  const loose = packages.filter(([path, { integrity, resolved }]) => path !== "" && (!integrity || resolved));
  expect(loose.map(([path]) => path)).toEqual([]);
});
