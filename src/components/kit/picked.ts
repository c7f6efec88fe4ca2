import type { AnyModel } from "../../sim/core/model.ts";
import { finish } from "../../sim/core/run.ts";
import type { ChapterData } from "./chapter-data.ts";
import type { AnyChart } from "./chart.ts";
import { csv } from "./csv.ts";
import { ownSettings } from "./own-settings.ts";
import type { ChapterRecord } from "./record.ts";
import type { PickedTrial } from "./report-parts.ts";
import { attemptTrials, runSeed } from "./unseen-case.ts";
import { STILL } from "./view.ts";

/** Every chart's rows at the settings of each trial that the reader picked as evidence: the run is made again, from its seed. */
export function pickedTrials(
  record: ChapterRecord,
  chapter: ChapterData,
  module: AnyModel,
  charts: Readonly<Record<string, AnyChart>>,
): PickedTrial[] {
  return (record.decision?.picks ?? []).flatMap(([attempt, number]): PickedTrial[] => {
    const trial = record.trials.find((made) => made.attempt === attempt && made.number === number);
    if (!trial) return [];
    const then = { ...record, attempt, caseSeed: trial.seed - attempt + 1 };
    const model = finish(
      module.simulate({
        ...ownSettings(record, chapter, module),
        ...module.unseen?.(trial.seed),
        ...trial.settings,
        seed: runSeed(then, number, chapter.search),
      }),
    );
    const view = { ...STILL, asked: false, trials: attemptTrials(then) };
    // A chart of the story has the rows of the one it leads to.
    const told = new Map(
      Object.values(charts).map((chart) => {
        const rows = { title: chart.title, csv: csv(chart.columns, chart.rows(model, view)) };
        return [JSON.stringify(rows), rows];
      }),
    );
    return [{ name: `Trial ${number} of attempt ${attempt}`, charts: [...told.values()] }];
  });
}
