import { define } from "./define.ts";
import { LabAnswer, LabDuring, LabFailure, LabTransfer } from "./follow.ts";
import { LabLog } from "./log.ts";
import { LabPlayer } from "./player.ts";
import { LabReflect } from "./reflect.ts";
import { LabShare } from "./share.ts";
import { LabStory } from "./story.ts";
import { LabStudy } from "./study.ts";
import { LabTrials } from "./trials.ts";

define({
  "lab-answer": LabAnswer,
  "lab-during": LabDuring,
  "lab-failure": LabFailure,
  "lab-log": LabLog,
  "lab-player": LabPlayer,
  "lab-reflect": LabReflect,
  "lab-share": LabShare,
  "lab-story": LabStory,
  "lab-study": LabStudy,
  "lab-transfer": LabTransfer,
  "lab-trials": LabTrials,
});
