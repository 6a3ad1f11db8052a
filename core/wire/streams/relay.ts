import { count, list, nullish, optional, record, ShapeError, text, type Read, type Shape } from '../shape.ts';

const address: Shape<string> = (value, at) => {
  const url = text(2048)(value, at);
  if (!URL.canParse(url)) throw new ShapeError(at, 'address');
  return url;
};
const place = record({ url: address });

/** `certificateHashes`: sha-256 in base64 of certificates that no authority signed. */
const relayShape = record({ webTransport: nullish(record({ url: address, certificateHashes: optional(list(text(64), 8)) })), webSocket: nullish(place), hls: nullish(place), drafts: optional(list(count(1e6), 64)) });

/** How a relay can be reached: its `relay.json`. */
export type RelayInfo = Read<typeof relayShape>;

/** Nothing for what is no `relay.json`. */
export function readRelayInfo(json: unknown): RelayInfo | undefined {
  try {
    return relayShape(json, '');
  } catch {
    return undefined;
  }
}
