import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in base64url: enough for keys of 160 random bits or more, which no list of passwords holds. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A hash that no secret is known of, to compare with where there is none. */
const nobodys = hashOf('');

/** Whether `secret` has this hash, in the same time for yes, no, and no hash at all. */
export function isSecretOf(hash: string | undefined, secret: string): boolean {
  const equal = timingSafeEqual(Buffer.from(hash ?? nobodys), Buffer.from(hashOf(secret)));
  return equal && hash !== undefined;
}
