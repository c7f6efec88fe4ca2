import type { LogEntry } from "../../core/model.ts";
import { duration, fixed, significant } from "../../core/quantity.ts";
import { DETECTOR_LABELS } from "./sdc-sets.ts";
import type { Finding } from "./sdc-stream.ts";

export interface Told {
  readonly where: string;
  readonly before: number;
  readonly after: number;
  readonly hadEffect: boolean;
  readonly wrong: number;
  readonly released: number;
  readonly rescued: boolean;
  readonly rings: boolean;
  readonly frameTime: number;
  readonly found: readonly Finding[];
}

const isByte = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= 128;

const number = (value: number): string => {
  if (Number.isNaN(value)) return "NaN: not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return isByte(value) ? fixed(value, 0) : significant(value, 4);
};

const answers = (count: number): string => `${count} ${count === 1 ? "answer" : "answers"}`;

/** What became of the fault, in sentences. */
export function sdcLog(told: Told): readonly LogEntry[] {
  const { where, before, after, hadEffect, wrong, released, rescued, rings, frameTime, found } = told;
  const log: LogEntry[] = [
    {
      time: 0,
      kind: "failed",
      text: hadEffect ? `${where}: ${number(before)} became ${number(after)}` : `${where}: it was so already`,
    },
  ];
  if (rescued)
    log.push({ time: 0, kind: "recovery", text: "The CRC of the new slot was wrong: the older slot was restored" });
  const end = 64 * frameTime;
  const seen = found.filter(({ on, frames }) => on && Number.isFinite(frames)).sort((a, b) => a.frames - b.frames);
  for (const { detector, frames } of seen)
    log.push({
      time: frames * frameTime,
      kind: "recovery",
      text: `${DETECTOR_LABELS[detector]} told after ${duration(frames * frameTime)}${detector === "crc" ? " at worst" : ""}`,
    });
  for (const { detector, on, frames } of found)
    if (on && !Number.isFinite(frames) && hadEffect && !rescued)
      log.push({ time: end, kind: "failed", text: `${DETECTOR_LABELS[detector]} saw nothing in 64 frames` });
  log.push({
    time: end,
    kind: released > 0 ? "failed" : "useful",
    text: `Of 64 inputs, ${answers(wrong)} changed; ${released === 0 ? "none" : released} went out unseen. The loss ${rings ? "left" : "stayed in"} its band`,
  });
  return log.sort((a, b) => a.time - b.time);
}
