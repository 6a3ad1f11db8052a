import type { SeededRandom } from '../support/random.ts';

type Json = Record<string, unknown>;

/** Ids that exist, so that mutated frames get past the first check too. */
export interface KnownIds { readonly transports: string[]; readonly producers: string[]; readonly consumers: string[] }

const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1 }, rtcpFeedback: [{ type: 'nack' }] };
const video = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {}, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] };
const fingerprint = { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') };

/** One valid request of any type. */
function valid(random: SeededRandom, ids: KnownIds): Json {
  const known = (list: readonly string[]): string => (list.length > 0 && random.chance(0.9) ? random.pick(list) : `none-${random.below(9)}`);
  const transportId = known(ids.transports);
  const producerId = known(ids.producers);
  const consumerId = known(ids.consumers);
  const ssrc = 1 + random.below(2 ** 31);
  return random.pick<() => Json>([
    () => ({ type: 'Join', token: 'x.y.z', resume: { token: 'me.x', seen: { room: 1, audience: 1, self: 0 } } }),
    () => ({ type: 'Leave' }),
    () => ({ type: 'EndRoom' }),
    () => ({ type: 'OpenTransport', direction: random.pick(['send', 'recv']) }),
    () => ({ type: 'ConnectTransport', transportId, dtlsParameters: { role: random.pick(['auto', 'client', 'server']), fingerprints: [fingerprint] } }),
    () => ({ type: 'RestartIce', transportId }),
    () => ({ type: 'Produce', transportId, source: 'mic', rtpParameters: { mid: String(random.below(9)), codecs: [codec], headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }], encodings: [{ ssrc }], rtcp: { cname: 'c' } } }),
    () => ({ type: 'Produce', transportId, source: 'camera', paused: true, rtpParameters: { codecs: [video], encodings: [{ rid: 'a', maxBitrate: 1e5 }, { rid: 'b', maxBitrate: 5e5 }] } }),
    () => ({ type: 'SetProducerPaused', producerId, paused: random.chance(0.5) }),
    () => ({ type: 'CloseProducer', producerId }),
    () => ({ type: 'Consume', transportId, producerIds: [producerId], rtpCapabilities: { codecs: [{ ...codec, kind: 'audio', preferredPayloadType: 100 }, { ...video, kind: 'video', preferredPayloadType: 101 }], headerExtensions: [] } }),
    () => ({ type: 'SetConsumerPaused', consumerIds: [consumerId], paused: random.chance(0.5) }),
    () => ({ type: 'SetPreferredLayer', consumerId, spatial: random.below(3) }),
    () => ({ type: 'CloseConsumer', consumerId }),
    () => ({ type: 'BroadcastUrl' }),
    () => ({ type: 'ChatSend', clientId: `c${random.below(50)}`, text: 'hello' }),
    () => ({ type: 'DeleteMessage', messageId: random.pick(['none', 'x']) }),
    () => ({ type: 'PinMessage', messageId: random.pick([null, 'none']) }),
    () => ({ type: 'SetSlowMode', seconds: random.pick([0, 1]) }),
    () => ({ type: random.pick(['MergeAudiences', 'RaidAudience']), hostPeerId: random.pick(['none', 'ann']) }),
    () => ({ type: 'SplitAudience' }),
    () => ({ type: 'SetTyping', typing: random.chance(0.5) }),
    () => ({ type: 'React', emoji: random.pick(['❤️', '🎉', '👏']) }),
    () => ({ type: 'SetBroadcastPaused', paused: random.chance(0.5) }),
  ])();
}

const strange = (random: SeededRandom): unknown => random.pick<() => unknown>([
  () => null, () => true, () => 0, () => -1, () => 0.5, () => 1e308, () => 2 ** 53, () => '', () => '\u202E\u0000', () => 'x'.repeat(random.below(3000)), () => [], () => ({}),
  () => [[[[[[[[[]]]]]]]]], () => ({ __proto__: null, constructor: { prototype: {} } }), () => Array.from({ length: random.below(200) }, () => random.below(9)), () => '<img src=x onerror=alert(1)>', () => '../../etc/passwd', () => '💥'.repeat(random.below(300)),
])();

/** Puts something strange somewhere inside. */
function mutate(random: SeededRandom, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.15)) return strange(random);
  if (Array.isArray(value)) {
    const list: unknown[] = [...value];
    if (list.length === 0 || random.chance(0.2)) list.push(strange(random));
    else list[random.below(list.length)] = mutate(random, random.pick(list));
    return list;
  }
  const object: Json = { ...value as Json };
  const keys = Object.keys(object);
  const key = keys.length === 0 || random.chance(0.1) ? random.pick(['__proto__', 'constructor', 'extra', '']) : random.pick(keys);
  if (random.chance(0.15)) delete object[key];
  else Object.defineProperty(object, key, { value: mutate(random, object[key]), enumerable: true, configurable: true, writable: true });
  return object;
}

function garble(random: SeededRandom, text: string): string {
  const at = random.below(text.length);
  return random.pick([
    () => text.slice(0, at),
    () => text.slice(0, at) + String.fromCharCode(random.below(0xd7ff)) + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at).repeat(2),
    () => text.replaceAll('"', random.pick(["'", '\\"', ''])),
    () => `${text}${text}`,
  ])();
}

/** One frame: valid, mutated, garbled or noise. */
export function randomFrame(random: SeededRandom, ids: KnownIds, id: number): string | Uint8Array<ArrayBuffer> {
  const request = { id, ...valid(random, ids) };
  const kind = random.number();
  if (kind < 0.3) return JSON.stringify(request);
  if (kind < 0.8) return JSON.stringify(mutate(random, request));
  if (kind < 0.92) return garble(random, JSON.stringify(request));
  const noise = Uint8Array.from({ length: random.below(400) }, () => random.below(256));
  return kind < 0.96 ? noise : Buffer.from(noise).toString('latin1');
}
