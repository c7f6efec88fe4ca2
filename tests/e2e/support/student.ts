import type { Chapter } from "./chapter.ts";

const SECONDS: Readonly<Record<string, number>> = {
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  min: 60,
  h: 3600,
  days: 86_400,
  years: 365 * 86_400,
};

/** A time as the page tells it ("21 min 15 s", "4.69 days") in seconds. */
export const secondsOf = (text: string): number =>
  [...text.replaceAll(",", "").matchAll(/([\d.]+)\s*(µs|ms|s|min|h|days|years)\b/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (SECONDS[unit ?? ""] ?? Number.NaN),
    0,
  );

interface Seen {
  readonly failures: number;
  readonly time: number;
}

/** The rows of the trial log as a student reads them. */
async function seen(chapter: Chapter): Promise<Seen[]> {
  const heads = await chapter.trials.locator("thead th").allInnerTexts();
  const column = (name: RegExp) => heads.findIndex((head) => name.test(head));
  const [failures, time] = [column(/failures/i), column(/wall clock/i)];
  const rows = await chapter.rows.all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator("th, td").allInnerTexts();
      return { failures: Number(cells[failures]?.replaceAll(",", "")), time: secondsOf(cells[time] ?? "") };
    }),
  );
}

/** What the page tells of the unseen fleet, by the words of its label. */
async function known(chapter: Chapter, label: RegExp): Promise<number> {
  const terms = await chapter.trials.locator(".case dt").allInnerTexts();
  const told = await chapter.trials.locator(".case dd").allInnerTexts();
  return secondsOf(told[terms.findIndex((term) => label.test(term))] ?? "");
}

/**
 * The interval that a student would try next: all hours over all failures give M, the square root of 2δM the interval.
 * While the fleet is down it cannot fail, so its downtime does not count.
 */
export async function pooledInterval(chapter: Chapter): Promise<number> {
  const runs = await seen(chapter);
  const writeTime = await known(chapter, /write time/i);
  const downtime = await known(chapter, /downtime/i);
  const failures = runs.reduce((sum, run) => sum + run.failures, 0);
  const time = runs.reduce((sum, run) => sum + run.time, 0);
  return Math.sqrt((2 * writeTime * (time - failures * downtime)) / failures);
}
