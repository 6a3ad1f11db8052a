import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '../auth/tokens.ts';

/** Encrypts what lies in the database, under keys derived from the server's secrets, which do not. */
export interface Sealer {
  /** `about` is not secret but bound to it: what was sealed about one thing does not open as another. */
  seal(text: string, about: string): string;
  /** `undefined` when it was changed, or sealed by a secret that is gone. */
  open(sealed: string, about: string): string | undefined;
}

const ivBytes = 12;
const tagBytes = 16;

/** HKDF-SHA-256 (RFC 5869), for this use alone: neither key gives away the other. */
const wrappingKey = ({ key }: Secret): Uint8Array => new Uint8Array(hkdfSync('sha256', key, '', 'muf-live streams at rest', 32));

function opened(key: Uint8Array, bytes: Buffer, about: string): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes }).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}

/** AES-256-GCM; the first secret seals, all open, so that secrets may be rotated. `secrets` must not be empty. */
export function createSealer(secrets: readonly Secret[]): Sealer {
  const keys = secrets.map(wrappingKey);
  return {
    seal(text, about) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keys[0]!, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(about));
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < ivBytes + tagBytes) return undefined;
      for (const key of keys) {
        const text = opened(key, bytes, about);
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}
