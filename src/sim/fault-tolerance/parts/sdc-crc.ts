import type { Work } from "./sdc-work.ts";

/**
 * Castagnoli's polynomial, bits in reverse order: CRC-32C as in iSCSI and ext4. It finds every burst of up to 32 bits.
 *
 * @see RFC 3720, appendix B.4; its check value for the digits 1 to 9 is E3069283
 */
const POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let i = 0; i < 8; i++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/** Per byte: XOR, mask, shift, XOR. */
const STEPS = 4;

/** CRC-32C of some bytes, by a table of 256 words. */
export function crc32c(bytes: Uint8Array, work?: Work): number {
  let rest = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) rest = (TABLE[(rest ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (rest >>> 8);
  if (work) {
    work.flops += STEPS * bytes.length;
    work.bytes += bytes.length;
  }
  return (rest ^ 0xffffffff) >>> 0;
}
