import { describe, expect, it } from "vitest";
import { checkpointBytes } from "../../src/sim/laws/checkpoint-size.ts";

describe("the size of a checkpoint", () => {
  it("is 2.467 TB for BLOOM's 176.2 billion parameters at 14 B, 2 % under the 2.51 TB of its published listing", () => {
    const bytes = checkpointBytes({ parameters: 176.2e9, bytesPerParameter: 14 });
    expect(bytes / 1e12).toBeCloseTo(2.467, 3);
    expect(bytes / 2.51e12).toBeGreaterThan(0.98);
  });

  it("is seven times that of the bf16 weights alone", () => {
    const size = (bytesPerParameter: number) => checkpointBytes({ parameters: 405e9, bytesPerParameter });
    expect(size(14) / size(2)).toBe(7);
  });

  it("is 0 where nothing is saved", () => {
    expect(checkpointBytes({ parameters: 0, bytesPerParameter: 14 })).toBe(0);
    expect(checkpointBytes({ parameters: 405e9, bytesPerParameter: 0 })).toBe(0);
  });

  it("refuses what is no amount", () => {
    for (const bad of [Number.NaN, -1, Infinity]) {
      expect(() => checkpointBytes({ parameters: bad, bytesPerParameter: 14 })).toThrow("parameters must be finite");
      expect(() => checkpointBytes({ parameters: 1, bytesPerParameter: bad })).toThrow(
        "bytesPerParameter must be finite",
      );
    }
  });
});
