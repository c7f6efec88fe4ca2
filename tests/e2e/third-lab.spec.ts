import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { build, CHAPTER, copyWithLab } from "../third-lab/lab.ts";
import { Chapter } from "./support/chapter.ts";
import { expect, test, watch } from "./support/test.ts";

let folder = "";
let server: ChildProcess | undefined;
let site = "";

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = copyWithLab();
  const { code, told } = await build(folder);
  expect(code, told.slice(-2000)).toBe(0);
  server = spawn(process.execPath, ["scripts/serve.mjs"], {
    cwd: folder,
    env: { ...process.env, PORT: "0", BASE_PATH: "" },
  });
  while (site === "") {
    const [told] = await once(server.stdout ?? server, "data");
    site = /http:\/\/localhost:\d+/.exec(String(told))?.[0] ?? "";
  }
});

test.afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("a third lab lives on its page: every kind of lever, a simulation in steps, a chart, a trial and a study", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: site });
  const faults = watch(context, site);
  const chapter = await new Chapter(await context.newPage(), CHAPTER).open();
  const { page } = chapter;
  await chapter.commit({ choice: /^More/, number: "200" });
  const failures = chapter.value("failuresAYear");
  // 2 % of the disks a year; half of that without one of the faults.
  await expect(failures).toHaveText(/^20(\.0)?$/);
  await page.locator("details.more summary").click();
  await chapter.set("disks", 5000);
  await expect(failures).toHaveText("100");
  await page.getByRole("checkbox", { name: "Heads" }).uncheck();
  await expect(failures).toHaveText(/^50(\.0)?$/);
  await chapter.lever("insured").locator("input").check();
  await page.getByRole("radio", { name: "Overseas" }).check();
  await chapter.set("seed", 9);
  await expect
    .poll(() => new URL(page.url()).search)
    .toBe("?p.disks=5000&p.supplier=far&p.insured=true&p.without=heads&p.seed=9");
  await expect(await chapter.show("shelf")).toBeVisible();
  await chapter.drag("spares", 0.9);
  await chapter.runTrial();
  await expect(chapter.rows.last()).toContainText("met");
  await page.getByText("How the runs scatter").click();
  await expect(page.locator("lab-study .said")).toHaveText(/^Done in/);
  expect(faults).toEqual([]);
  await context.close();
});
