import { LabBadge } from "./badge.ts";
import { LabHistory, LabPresets } from "./bench.ts";
import { LabChart } from "./chart.ts";
import { LabDecide } from "./decide.ts";
import { define } from "./define.ts";
import { LabAnswer, LabDuring, LabFailure, LabTransfer } from "./follow.ts";
import { LabLog } from "./log.ts";
import { LabMine } from "./mine.ts";
import { LabPlayer } from "./player.ts";
import { LabPredict } from "./predict.ts";
import { LabReflect } from "./reflect.ts";
import { LabNext } from "./running.ts";
import { LabShare } from "./share.ts";
import { LabStory } from "./story.ts";
import { LabStudy } from "./study.ts";
import { LabTrials } from "./trials.ts";
import { whenIdle } from "./when-idle.ts";

define({
  "lab-predict": LabPredict,
  "lab-chart": LabChart,
  "lab-badge": LabBadge,
  "lab-history": LabHistory,
  "lab-mine": LabMine,
  "lab-next": LabNext,
  "lab-presets": LabPresets,
  "lab-answer": LabAnswer,
  "lab-during": LabDuring,
  "lab-failure": LabFailure,
  "lab-decide": LabDecide,
  "lab-log": LabLog,
  "lab-player": LabPlayer,
  "lab-reflect": LabReflect,
  "lab-share": LabShare,
  "lab-story": LabStory,
  "lab-study": LabStudy,
  "lab-transfer": LabTransfer,
  "lab-trials": LabTrials,
});

/** What only some chapters have comes where it is. */
if (document.querySelector("lab-cases, lab-draw, lab-keep")) void import("./some.ts");
if (document.querySelector("lab-handover")) void import("./handover.ts");
if (document.querySelector("lab-cell-map")) void import("./cell-map.ts");
/** And what takes a file, when its section is opened. */
document
  .querySelector("details:has(lab-own-file)")
  ?.addEventListener("toggle", () => void import("./own-file.ts"), { once: true });

/** First all is laid out that waited; what is asked for at a click comes then, so that a report can be made where the network has gone. */
const settle = (): void => {
  document.documentElement.dataset.whole = "";
  document.querySelector("lab-chapter")?.toggleAttribute("data-ready", true);
  whenIdle(() => Promise.allSettled([import("./share-menu.ts"), import("../compute.ts")]));
};
if (document.readyState === "complete") whenIdle(settle);
else addEventListener("load", () => whenIdle(settle));
