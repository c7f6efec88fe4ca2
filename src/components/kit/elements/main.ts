import { LabChapter } from "./chapter.ts";
import { define } from "./define.ts";
import { LabLever } from "./lever.ts";
import { ready } from "./page.ts";
import { LabValue } from "./value.ts";

/** What answers a lever. The chapter comes last: what it opens is then there to follow. */
define({ "lab-lever": LabLever, "lab-value": LabValue, "lab-chapter": LabChapter });

/** The rest comes behind, in one piece: not before the levers answer. */
void ready.then(() => setTimeout(() => import("./later.ts")));
