import { expect, test } from "./support/test.ts";

const FROM = "fault-tolerance/cloud-titan/young-daly-audit";
const TO = "fleet-orchestration/cloud-titan/checkpoint-gamble";

/** What a reader has who decided in Lab 07. */
const RECORD = {
  chapter: FROM,
  version: "1.0.0",
  preset: "plan",
  changed: { interval: 1275 },
  commitment: { choice: "increase", number: 1.4, sure: "fairly" },
  transfer: null,
  caseSeed: 1,
  attempt: 1,
  searching: false,
  trials: [],
  found: false,
  shown: false,
  texts: { patterson: { text: "One gang.", kept: true } },
  decision: { choices: { strategy: "least" }, picks: [], keeps: { interval: 1275, mtbf: 14_400 }, kept: true },
  exhibits: [],
  actions: [],
};

const ledger = (record: object | null) => JSON.stringify({ version: 1, chapters: record ? { [FROM]: record } : {} });

test.describe("what was decided in Lab 07", () => {
  test.use({ viewport: { width: 1280, height: 900 } });

  const openWith = async (page: import("@playwright/test").Page, record: object | null) => {
    await page.goto("/404");
    await page.evaluate((text) => localStorage.setItem("fleet-labs.ledger", text), ledger(record));
    await page.goto(`/${TO}/?mode=demo`);
    const handover = page.locator("lab-handover");
    await handover.scrollIntoViewIfNeeded();
    return handover;
  };

  test("is offered, set on the lever, and is then the first trial", async ({ page }) => {
    const handover = await openWith(page, RECORD);
    await expect(handover).toContainText(/Checkpoint Interval 21.min.15.s/);
    await expect(handover.getByText("Here it gives")).toBeHidden();
    await handover.getByRole("button", { name: "Set it here" }).click();
    await expect(handover.getByText("Here it gives")).toBeVisible();
    await expect(page.locator("lab-lever[name=interval] input[type=number]").first()).toHaveValue("1275");
    await page.locator("lab-trials [data-do=run]").click();
    await expect(page.locator("lab-trials tbody tr").first()).toContainText(/21.min.15.s/);
  });

  test("is asked for where there is none, or only a draft", async ({ page }) => {
    for (const record of [null, { ...RECORD, decision: { ...RECORD.decision, kept: false } }]) {
      const handover = await openWith(page, record);
      await expect(handover).toContainText("The ledger holds no decision of Lab 07, Young–Daly Audit");
      await expect(handover.getByRole("button")).toBeHidden();
      await expect(handover.getByRole("link")).toHaveAttribute("href", `/${FROM}/`);
    }
  });
});
