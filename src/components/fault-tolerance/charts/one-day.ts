import { fixed, tell } from "../../../sim/core/quantity.ts";
import { DAY, HOUR } from "../../../sim/core/units.ts";
import { segmentsBetween } from "../../../sim/fault-tolerance/parts/run-strip.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { stateStrip } from "../../kit/state-strip.ts";
import { STATE_NAMES } from "../../kit/states.ts";
import { hoursAndMinutes } from "./hours-and-minutes.ts";

/** One simulated day of the fleet as a strip. */
export const oneDay = stateStrip<YoungDaly>({
  title: "One day of this fleet",
  stretches: ({ run }) => segmentsBetween(run, 0, DAY),
  length: DAY,
  states: STATE_NAMES,
  ticks: (width) =>
    (width < 600 ? [0, 6, 12, 18, 24] : [0, 3, 6, 9, 12, 15, 18, 21, 24]).map((hour) => [
      hour * HOUR,
      `${String(hour).padStart(2, "0")}:00`,
    ]),
  tell: hoursAndMinutes,
  finding({ run }, { useful }) {
    const failures = run.failures.filter(({ time }) => time < DAY).length;
    const interval = tell(run.interval, { style: "duration" });
    const told = failures === 1 ? "one failure" : failures === 0 ? "no failure" : `${fixed(failures, 0)} failures`;
    return `One simulated day of this fleet, with a checkpoint every ${interval}: ${told}, and of 24 hours ${hoursAndMinutes(useful)} were useful.`;
  },
  reading: "These five states keep their colors and textures throughout the book.",
  hidden: "Hidden while you search: it would tell how often this fleet fails.",
});
