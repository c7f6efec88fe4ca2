import type { AnyModel, Model } from "../../../sim/core/model.ts";
import { leverSpec, type Params, readParam } from "../../../sim/core/params.ts";
import type { ChapterData } from "../chapter-data.ts";
import type { Slow } from "../model-memo.ts";
import type { ChapterRecord } from "../record.ts";
import type { Session } from "../session.ts";
import { openingParams, type Query, writeQuery } from "../url.ts";

/** What the link's fragment carries; the reader of fragments comes only where there is one. */
export const carriedBy = async (fragment: string, chapter: string) =>
  fragment.startsWith("#s=") ? (await import("../fragment.ts")).decodeFragment(fragment, chapter) : null;

/**
 * A model in steps is computed in the worker, or in slices where there is none.
 *
 * @param tell hears why a run stopped, in a sentence: the page goes on showing the last one
 */
export const inWorker =
  ({ lab, model }: ChapterData, tell: (why: string) => void): Slow =>
  async (params, purpose, onProgress) => {
    const { compute, SHOWN } = await import("../compute.ts");
    const request = { lab, model, study: null, params, haste: "resting" } as const;
    const slot = purpose === "shown" ? SHOWN : "model beside";
    const outcome = await compute(request, { slot, onProgress: ({ done }) => onProgress(done) });
    if (outcome.kind === "failed") tell(outcome.why);
    // The worker ran this very model: its type was forgotten on the way.
    return outcome.kind === "done" ? (outcome.value as Model) : null;
  };

/** What does not come is told, and waited for no longer by who asked: there is nothing to do about it but to load the page again. */
export const orTell = <T>(part: Promise<T>, tell: (why: string) => void): Promise<T> =>
  part.catch(() => {
    tell("A part of this page did not come: the network may be gone. Load the page again when it is back.");
    return new Promise<T>(() => undefined);
  });

/** What a record says of levers that the model still has. */
const known = (changed: ChapterRecord["changed"], module: AnyModel): ChapterRecord["changed"] =>
  Object.fromEntries(Object.entries(changed).filter(([name, value]) => fits(module, name, value)));

const fits = (module: AnyModel, name: string, value: string | number | boolean): boolean => {
  const spec = leverSpec(module.params, name);
  return spec !== undefined && readParam(spec, String(value)).ok;
};

/** The levers as the page opens with them: what the link says, else what was left here, else the mission. */
export function paramsFor(chapter: ChapterData, module: AnyModel, query: Query, record: ChapterRecord): Params {
  const preset = query.preset ?? (chapter.presets[record.preset] ? record.preset : chapter.preset);
  const linked = Object.keys(query.params).length > 0 || query.preset !== null;
  record.preset = preset;
  return openingParams(
    { preset, params: linked ? query.params : { ...known(record.changed, module), ...query.params } },
    module.params,
    chapter.presets,
    chapter.preset,
  );
}

/** The query that reopens the levers as they stand, with all else that the page's own had. */
export const queryOf = (own: string, { module, record, chapter, mission, explored }: Session): string =>
  writeQuery(own, module.params, {
    preset: record.preset,
    ownPreset: chapter.preset,
    mission,
    params: explored,
  });
