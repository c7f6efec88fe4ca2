import { LabBadge } from "./badge.ts";
import { LabHistory, LabPresets } from "./bench.ts";
import { LabChapter } from "./chapter.ts";
import { LabChart } from "./chart.ts";
import { define } from "./define.ts";
import { LabLever } from "./lever.ts";
import { LabPredict } from "./predict.ts";
import { LabNext } from "./running.ts";
import { LabTheme } from "./theme.ts";
import { LabMine, LabValue } from "./value.ts";

/** What a reader meets first. The chapter comes last: what it opens is then there to follow. */
define({
  "lab-badge": LabBadge,
  "lab-chart": LabChart,
  "lab-history": LabHistory,
  "lab-lever": LabLever,
  "lab-mine": LabMine,
  "lab-next": LabNext,
  "lab-predict": LabPredict,
  "lab-presets": LabPresets,
  "lab-theme": LabTheme,
  "lab-value": LabValue,
  "lab-chapter": LabChapter,
});

/** The rest comes behind the levers, in one piece. */
void import("./later.ts");
