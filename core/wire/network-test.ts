import * as v from 'valibot';
import { id, jsonObject, milliseconds } from './signal/fields.ts';
import { replySchemas } from './signal/replies.ts';
import { requestSchemas } from './signal/requests.ts';
import { transportShape } from './signal/shapes.ts';

/** How long the server keeps the two transports of one test. */
export const networkTestMs = 12_000;

/** The ways media can take to the server. */
export const testPaths = ['udp', 'tcp'] as const;
export type TestPath = (typeof testPaths)[number];

const testTransport = v.object({ ...transportShape.entries, sctpParameters: jsonObject });
export type TestTransport = v.InferOutput<typeof testTransport>;

/** `POST /network-test` → 201: one transport for each path, good until `expiresAt`. */
export const networkTestShape = v.object({
  testId: id,
  expiresAt: milliseconds,
  udp: testTransport,
  tcp: testTransport,
  iceServers: replySchemas.Welcome.entries.media.entries.iceServers,
});
export type NetworkTestOffer = v.InferOutput<typeof networkTestShape>;

/** `POST /network-test/:testId/connect`, once for each path → `{}`. */
export const networkTestConnectBody = v.object({ path: v.picklist(testPaths), dtlsParameters: requestSchemas.ConnectTransport.entries.dtlsParameters });

const bytes = v.pipe(v.number(), v.minValue(0));

/** `POST /network-test/:testId/end` → how many bytes have come in by each path; the transports are gone then. */
export const networkTestEndShape = v.object({ received: v.object({ udp: bytes, tcp: bytes }) });

const read = <Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> | null => {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
};

/** What a server answered, checked; `null` when it is something else. */
export const readNetworkTest = (value: unknown): NetworkTestOffer | null => read(networkTestShape, value);
export const readReceived = (value: unknown): Readonly<Record<TestPath, number>> | null => read(networkTestEndShape, value)?.received ?? null;
