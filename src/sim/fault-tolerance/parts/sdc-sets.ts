/** Which detectors are on. */
export interface DetectorSet {
  readonly crc: boolean;
  /** Frames between two passes of the CRC over all weights. */
  readonly scrubPeriod: number;
  readonly abft: boolean;
  readonly abftThreshold: number;
  readonly dmr: Dmr;
  readonly rangeGuard: boolean;
  readonly nanCheck: boolean;
}

/** None is on. */
export const NO_DETECTOR: DetectorSet = {
  crc: false,
  scrubPeriod: 1,
  abft: false,
  abftThreshold: 1e-5,
  dmr: "none",
  rangeGuard: false,
  nanCheck: false,
};

export type Dmr = "none" | "same" | "separate";

export const DETECTORS = ["crc", "abft", "sameBuffer", "separateCopy", "range", "nan"] as const;
export type Detector = (typeof DETECTORS)[number];

export const DETECTOR_LABELS: Readonly<Record<Detector, string>> = {
  crc: "CRC-32C of the weights",
  abft: "ABFT checksum",
  sameBuffer: "DMR, same buffer",
  separateCopy: "DMR, separate copy",
  range: "Range guard",
  nan: "NaN check",
};

/** What is known of a fault once a frame ran with it. */
export interface Evidence {
  readonly crc: boolean;
  readonly residual: number;
  readonly sameBuffer: boolean;
  readonly separateCopy: boolean;
  readonly range: boolean;
  readonly nan: boolean;
}

/** Whether one detector tells of it. */
export const tells = (detector: Detector, evidence: Evidence, threshold: number): boolean =>
  detector === "abft" ? evidence.residual > threshold : evidence[detector];

export const isOn = (set: DetectorSet, detector: Detector): boolean => {
  switch (detector) {
    case "crc":
      return set.crc;
    case "abft":
      return set.abft;
    case "sameBuffer":
      return set.dmr === "same";
    case "separateCopy":
      return set.dmr === "separate";
    case "range":
      return set.rangeGuard;
    case "nan":
      return set.nanCheck;
  }
};

export interface Deadline {
  /** A frame, and how long a fault may go unseen (s). */
  readonly frameTime: number;
  readonly allowed: number;
}

/** How long a fault may go unseen by this detector at worst, if it tells at all (s): the CRC passes every so many frames. */
export const worstLatency = (detector: Detector, set: DetectorSet, frameTime: number): number =>
  detector === "crc" ? set.scrubPeriod * frameTime : frameTime;

/** Whether a set finds a fault in time. */
export const finds = (set: DetectorSet, evidence: Evidence, { frameTime, allowed }: Deadline): boolean =>
  DETECTORS.some(
    (detector) =>
      isOn(set, detector) &&
      worstLatency(detector, set, frameTime) <= allowed &&
      tells(detector, evidence, set.abftThreshold),
  );

/** The longest scrub period that meets the deadline (frames); 0 if not even one frame does. */
export const longestPeriod = ({ frameTime, allowed }: Deadline): number => Math.floor(allowed / frameTime + 1e-9);

/** Every set of detectors, with this period and threshold. */
export const everySet = (scrubPeriod: number, abftThreshold: number): readonly DetectorSet[] => {
  const both = [false, true];
  return both.flatMap((crc) =>
    both.flatMap((abft) =>
      (["none", "same", "separate"] as const).flatMap((dmr) =>
        both.flatMap((rangeGuard) =>
          both.map((nanCheck) => ({ crc, scrubPeriod, abft, abftThreshold, dmr, rangeGuard, nanCheck })),
        ),
      ),
    ),
  );
};
