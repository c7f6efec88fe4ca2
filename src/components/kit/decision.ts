import { finish } from "../../sim/core/run.ts";
import { numberOf } from "./model-values.ts";
import type { ChapterRecord, Decision, Exhibit } from "./record.ts";
import type { Session } from "./session.ts";

/** The values that later chapters go on from, at the reader's own levers: null for what has no end. */
function keepsOf({ chapter, explored, module }: Session): Decision["keeps"] {
  const names = chapter.decision?.keeps ?? [];
  const model = names.length > 0 ? finish(module.simulate(explored)) : null;
  return Object.fromEntries(
    names.map((name) => {
      const value = explored[name] ?? (model ? numberOf(model, name) : Number.NaN);
      return [name, typeof value === "number" && !Number.isFinite(value) ? null : value];
    }),
  );
}

/** The form of Reflect as it is filled in; once the reader keeps it, with what the levers give. */
export function decide(session: Session, { choices, picks }: Pick<Decision, "choices" | "picks">, kept: boolean): void {
  const before = session.record.decision;
  const keeps = kept ? keepsOf(session) : (before?.keeps ?? {});
  session.note({ decision: { choices, picks, keeps, kept: kept || (before?.kept ?? false) } });
}

/** A chart's rows go into the report as they stand, in place of an older exhibit of that chart. */
export const withExhibit = ({ exhibits }: ChapterRecord, exhibit: Exhibit): Exhibit[] => [
  ...exhibits.filter(({ of }) => of !== exhibit.of),
  exhibit,
];
