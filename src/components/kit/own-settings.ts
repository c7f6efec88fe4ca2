import type { AnyModel } from "../../sim/core/model.ts";
import { defaultsOf, leverSpec, type Params, readParam } from "../../sim/core/params.ts";
import type { ChapterData } from "./chapter-data.ts";
import type { ChapterRecord } from "./record.ts";

/** The reader's own settings as a record has them: the preset, and each changed lever that the model still knows. */
export function ownSettings(
  { preset, changed }: Pick<ChapterRecord, "preset" | "changed">,
  chapter: Pick<ChapterData, "preset" | "presets">,
  { params }: Pick<AnyModel, "params">,
): Params {
  const taken = Object.hasOwn(chapter.presets, preset) ? preset : chapter.preset;
  const known = Object.entries(changed).filter(([name, value]) => {
    const spec = leverSpec(params, name);
    return spec !== undefined && readParam(spec, String(value)).ok;
  });
  return defaultsOf(params, { ...chapter.presets[taken]?.params, ...Object.fromEntries(known) });
}
