import { LabBadge, LabAnswer, LabFailure, LabTransfer } from "./follow.ts";
import { LabHistory, LabPlayer, LabPresets } from "./bench.ts";
import { LabChapter } from "./chapter.ts";
import { LabChart } from "./chart.ts";
import { LabLever } from "./lever.ts";
import { LabLog } from "./log.ts";
import { LabPredict } from "./predict.ts";
import { LabReflect } from "./reflect.ts";
import { LabNext, LabShare } from "./running.ts";
import { LabStory } from "./story.ts";
import { LabStudy } from "./study.ts";
import { LabTheme } from "./theme.ts";
import { LabTrials } from "./trials.ts";
import { LabMine, LabValue } from "./value.ts";

/** Every noun of the prose is an element of its name. The chapter comes last: what it opens is then there to follow. */
const nouns: Readonly<Record<string, CustomElementConstructor>> = {
  "lab-answer": LabAnswer,
  "lab-badge": LabBadge,
  "lab-chart": LabChart,
  "lab-failure": LabFailure,
  "lab-history": LabHistory,
  "lab-lever": LabLever,
  "lab-log": LabLog,
  "lab-mine": LabMine,
  "lab-next": LabNext,
  "lab-player": LabPlayer,
  "lab-predict": LabPredict,
  "lab-presets": LabPresets,
  "lab-reflect": LabReflect,
  "lab-share": LabShare,
  "lab-story": LabStory,
  "lab-study": LabStudy,
  "lab-theme": LabTheme,
  "lab-transfer": LabTransfer,
  "lab-trials": LabTrials,
  "lab-value": LabValue,
  "lab-chapter": LabChapter,
};

for (const [name, element] of Object.entries(nouns)) if (!customElements.get(name)) customElements.define(name, element);
