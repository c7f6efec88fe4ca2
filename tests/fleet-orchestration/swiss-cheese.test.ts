import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { random } from "../../src/sim/core/random.ts";
import { cheapestNodes } from "../../src/sim/fleet-orchestration/parts/cheapest.ts";
import { Cluster } from "../../src/sim/fleet-orchestration/parts/cluster.ts";
import { largestGang, NOWHERE, nodeFor } from "../../src/sim/fleet-orchestration/parts/placement.ts";
import { FLEET, GPUS_PER_NODE } from "../../src/sim/fleet-orchestration/parts/shape.ts";
import { externalFragmentation, strandedShare } from "../../src/sim/laws/fragmentation.ts";
import { oracle } from "../laws/read-oracle.ts";

const number = v.number();
const { inputs, expected } = oracle(
  "swiss-cheese-nodes",
  v.object({ nodes: number, gpus_per_node: number, occupancy: number }),
  v.object({
    p_node_empty: number,
    expected_empty_nodes: number,
    best_fit_empty_nodes: number,
    need_nodes_for_1000_gpu: number,
  }),
);
const GPUS = inputs.nodes * inputs.gpus_per_node;
const BUSY = GPUS * inputs.occupancy;

/** Which of 10,000 GPUs are free when exactly 8,000 drawn by chance are busy. */
function cheese(seed: number): boolean[] {
  const chance = random(seed);
  const free = Array.from({ length: GPUS }, () => true);
  for (let busy = 0; busy < BUSY; ) {
    const gpu = chance.below(GPUS);
    if (free[gpu]) busy++;
    free[gpu] = false;
  }
  return free;
}

const usedPerNode = (free: readonly boolean[]): Float64Array => {
  const used = new Float64Array(inputs.nodes);
  for (const [gpu, isFree] of free.entries())
    if (!isFree) used[Math.floor(gpu / GPUS_PER_NODE)] = (used[Math.floor(gpu / GPUS_PER_NODE)] ?? 0) + 1;
  return used;
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const draws = Array.from({ length: 300 }, (_, i) => cheese(i + 1));

describe("10,000 GPUs, 80 % of them busy with single ones at random (science.md A7)", () => {
  test("have a longest free run of 5.5", () => {
    const runs = draws.map((free) => free.filter(Boolean).length * (1 - externalFragmentation(free)));
    expect(mean(runs)).toBeCloseTo(5.5, 0);
    expect(Math.abs(mean(runs) - 5.47)).toBeLessThan(0.15); // science.md’s own draws; the error of 300 is 0.05
  });

  test("have 0.003 empty nodes", () => {
    expect((1 - inputs.occupancy) ** inputs.gpus_per_node * inputs.nodes).toBeCloseTo(expected.expected_empty_nodes, 9);
    const empty = draws.map((free) => usedPerNode(free).filter((used) => used === 0).length);
    expect(mean(empty)).toBeLessThan(0.02);
  });

  test("cost 540 GPUs, give or take 8.6, to empty 125 nodes at the least", () => {
    const costs = draws.map((free) => {
      const used = usedPerNode(free);
      const nodes = cheapestNodes(used, expected.need_nodes_for_1000_gpu, "any", FLEET) ?? [];
      expect(nodes.length).toBe(125);
      return nodes.reduce((sum, node) => sum + (used[node] ?? 0), 0);
    });
    expect(Math.abs(mean(costs) - 540)).toBeLessThan(2); // four errors of 300 draws
    const deviation = Math.sqrt(mean(costs.map((cost) => (cost - mean(costs)) ** 2)));
    expect(Math.abs(deviation / 8.6 - 1)).toBeLessThan(0.15);
  });

  test("strand 1 − 0.2⁷ of what is free: each free GPU needs seven free neighbours", () => {
    const shares = draws.map((free) =>
      strandedShare({ freePerNode: usedPerNode(free).map((used) => GPUS_PER_NODE - used), gpusPerNode: GPUS_PER_NODE }),
    );
    expect(Math.abs(mean(shares) - (1 - 0.2 ** 7))).toBeLessThan(1e-4);
  });
});

describe("the cheapest nodes", () => {
  const shape = { nodes: 12, nodesPerPod: 6, nodesPerRack: 2 };
  const costs = Float64Array.from([0, 5, 1, 1, 1, 9, 2, 2, 2, 2, Infinity, 0]);

  test("of a gang that takes any are the cheapest", () => {
    expect(cheapestNodes(costs, 4, "any", shape)?.toSorted((a, b) => a - b)).toEqual([0, 2, 3, 11]);
  });

  test("of one pod are the cheapest of the cheapest pod", () => {
    expect(cheapestNodes(costs, 4, "pod", shape)?.toSorted((a, b) => a - b)).toEqual([0, 2, 3, 4]);
  });

  test("of a strict run are adjacent, in one pod, and can all be emptied", () => {
    expect(cheapestNodes(costs, 3, "strict", shape)).toEqual([2, 3, 4]);
    expect(cheapestNodes(costs, 6, "strict", shape)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(cheapestNodes(costs, 7, "strict", shape)).toBeUndefined();
  });
});

describe("8,000 single jobs placed one after the other", () => {
  const fill = (manner: "spread" | "pack") => {
    const cluster = new Cluster(FLEET);
    for (let one = 0; one < BUSY; one++) {
      const node = nodeFor(cluster, 1, manner);
      expect(node).not.toBe(NOWHERE);
      cluster.take(node, 1, one);
    }
    return cluster;
  };

  test("by best fit leave 250 nodes whole, and the largest gang is all that is free", () => {
    const cluster = fill("pack");
    expect(cluster.wholeNodes).toBe(expected.best_fit_empty_nodes);
    expect([cluster.stranded, cluster.free]).toEqual([0, 2000]);
    expect(largestGang(cluster, "any")).toBe(2000);
    expect(largestGang(cluster, "strict")).toBe(2000); // the fifth pod
  });

  test("by spreading leave none, and no gang can start", () => {
    const cluster = fill("spread");
    expect([cluster.wholeNodes, cluster.stranded, cluster.free]).toEqual([0, 2000, 2000]);
    expect(largestGang(cluster, "any")).toBe(0);
  });
});
