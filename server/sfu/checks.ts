import * as v from 'valibot';
import type { RtpCapabilities, RtpParameters } from 'mediasoup/types';
import type { JsonObject } from '../../core/wire/signal/fields.ts';
import { SignalError } from '../signal-error.ts';

// mediasoup writes these into one buffer shared by everything a worker does. A value it cannot write (a fractional
// bitrate, say) throws half-way and spoils that buffer for every room, so nothing reaches it unchecked.
const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const integer = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const list = <const Item extends v.GenericSchema>(item: Item, max: number) => v.pipe(v.array(item), v.maxLength(max));
const uint32 = integer(0, 2 ** 32 - 1);
const payloadType = integer(0, 127);
const parameters = v.optional(v.pipe(v.record(text(64), v.union([text(256), integer(-(2 ** 31), 2 ** 31 - 1), v.boolean()])), v.check((value) => Object.keys(value).length <= 32)), {});
const rtcpFeedback = v.optional(list(v.object({ type: text(32), parameter: v.optional(text(32), '') }), 16), []);

const codec = { mimeType: v.pipe(text(64), v.regex(/^(audio|video)\/[\w.+-]+$/i)), clockRate: integer(1, 1_000_000), channels: v.optional(integer(1, 8)), parameters, rtcpFeedback };

const rtpParametersSchema = v.object({
  mid: v.optional(text(32)),
  codecs: v.pipe(list(v.object({ ...codec, payloadType }), 16), v.minLength(1)),
  headerExtensions: v.optional(list(v.object({ uri: text(128), id: integer(1, 255), encrypt: v.optional(v.boolean(), false), parameters }), 32), []),
  encodings: v.optional(list(v.object({
    ssrc: v.optional(uint32),
    rid: v.optional(text(16)),
    codecPayloadType: v.optional(payloadType),
    rtx: v.optional(v.object({ ssrc: uint32 })),
    dtx: v.optional(v.boolean(), false),
    scalabilityMode: v.optional(text(16)),
    maxBitrate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1e9), v.transform(Math.floor))),
  }), 4), []),
  rtcp: v.optional(v.object({ cname: v.optional(text(256)), reducedSize: v.optional(v.boolean(), true) }), {}),
  msid: v.optional(text(256)),
});

const rtpCapabilitiesSchema = v.object({
  codecs: v.optional(list(v.object({ ...codec, kind: v.picklist(['audio', 'video']), preferredPayloadType: v.optional(payloadType) }), 256), []),
  headerExtensions: v.optional(list(v.object({
    kind: v.picklist(['audio', 'video']),
    uri: text(128),
    preferredId: integer(1, 255),
    preferredEncrypt: v.optional(v.boolean(), false),
    direction: v.optional(v.picklist(['sendrecv', 'sendonly', 'recvonly', 'inactive']), 'sendrecv'),
  }), 128), []),
});

function check<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (!result.success) throw new SignalError('bad-message', { cause: `${v.getDotPath(result.issues[0]) ?? ''}: ${result.issues[0].message}` });
  return result.output;
}

/** A clean copy of what a page says it will send. Throws `bad-message`. */
export const checkRtpParameters = (value: JsonObject): RtpParameters => check(rtpParametersSchema, value) as RtpParameters;

/** A clean copy of what a page says it can play. Throws `bad-message`. */
export const checkRtpCapabilities = (value: JsonObject): RtpCapabilities => check(rtpCapabilitiesSchema, value) as RtpCapabilities;

/** What a page is told when mediasoup refuses: its ORTC rules throw `TypeError` and `UnsupportedError`, the rest is circumstance. */
export function refusalOf(error: unknown): SignalError {
  if (error instanceof SignalError) return error;
  const rules = error instanceof Error && (error.name === 'TypeError' || error.name === 'UnsupportedError');
  return new SignalError(rules ? 'bad-message' : 'media-failed', { cause: error });
}
