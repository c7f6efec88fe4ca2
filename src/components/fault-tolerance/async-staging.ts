import { networkIngress } from "./charts/network-ingress.ts";
import { snapshotWay } from "./charts/snapshot-way.ts";
import { stagingDay } from "./charts/staging-day.ts";
import { stagingTiers } from "./charts/staging-tiers.ts";
import { throughputGauge } from "./charts/throughput-gauge.ts";

/** The charts of staging in sight, by the names that its chapter uses. */
export const charts = { stagingTiers, networkIngress, throughputGauge, stagingDay, snapshotWay };

/** The charts of its Further sections, which come when one is opened. */
export const further = async () => (await import("./charts/staging-further.ts")).charts;
