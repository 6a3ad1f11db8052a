/** Seconds from 1900, where NTP begins, to 1970. */
const toUnixSec = 2_208_988_800;
const fraction = 2 ** 32;

/** 64-bit NTP time (RFC 5905 §6) of `ms` since the epoch. */
export function ntpTime(ms: number): bigint {
  const seconds = Math.floor(ms / 1000);
  return (BigInt(seconds + toUnixSec) << 32n) | BigInt(Math.min(fraction - 1, Math.round(((ms - seconds * 1000) / 1000) * fraction)));
}

/** Back to ms since the epoch; fractions of a ms stay. */
export const unixTime = (seconds: number, fractions: number): number => (seconds - toUnixSec) * 1000 + (fractions / fraction) * 1000;
