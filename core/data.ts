import type { LiveEvents } from './live-event.ts';
import { LiveError } from './errors.ts';
import { isSafeJson, type Json, type Payload } from './wire/signal/fields.ts';
import { limits } from './wire/signal/limits.ts';

/** What `sendData` takes and `DATA` brings: bytes, or any JSON value. */
export type Data = Uint8Array | Json;

export interface DataOptions {
  /** One peer; without it a broadcaster's data reaches the whole room, a viewer's the broadcasters they watch. */
  readonly to?: string;
  /** `false`: never waits and may be lost, for what is out of date at once, such as pointers. Default `true`. */
  readonly reliable?: boolean;
}

/** Spread over the arguments of one call, this many are safe everywhere. */
const chunk = 8192;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += chunk) text += String.fromCharCode(...bytes.subarray(start, start + chunk));
  return btoa(text);
}

/** Throws `too-large`, or `bad-message` for what JSON cannot say. */
export function packData(data: Data, max: number): Payload {
  if (data instanceof Uint8Array) {
    if (data.length > max) throw new LiveError('too-large');
    return { bytes: toBase64(data) };
  }
  if (!isSafeJson(data, limits.jsonDepth - 2)) throw new LiveError('bad-message', { message: 'Only bytes and plain JSON can be sent.' });
  if (JSON.stringify(data).length > max) throw new LiveError('too-large');
  return { json: data };
}

export const unpackData = (payload: Payload): Data => ('json' in payload ? payload.json : Uint8Array.from(atob(payload.bytes), (char) => char.charCodeAt(0)));

export const dataEvent = ({ from, topic, payload }: { from: string; topic: string; payload: Payload }): LiveEvents['DATA'] => ({ from, topic, data: unpackData(payload) });
