import { LabCases } from "./cases.ts";
import { define } from "./define.ts";
import { LabDraw } from "./draw.ts";
import { LabKeep } from "./keep.ts";

/** What only some chapters have. */
define({ "lab-cases": LabCases, "lab-draw": LabDraw, "lab-keep": LabKeep });
