import { LabChapter } from "./chapter.ts";
import { define } from "./define.ts";
import { drawn, uncover } from "./first-view.ts";
import { LabLever } from "./lever.ts";
import { LabValue } from "./value.ts";

/** What answers a lever. The chapter comes last: what it opens is then there to follow. */
define({ "lab-lever": LabLever, "lab-value": LabValue, "lab-chapter": LabChapter });

/** The rest is laid out, and comes, in one piece: not before the levers answer. */
void drawn.then(() => {
  uncover();
  void import("./later.ts");
});
