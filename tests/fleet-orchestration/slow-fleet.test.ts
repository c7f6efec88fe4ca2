import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slowFleet } from "./slow-fleet.ts";
import { anyWork, play, SMALL, settings } from "./small-fleet.ts";

describe.each(["fcfs", "bestFit", "easy"] as const)("%s", (policy) => {
  test.each(["any", "pod", "strict"] as const)(
    "starts every job when a slow, obvious cluster does, nodes: %s",
    (contiguity) => {
      let waited = 0;
      fc.assert(
        fc.property(anyWork(24, 40), (work) => {
          const { fleet } = play(settings({ policy, contiguity }), work);
          const starts = [...fleet.jobs.firstStart];
          waited += starts.filter((start, one) => start > (work.submit[one] ?? 0)).length;
          expect(starts).toEqual(slowFleet(work, SMALL, policy, contiguity));
        }),
        { numRuns: 100 },
      );
      expect(waited).toBeGreaterThan(1000);
    },
  );
});
