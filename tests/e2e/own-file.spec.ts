import { Chapter } from "./support/chapter.ts";
import { expect, test } from "./support/test.ts";

const AUDIT = "fleet-orchestration/cloud-titan/fragmentation-audit";
const line = (id: number, submit: number, run: number, size: number) =>
  `${id} ${submit} -1 ${run} ${size} -1 -1 ${size} ${run} -1 1 1 1 1 1 1 -1 -1`;
const PASSING = ["; MaxProcs: 16", line(1, 0, 100, 8), line(2, 1, 100, 16), line(3, 2, 50, 8), "one two"].join("\n");
const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

async function opened(chapter: Chapter) {
  await chapter.open("?mode=demo");
  await chapter.page.getByText("A trace of your own", { exact: true }).click();
  const own = chapter.page.locator("lab-own-file");
  await expect(own).toBeVisible();
  await chapter.page.waitForFunction(() => customElements.get("lab-own-file"));
  return own;
}

test("a trace of the reader’s own is played under every policy, and nothing of it leaves the page", async ({
  page,
}) => {
  const own = await opened(new Chapter(page, AUDIT));
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(request.url());
  });
  const stored = () => page.evaluate(() => JSON.stringify(localStorage));
  const before = await stored();
  await own.locator("input").setInputFiles(file("passing.swf", PASSING));
  await expect(own.locator("tbody tr")).toHaveCount(3);
  await expect(own.locator("tbody tr").nth(0)).toContainText("First-Come-First-Serve, and Preemption");
  await expect(own.locator("tbody tr").nth(0).locator("td").nth(0)).toHaveText("99\u00a0s");
  await expect(own.locator("tbody tr").nth(1).locator("td").nth(0)).toHaveText("33\u00a0s");
  await expect(own.locator("li").last()).toHaveText("Line 5: it has 2 fields, and the format has 18.");
  await expect(own.locator(".said")).toHaveText("“passing.swf”, played.");
  const coming = page.waitForEvent("download");
  await own.getByRole("button", { name: "CSV" }).click();
  expect((await coming).suggestedFilename()).toMatch(/own\.csv$/);
  expect(sent).toEqual([]);
  expect(await stored()).toBe(before);

  await own.locator("input").setInputFiles(file("letter.txt", "Dear reader,"));
  await expect(own.locator(".said")).toHaveText(
    "“letter.txt”: no line of it is a job. Line 1: it has 2 fields, and the format has 18.",
  );
  await expect(own.locator("table")).toHaveCount(0);
});

test("a trace can be dropped, and given up", async ({ page }) => {
  const own = await opened(new Chapter(page, AUDIT));
  const many = Array.from({ length: 60_000 }, (_, i) => line(i, 3 * i, 400 + ((97 * i) % 3000), 1 + ((7 * i) % 48)));
  const text = ["; MaxProcs: 1024", ...many].join("\n");
  const drop = (words: string) =>
    own.locator(".drop").evaluate((zone, dropped) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([dropped], "day.swf", { type: "text/plain" }));
      zone.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true }));
      zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, words);
  await drop(text);
  await expect(own.locator("progress")).toBeVisible();
  await own.getByRole("button", { name: "Cancel" }).click();
  await expect(own.locator(".said")).toHaveText("Cancelled.");
  await expect(own.locator("progress")).toBeHidden();
  await drop(PASSING);
  await expect(own.locator(".finding")).toContainText("3 jobs on 2 nodes");
  await expect(own.locator("tbody tr")).toHaveCount(3);
});
