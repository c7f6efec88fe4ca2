import type { Model } from "../../sim/core/model.ts";
import type { Params } from "../../sim/core/params.ts";
import { numberOf } from "./model-values.ts";
import type { ChapterRecord, Decision, Exhibit } from "./record.ts";
import type { Session } from "./session.ts";

/** The values that later chapters go on from, at the reader's own levers: null for what has no end. */
function keepsOf(names: readonly string[], explored: Params, model: Model): Decision["keeps"] {
  return Object.fromEntries(
    names.map((name) => {
      const value = explored[name] ?? numberOf(model, name);
      return [name, typeof value === "number" && !Number.isFinite(value) ? null : value];
    }),
  );
}

/** The form of Reflect as it is filled in; once the reader keeps it, with what the levers give as soon as that is known. */
export async function decide(
  session: Session,
  { choices, picks }: Pick<Decision, "choices" | "picks">,
  kept: boolean,
): Promise<void> {
  const { explored } = session;
  const names = session.chapter.decision?.keeps ?? [];
  const before = session.record.decision;
  const keeps = before?.keeps ?? {};
  session.note({ decision: { choices, picks, keeps, kept: kept || (before?.kept ?? false) } });
  if (!kept) return;
  const own = names.length > 0 ? keepsOf(names, explored, await session.ownModel()) : {};
  // What was ticked meanwhile stays.
  const now = session.record.decision;
  if (now) session.note({ decision: { ...now, keeps: own } });
}

/** A chart's rows go into the report as they stand, in place of an older exhibit of that chart. */
export const withExhibit = ({ exhibits }: ChapterRecord, exhibit: Exhibit): Exhibit[] => [
  ...exhibits.filter(({ of }) => of !== exhibit.of),
  exhibit,
];
