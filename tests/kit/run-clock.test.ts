import { describe, expect, it } from "vitest";
import { moment } from "../../src/components/kit/run-clock.ts";

const entry = (time: number) => ({ time, kind: "failed" as const, text: "It failed" });

describe("the moments of an audit trail", () => {
  it("are told by the clock where the run takes hours", () => {
    const log = [entry(11_520), entry(90_000)];
    expect(log.map((each) => moment(each, log))).toEqual(["03:12", "day 2, 01:00"]);
  });

  it("are told by the second where the whole run takes a few minutes", () => {
    const log = [entry(0.19046), entry(130.5)];
    expect(log.map((each) => moment(each, log))).toEqual(["0.19\u00a0s", "130.50\u00a0s"]);
  });
});
