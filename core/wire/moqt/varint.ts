/** The largest number of RFC 9000 §16: 62 bits. Times and counts beyond 2^53 are read as `Infinity`. */
const most = 2n ** 62n - 1n;

/** How many bytes the varint takes that begins with `first`. */
export const varintLength = (first: number): 1 | 2 | 4 | 8 => (1 << (first >> 6)) as 1 | 2 | 4 | 8;

/** How many bytes `value` takes. Throws a `RangeError` for what is no whole number from 0 on. */
export function sizeOfVarint(value: number): 1 | 2 | 4 | 8 {
  if (value === Infinity) return 8;
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} cannot be written as a variable-length integer.`);
  return value < 0x40 ? 1 : value < 0x4000 ? 2 : value < 0x4000_0000 ? 4 : 8;
}

/** Writes `value` in the fewest bytes; `Infinity` as the largest there is. */
export function writeVarint(view: DataView, at: number, value: number): void {
  const size = sizeOfVarint(value);
  if (size === 1) view.setUint8(at, value);
  else if (size === 2) view.setUint16(at, value | 0x4000);
  else if (size === 4) view.setUint32(at, (value | 0x8000_0000) >>> 0);
  else view.setBigUint64(at, (value === Infinity ? most : BigInt(value)) | (3n << 62n));
}

/** Reads the varint at `at`, all of whose bytes are there. */
export function readVarint(view: DataView, at: number): number {
  const size = varintLength(view.getUint8(at));
  if (size === 1) return view.getUint8(at);
  if (size === 2) return view.getUint16(at) & 0x3fff;
  if (size === 4) return view.getUint32(at) & 0x3fff_ffff;
  const value = view.getBigUint64(at) & most;
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
}
