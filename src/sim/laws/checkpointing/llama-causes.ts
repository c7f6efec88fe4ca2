/** One line of Llama 3's table of unexpected interruptions. */
export interface Cause {
  readonly label: string;
  /** Interruptions in 54 days on 16,384 GPUs. */
  readonly count: number;
}

/**
 * The 18 root causes of 419 unexpected interruptions in 54 days of Llama 3 405B pre-training. Shares are taken from these
 * counts: the table prints 30.1 % for 148 of 419, which is 35.3 %.
 *
 * @see Grattafiori et al. 2024, "The Llama 3 Herd of Models", arXiv:2407.21783, section 3.3.4, table 5
 */
export const LLAMA_CAUSES = {
  "faulty-gpu": { label: "Faulty GPU", count: 148 },
  "gpu-hbm3-memory": { label: "GPU HBM3 memory", count: 72 },
  "software-bug": { label: "Software bug", count: 54 },
  "network-switch-cable": { label: "Network switch or cable", count: 35 },
  "host-maintenance": { label: "Host maintenance", count: 32 },
  "gpu-sram-memory": { label: "GPU SRAM memory", count: 19 },
  "gpu-system-processor": { label: "GPU system processor", count: 17 },
  nic: { label: "NIC", count: 7 },
  "nccl-watchdog-timeouts": { label: "NCCL watchdog timeouts", count: 7 },
  "silent-data-corruption": { label: "Silent data corruption", count: 6 },
  "gpu-thermal-interface-sensor": { label: "GPU thermal interface and sensor", count: 6 },
  ssd: { label: "SSD", count: 3 },
  "power-supply": { label: "Power supply", count: 3 },
  "server-chassis": { label: "Server chassis", count: 2 },
  "io-expansion-board": { label: "IO expansion board", count: 2 },
  dependency: { label: "Dependency", count: 2 },
  cpu: { label: "CPU", count: 2 },
  "system-memory": { label: "System memory", count: 2 },
} as const satisfies Readonly<Record<string, Cause>>;

export const LLAMA_TOTAL = Object.values(LLAMA_CAUSES).reduce((sum, { count }) => sum + count, 0);

/** A cause as the chart of causes draws it. */
export interface CauseShare extends Cause {
  readonly name: string;
  /** Its share of all 419, whether it is on or off. */
  readonly share: number;
  readonly off: boolean;
}

/** The table with what is switched off, in the table's order. */
export const causesWithout = (off: ReadonlySet<string>): readonly CauseShare[] =>
  Object.entries(LLAMA_CAUSES).map(([name, { label, count }]) => ({
    name,
    label,
    count,
    share: count / LLAMA_TOTAL,
    off: off.has(name),
  }));

/** By how much the mean time between failures grows when some causes never strike: 419 over the rest, Infinity when none is left. */
export const mtbfGrowth = (causes: readonly CauseShare[]): number =>
  LLAMA_TOTAL / causes.reduce((sum, { count, off }) => sum + (off ? 0 : count), 0);
