import fc from "fast-check";
import { decode } from "fast-png";
import { describe, expect, test } from "vitest";
import {
  blockBeside,
  blockState,
  type CellGrid,
  type CellState,
  cellAt,
  cellsIn,
  paintGroup,
  pixelOrder,
  placeOf,
  readGroup,
  sumOf,
} from "../../src/components/kit/cell-map.ts";
import { stillOf, tokenColor } from "../../src/components/kit/cell-still.ts";
import { cellByKey } from "../../src/components/kit/elements/cell-hand.ts";

/** Two groups of 2 × 3 blocks of 4 × 2 cells. */
const grid: CellGrid = { groups: 2, group: "Pod", across: 8, down: 6, block: [4, 2] };
const states: readonly CellState[] = [
  { label: "idle", color: "var(--idle)", mark: "outline", whole: "whole free nodes" },
  { label: "working", color: "var(--working)" },
  { label: "failed", color: "var(--failed)", mark: "cross" },
];
const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"] as const;
const cells = fc.uint8Array({ minLength: cellsIn(grid), maxLength: cellsIn(grid), max: 2 });

describe("cells and places", () => {
  test("every cell has one place of its own, and a block’s cells lie together", () => {
    const seen = new Set<number>();
    for (let group = 0; group < grid.groups; group++)
      for (let y = 0; y < grid.down; y++)
        for (let x = 0; x < grid.across; x++) {
          const cell = cellAt(grid, group, x, y);
          seen.add(cell);
          const place = placeOf(grid, Math.floor(cell / 8));
          expect(place).toEqual({ group, x: x - (x % 4), y: y - (y % 2) });
        }
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: cellsIn(grid) }, (_, i) => i));
  });

  test("a group is painted as its cells are", () => {
    fc.assert(
      fc.property(cells, (all) => {
        const order = pixelOrder(grid);
        const pixels = new Uint32Array(order.length);
        for (let group = 0; group < grid.groups; group++) {
          paintGroup(order, group, all, Uint32Array.of(10, 20, 30), pixels);
          for (const [pixel, color] of pixels.entries()) {
            const cell = cellAt(grid, group, pixel % grid.across, Math.floor(pixel / grid.across));
            expect(color).toBe(10 * ((all[cell] ?? 0) + 1));
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("counts and marks", () => {
  test("count every cell once, and blocks that are in one state as a whole", () => {
    fc.assert(
      fc.property(cells, (all) => {
        const groups = [0, 1].map((group) => readGroup({ grid, states }, group, all));
        for (const state of [0, 1, 2]) {
          expect(sumOf(groups, "cells", state)).toBe(all.filter((cell) => cell === state).length);
          const whole = Array.from({ length: 12 }, (_, block) => blockState(grid, all, block) === state);
          expect(sumOf(groups, "blocks", state)).toBe(whole.filter(Boolean).length);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("a failed block wears a cross, a whole free one an outline, a half free one neither", () => {
    const all = new Uint8Array(cellsIn(grid)).fill(1);
    all.fill(2, 0, 8);
    all.fill(0, 8, 16);
    all.fill(0, 16, 20);
    const { paths } = readGroup({ grid, states }, 0, all);
    expect(paths.cross.match(/M/g)).toHaveLength(2);
    expect(paths.outline.match(/z/g)).toHaveLength(1);
    expect(paths.outline).toMatch(/^M4\.35,0\.35/);
    expect(readGroup({ grid, states }, 1, all).paths).toEqual({ cross: "", outline: "", dot: "" });
  });
});

describe("arrow keys", () => {
  test("go a block a step, across groups too, and stay at the edges", () => {
    expect(blockBeside(grid, 0, "ArrowRight")).toBe(1);
    expect(blockBeside(grid, 1, "ArrowRight")).toBe(6);
    expect(blockBeside(grid, 0, "ArrowDown")).toBe(2);
    expect(blockBeside(grid, 0, "ArrowLeft")).toBe(0);
    expect(blockBeside(grid, 0, "PageDown")).toBe(6);
    expect(blockBeside(grid, 3, "Home")).toBe(0);
    expect(blockBeside(grid, 3, "End")).toBe(11);
  });

  test("never leave the map, and the way back leads back", () => {
    const back: Readonly<Record<string, string>> = {
      ArrowLeft: "ArrowRight",
      ArrowRight: "ArrowLeft",
      ArrowUp: "ArrowDown",
      ArrowDown: "ArrowUp",
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), fc.constantFrom(...KEYS), (block, key) => {
        const next = blockBeside(grid, block, key);
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(12);
        const way = back[key];
        if (way && next !== block) expect(blockBeside(grid, next, way)).toBe(block);
      }),
    );
  });
});

describe("keys of the map", () => {
  test("arrows go to a block’s first cell, comma and period from cell to cell, others are left to the page", () => {
    expect(cellByKey(grid, 3, "ArrowRight")).toBe(8);
    expect(cellByKey(grid, 3, ".")).toBe(4);
    expect(cellByKey(grid, 0, ",")).toBe(0);
    expect(cellByKey(grid, 95, ".")).toBe(95);
    expect(cellByKey(grid, 3, "ArrowLeft")).toBe(3);
    for (const key of ["Tab", "Enter", "a", "Escape", " "]) expect(cellByKey(grid, 3, key)).toBeNull();
  });
});

describe("the still", () => {
  test("is a picture of a pixel a cell in the style sheet’s colors, light and dark", () => {
    const all = new Uint8Array(cellsIn(grid)).fill(1);
    all[cellAt(grid, 1, 3, 5)] = 2;
    for (const [theme, working, failed] of [
      ["light", [0x3d, 0x94, 0x74], [0xa8, 0x14, 0x1f]],
      ["dark", [0x24, 0x77, 0x5b], [0xff, 0x85, 0x7c]],
    ] as const) {
      const [head, data = ""] = stillOf({ grid, states }, all, theme).split(",");
      expect(head).toBe("data:image/png;base64");
      const png = decode(Buffer.from(data, "base64"));
      expect([png.width, png.height]).toEqual([16, 6]);
      const at = (x: number, y: number) => [...png.data.slice(3 * (16 * y + x), 3 * (16 * y + x) + 3)];
      expect(at(0, 0)).toEqual(working);
      expect(at(8 + 3, 5)).toEqual(failed);
    }
  });

  test("a color that the style sheet lacks is told", () => {
    expect(() => tokenColor(":root { --ink: #191a1b; }", "var(--nothing)", "dark")).toThrow(RangeError);
    expect(tokenColor(":root { --ink: #191a1b; }", "var(--ink)", "dark")).toEqual([0x19, 0x1a, 0x1b]);
  });
});
