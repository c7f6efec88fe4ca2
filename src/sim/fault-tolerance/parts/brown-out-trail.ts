import type { LogEntry } from "../../core/model.ts";
import { duration, fixed } from "../../core/quantity.ts";
import type { BrownOut, BrownOutRun, Outcome } from "./brown-out-record.ts";
import type { SpikeLaw } from "./brown-out-supply.ts";

/** The trail names so many brown-outs at most; the rest are counted in one line. */
const MOST_LINES = 198;

const KINDS: Readonly<Record<Outcome, LogEntry["kind"]>> = {
  ridden: "useful",
  finished: "checkpoint",
  torn: "failed",
  neverBegun: "failed",
  off: "downtime",
};

const WORDS: Readonly<Record<Outcome, string>> = {
  ridden: "the capacitor carried the work through",
  finished: "the save was finished",
  torn: "1.8 V came before the end of the save, and tore it",
  neverBegun: "1.8 V came before a save had begun",
  off: "the hearable was not at work yet, and nothing was at stake",
};

/** Each outage of that law is so much longer than the capacitor lasts that the shortest would tell how large it is. */
const which = ({ time, out }: BrownOut, law: SpikeLaw): string =>
  law === "outages"
    ? `Brown-out at ${duration(time)}, longer than the capacitor lasts`
    : `Brown-out of ${duration(out)} at ${duration(time)}`;

const sentence = (one: BrownOut, law: SpikeLaw): string =>
  `${which(one, law)}: ${WORDS[one.outcome]}${one.lost > 0 ? `; ${duration(one.lost)} of work lost` : ""}`;

/** What happened, in sentences: about 200 at most. */
export function brownOutTrail({ brownOuts, end, kept }: BrownOutRun, law: SpikeLaw): readonly LogEntry[] {
  const log: LogEntry[] = brownOuts
    .slice(0, MOST_LINES)
    .map((one) => ({ time: one.time, kind: KINDS[one.outcome], text: sentence(one, law) }));
  const more = brownOuts[MOST_LINES];
  const left = brownOuts.length - MOST_LINES;
  if (more) log.push({ time: more.time, kind: "useful", text: `${fixed(left, 0)} more brown-outs followed` });
  const text = `After ${duration(end)} and ${fixed(brownOuts.length, 0)} brown-outs, ${duration(kept)} of work were kept`;
  log.push({ time: end, kind: kept > 0 ? "useful" : "failed", text });
  return log;
}
