import * as v from 'valibot';

const place = v.object({ url: v.pipe(v.string(), v.url(), v.maxLength(2048)) });

const relaySchema = v.object({
  /** `certificateHashes`: sha-256 in base64 of certificates that no authority signed. */
  webTransport: v.nullish(v.object({ ...place.entries, certificateHashes: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(8)), []) })),
  webSocket: v.nullish(place),
  hls: v.nullish(place),
  drafts: v.optional(v.array(v.number()), [14]),
});

/** How a relay can be reached: its `relay.json`. */
export type RelayInfo = v.InferOutput<typeof relaySchema>;

/** Nothing for what is no `relay.json`. */
export function readRelayInfo(json: unknown): RelayInfo | undefined {
  const read = v.safeParse(relaySchema, json);
  return read.success ? read.output : undefined;
}
