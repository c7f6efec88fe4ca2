import { HOUR } from "../../core/units.ts";
import { GPUS_PER_NODE, type Shape } from "./shape.ts";

/** The 20,480 GPUs: 2,560 servers in eight pods of 320, racks of five. The training has 2,048 of them, students and spares the rest. */
export const GAMBLE_FLEET: Shape = { nodes: 2560, nodesPerPod: 320, nodesPerRack: 5 };
export const GANG_NODES = 2048;
export const GANG_GPUS = GANG_NODES * GPUS_PER_NODE;

/** So much of the training is simulated node by node. */
export const WATCHED = 48 * HOUR;
