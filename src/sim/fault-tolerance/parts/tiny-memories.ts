/** What it takes to write one byte into a non-volatile memory. */
export interface Memory {
  readonly label: string;
  /** J/B */
  readonly energyPerByte: number;
  /** B/s */
  readonly rate: number;
}

/**
 * Texas Instruments' guide of the board MSP-EXP430FR5739: flash writes a measured 12 kB/s at up to 2.2 mA; FeRAM takes below 10 µA for
 * 12.8 kB/s; both at 3.0 V. The rate of FeRAM, 1,400 kB/s at a clock of 8 MHz, is from the maker's announcement of the family.
 */
export const MEMORIES = {
  feram: { label: "FeRAM", energyPerByte: (10e-6 * 3.0) / 12.8e3, rate: 1.4e6 },
  flash: { label: "Flash", energyPerByte: (2.2e-3 * 3.0) / 12e3, rate: 12e3 },
} as const satisfies Readonly<Record<string, Memory>>;

export type MemoryName = keyof typeof MEMORIES;

const KIB = 1024;

/** Bytes in so many KiB, as the lever counts them. */
export const kibibytes = (value: number): number => value * KIB;

/** One save of a state (B): its energy (J) and its time (s). */
export const saveOf = ({ energyPerByte, rate }: Memory, bytes: number) => ({
  energy: bytes * energyPerByte,
  time: bytes / rate,
});

/** The hearable hears in frames of 10 ms, and may spend 1 mW in the mean: 10 µJ a frame (the track's mission). */
export const FRAME = 10e-3;
export const FRAME_BUDGET = 1e-3 * FRAME;
