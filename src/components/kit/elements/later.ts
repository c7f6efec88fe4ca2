import { LabBadge } from "./badge.ts";
import { LabHistory, LabPresets } from "./bench.ts";
import { LabCases } from "./cases.ts";
import { LabChart } from "./chart.ts";
import { LabDecide } from "./decide.ts";
import { define } from "./define.ts";
import { LabDraw } from "./draw.ts";
import { LabAnswer, LabDuring, LabFailure, LabTransfer } from "./follow.ts";
import { LabKeep } from "./keep.ts";
import { LabLog } from "./log.ts";
import { LabMine } from "./mine.ts";
import { ready } from "./page.ts";
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
  "lab-cases": LabCases,
  "lab-decide": LabDecide,
  "lab-draw": LabDraw,
  "lab-keep": LabKeep,
  "lab-log": LabLog,
  "lab-player": LabPlayer,
  "lab-reflect": LabReflect,
  "lab-share": LabShare,
  "lab-story": LabStory,
  "lab-study": LabStudy,
  "lab-transfer": LabTransfer,
  "lab-trials": LabTrials,
});

/** What only some chapters have comes where it is; of a closed section, when that is opened. */
const bringWhatIsHere = (): void => {
  if (document.querySelector("lab-handover")) void import("./handover.ts");
  if (document.querySelector("lab-guess")) void import("./guess.ts");
  if (document.querySelector("lab-standings")) void import("./standings.ts");
  for (const map of document.querySelectorAll("lab-cell-map")) {
    const come = () => void import("./cell-map.ts");
    const shelf = map.closest<HTMLDetailsElement>("details.further:not([open])");
    if (shelf) shelf.addEventListener("toggle", come, { once: true });
    else come();
  }
  const shelf = document.querySelector<HTMLDetailsElement>("details:has(lab-own-file)");
  const come = () => void import("./own-file.ts");
  if (shelf?.open) come();
  else shelf?.addEventListener("toggle", come, { once: true });
};

/** First all is laid out that waited; what is asked for at a click comes then, so that a report can be made where the network has gone. */
const settle = (): void => {
  document.documentElement.dataset.whole = "";
  document.querySelector("lab-chapter")?.toggleAttribute("data-ready", true);
  whenIdle(() => Promise.allSettled([import("./share-menu.ts"), import("../compute.ts")]));
};

/** A model that runs in the worker asks for this script before the chapter is open, and before the page is all there. */
const parsed = new Promise<void>((resolve) => {
  if (document.readyState !== "loading") resolve();
  else addEventListener("DOMContentLoaded", () => resolve(), { once: true });
});
void Promise.all([ready, parsed]).then(() => {
  bringWhatIsHere();
  if (document.readyState === "complete") whenIdle(settle);
  else addEventListener("load", () => whenIdle(settle));
});
