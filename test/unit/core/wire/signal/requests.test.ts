import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits } from '../../../../../core/wire/signal/limits.ts';
import { parseRequest } from '../../../../../core/wire/signal/messages.ts';
import { requestSchemas, type RequestType } from '../../../../../core/wire/signal/requests.ts';

type Json = Record<string, unknown>;

const fingerprint = { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') };
const text = (length: number): string => 'x'.repeat(length);
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `id-${index}`);
const nested = (levels: number): Json => (levels === 0 ? {} : { deeper: nested(levels - 1) });
const seen = { room: 0, audience: 0, self: 0 };

const badIds = ['', text(limits.id + 1), 'a b', 'a/b', '<b>', '../x', 'ä', 7, null, ['x']];
const badBooleans = [0, 1, 'true', null];
const badObjects = [null, [], 'x', 5, nested(7)];

const dataCase = (max: number): { valid: Json; fields: Record<string, { good: unknown[]; bad: unknown[]; optional?: true }> } => ({
  valid: { topic: 't', payload: { json: 1 } },
  fields: {
    topic: { good: [text(limits.topic), 'a b'], bad: ['', ' ', text(limits.topic + 1), 7, null] },
    payload: {
      good: [{ json: null }, { json: [1, 'x', { y: false }] }, { json: text(max - 2) }, { json: nested(5) }, { bytes: '' }, { bytes: 'AAE=' }, { bytes: 'A'.repeat(Math.ceil(max / 3) * 4) }],
      bad: [null, 1, 'x', {}, { json: 1, bytes: '' }, { json: text(max - 1) }, { json: nested(6) }, { bytes: 'AAE' }, { bytes: 'A_E=' }, { bytes: '====' }, { bytes: 'A'.repeat(Math.ceil(max / 3) * 4 + 4) }, { bytes: 1 }],
    },
    to: { good: [text(limits.id)], bad: badIds, optional: true },
  },
});

const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'u' };
const meshSignals = {
  good: [
    { kind: 'description', connection: 'c', description: { type: 'offer', sdp: text(limits.sdp) } },
    { kind: 'description', connection: 'c', description: { type: 'answer', sdp: 'v=0' } },
    { kind: 'candidate', connection: 'c', candidate },
    { kind: 'candidate', connection: 'c', candidate: { candidate: text(limits.candidate), sdpMid: null } },
    { kind: 'ask', connection: 'c' }, { kind: 'moved', path: 'sfu' }, { kind: 'want', source: 'screen', layer: 'none' }, { kind: 'want', source: 'camera', layer: 2 },
  ],
  bad: [
    null, 'ask', {}, { kind: 'other' }, { kind: 'ask', more: 1 }, { kind: 'ask', connection: 'a b' },
    { kind: 'description', connection: 'c', description: { type: 'offer', sdp: text(limits.sdp + 1) } },
    { kind: 'description', connection: 'c', description: { type: 'rollback', sdp: '' } },
    { kind: 'description', description: { type: 'offer', sdp: '' } },
    { kind: 'description', connection: 'c', description: { type: 'offer', sdp: '', more: 1 } },
    { kind: 'candidate', connection: 'c', candidate: { ...candidate, candidate: text(limits.candidate + 1) } },
    { kind: 'candidate', connection: 'c', candidate: { ...candidate, sdpMLineIndex: -1 } },
    { kind: 'candidate', connection: 'c', candidate: null },
    { kind: 'moved', path: 'moqt' }, { kind: 'want', source: 'mic', layer: 0 }, { kind: 'want', source: 'camera', layer: 3 },
  ],
};

/** For every request: one that is valid, and for each field values just inside and just outside its bounds. */
const cases: { [Type in RequestType]: { valid: Json; fields: Record<string, { good: unknown[]; bad: unknown[]; optional?: true }> } } = {
  Join: {
    valid: { token: 'x' },
    fields: {
      token: { good: [text(limits.token), ''], bad: [text(limits.token + 1), 5, null], optional: true },
      roomId: { good: [text(limits.id)], bad: badIds, optional: true },
      resume: {
        good: [{ token: 't', seen }, { token: 't', seen, audienceId: text(limits.id) }, { token: text(limits.token), seen: { room: 2 ** 53 - 1, audience: 0, self: 0 } }],
        bad: [{ token: 't' }, { seen }, { token: 't', seen, audienceId: 'a b' }, { token: text(limits.token + 1), seen }, { token: 't', seen: { room: 1, audience: 1 } }, { token: 't', seen: { ...seen, room: -1 } }, { token: 't', seen: { ...seen, room: 0.5 } }, { token: 't', seen: { ...seen, other: 1 } }, { token: 't', seen, more: 1 }, null],
        optional: true,
      },
    },
  },
  Leave: { valid: {}, fields: {} },
  EndRoom: { valid: {}, fields: {} },
  OpenTransport: { valid: { direction: 'send' }, fields: { direction: { good: ['recv'], bad: ['both', '', 1, null] } } },
  ConnectTransport: {
    valid: { transportId: 't', dtlsParameters: { fingerprints: [fingerprint] } },
    fields: {
      transportId: { good: [text(limits.id)], bad: badIds },
      dtlsParameters: {
        good: [{ role: 'client', fingerprints: [fingerprint] }],
        bad: [{}, { fingerprints: [] }, { fingerprints: [fingerprint, fingerprint] }, { fingerprints: [{ ...fingerprint, algorithm: 'sha-1' }] }, { fingerprints: [{ ...fingerprint, value: 'AB' }] }, { fingerprints: [{ ...fingerprint, more: 1 }] }, { role: 'both', fingerprints: [fingerprint] }],
      },
    },
  },
  RestartIce: { valid: { transportId: 't' }, fields: { transportId: { good: [text(limits.id)], bad: badIds } } },
  MeshPublish: {
    valid: { source: 'camera' },
    fields: { source: { good: ['mic', 'screen', 'screenAudio'], bad: ['data', '', null] }, paused: { good: [true, false], bad: badBooleans, optional: true } },
  },
  MeshSignal: {
    valid: { to: 'p', signal: { kind: 'ask' } },
    fields: { to: { good: [text(limits.id)], bad: badIds }, signal: meshSignals },
  },
  MeshFailed: { valid: { peerId: 'p' }, fields: { peerId: { good: [text(limits.id)], bad: badIds } } },
  Produce: {
    valid: { transportId: 't', source: 'camera', rtpParameters: {} },
    fields: {
      transportId: { good: [text(limits.id)], bad: badIds },
      source: { good: ['mic', 'screen', 'screenAudio'], bad: ['data', '', null] },
      rtpParameters: { good: [nested(6)], bad: badObjects },
      paused: { good: [true, false], bad: badBooleans, optional: true },
    },
  },
  SetProducerPaused: { valid: { producerId: 'p', paused: true }, fields: { producerId: { good: [text(limits.id)], bad: badIds }, paused: { good: [false], bad: badBooleans } } },
  CloseProducer: { valid: { producerId: 'p' }, fields: { producerId: { good: [text(limits.id)], bad: badIds } } },
  Consume: {
    valid: { transportId: 't', producerIds: ['p'], rtpCapabilities: {} },
    fields: {
      transportId: { good: [text(limits.id)], bad: badIds },
      producerIds: { good: [ids(16)], bad: [[], ids(17), [''], [1], 'p', null] },
      rtpCapabilities: { good: [nested(6)], bad: badObjects },
    },
  },
  SetConsumerPaused: {
    valid: { consumerIds: ['c'], paused: false },
    fields: { consumerIds: { good: [ids(64)], bad: [[], ids(65), [text(limits.id + 1)], null] }, paused: { good: [true], bad: badBooleans } },
  },
  SetPreferredLayer: { valid: { consumerId: 'c', spatial: 0 }, fields: { consumerId: { good: [text(limits.id)], bad: badIds }, spatial: { good: [2], bad: [3, -1, 0.5, '1', null] } } },
  CloseConsumer: { valid: { consumerId: 'c' }, fields: { consumerId: { good: [text(limits.id)], bad: badIds } } },
  BroadcastUrl: { valid: {}, fields: {} },
  ChatSend: {
    valid: { clientId: 'c', text: 'hello' },
    fields: { clientId: { good: [text(limits.id)], bad: badIds }, text: { good: ['x', text(limits.chatText), '<b>bold</b>'], bad: ['', '   ', '\u202E\u0000', text(limits.chatText + 1), 5, null] }, replyTo: { good: [text(limits.id)], bad: badIds, optional: true } },
  },
  DeleteMessage: { valid: { messageId: 'm' }, fields: { messageId: { good: [text(limits.id)], bad: badIds } } },
  PinMessage: { valid: { messageId: 'm' }, fields: { messageId: { good: [null, text(limits.id)], bad: badIds.filter((id) => id !== null) } } },
  SetSlowMode: { valid: { seconds: 10 }, fields: { seconds: { good: [0, limits.slowModeSec], bad: [-1, 1.5, limits.slowModeSec + 1, '10', null] } } },
  MergeAudiences: { valid: { hostPeerId: 'h' }, fields: { hostPeerId: { good: [text(limits.id)], bad: badIds } } },
  SplitAudience: { valid: {}, fields: {} },
  RaidAudience: { valid: { hostPeerId: 'h' }, fields: { hostPeerId: { good: [text(limits.id)], bad: badIds } } },
  InviteCohost: { valid: { peerId: 'p' }, fields: { peerId: { good: [text(limits.id)], bad: badIds } } },
  RequestCohost: { valid: {}, fields: {} },
  RespondCohostInvite: { valid: { inviteId: 'i', accept: true }, fields: { inviteId: { good: [text(limits.id)], bad: badIds }, accept: { good: [false], bad: badBooleans } } },
  CancelCohostInvite: { valid: { inviteId: 'i' }, fields: { inviteId: { good: [text(limits.id)], bad: badIds } } },
  SetAcceptInvitations: { valid: { enabled: true }, fields: { enabled: { good: [false], bad: badBooleans } } },
  RemoveCohost: { valid: { peerId: 'p' }, fields: { peerId: { good: [text(limits.id)], bad: badIds } } },
  LeaveStage: { valid: {}, fields: {} },
  SetLayout: { valid: { layout: 'spotlight' }, fields: { layout: { good: ['auto', 'immersive', 'theatre', 'grid'], bad: ['', 'compact', 'GRID', '__proto__', 1, null, ['grid']] }, peerId: { good: [text(limits.id)], bad: badIds, optional: true } } },
  SetTyping: { valid: { typing: true }, fields: { typing: { good: [false], bad: badBooleans } } },
  React: { valid: { emoji: '❤️' }, fields: { emoji: { good: ['👩‍👩‍👧‍👦', text(limits.emoji)], bad: ['', ' ', text(limits.emoji + 1), 1, null] } } },
  SetBroadcastPaused: { valid: { paused: true }, fields: { paused: { good: [false], bad: badBooleans } } },
  SendData: dataCase(limits.data),
  SendLossyData: dataCase(limits.lossyData),
  SetDisplayName: { valid: { displayName: 'Ada' }, fields: { displayName: { good: [text(limits.name), '<b>Ada</b>'], bad: ['', '   ', '\u202E\u0000', text(limits.name + 1), 5, null] } } },
  SetMetadata: {
    valid: { metadata: { team: 'red' } },
    fields: { metadata: { good: [{}, nested(limits.metadataDepth - 1), { x: text(limits.metadata - 8) }], bad: [null, [], 'x', 5, nested(limits.metadataDepth), { x: text(limits.metadata - 7) }] } },
  },
  WhoAmI: { valid: {}, fields: {} },
  RemovePeer: { valid: { peerId: 'p' }, fields: { peerId: { good: [text(limits.id)], bad: badIds } } },
  BanPeer: { valid: { peerId: 'p' }, fields: { peerId: { good: [text(limits.id)], bad: badIds } } },
  UnbanPeer: { valid: { peerId: 'p' }, fields: { peerId: { good: [text(limits.id)], bad: badIds } } },
  MutePeer: { valid: { peerId: 'p', muted: true }, fields: { peerId: { good: [text(limits.id)], bad: badIds }, muted: { good: [false], bad: badBooleans } } },
  SetModerator: { valid: { peerId: 'p', moderator: true }, fields: { peerId: { good: [text(limits.id)], bad: badIds }, moderator: { good: [false], bad: badBooleans } } },
  AuditLog: { valid: {}, fields: {} },
};

const types = Object.keys(requestSchemas) as RequestType[];
const frame = (type: string, body: Json, id: unknown = 1): string => JSON.stringify({ type, id, ...body });
const accepts = (json: string): boolean => parseRequest(json).ok;

for (const type of types) {
  const { valid, fields } = cases[type];
  describe(`request ${type}`, () => {
    it('is read when it is valid', () => {
      const parsed = parseRequest(frame(type, valid));
      assert.ok(parsed.ok, parsed.ok ? '' : parsed.detail);
      assert.equal(parsed.message.type, type);
    });

    for (const [field, { good, bad, optional }] of Object.entries(fields)) {
      it(`takes ${field} up to its bounds and not beyond`, () => {
        for (const value of good) assert.ok(accepts(frame(type, { ...valid, [field]: value })), `refused ${JSON.stringify(value).slice(0, 80)}`);
        for (const value of bad) {
          const parsed = parseRequest(frame(type, { ...valid, [field]: value }));
          assert.ok(!parsed.ok, `accepted ${JSON.stringify(value).slice(0, 80)}`);
          assert.equal(parsed.code, 'bad-message');
          assert.equal(parsed.id, 1);
        }
      });

      it(`${optional ? 'may' : 'must not'} do without ${field}`, () => {
        const { [field]: _, ...rest } = valid;
        assert.equal(accepts(frame(type, rest)), optional === true);
      });
    }

    it('refuses fields it does not have', () => assert.ok(!accepts(frame(type, { ...valid, extra: 1 }))));

    it('refuses a request number that is missing or out of range', () => {
      assert.ok(accepts(frame(type, valid, 2 ** 31 - 1)));
      assert.ok(!accepts(JSON.stringify({ type, ...valid })));
      for (const id of [0, -1, 1.5, 2 ** 31, '1', null]) {
        const parsed = parseRequest(frame(type, valid, id));
        assert.ok(!parsed.ok);
        assert.equal(parsed.id, undefined, 'a reply to this number would itself be invalid');
      }
    });

    it('is not fooled by keys that reach prototypes', () => {
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        const poisoned = `${frame(type, valid).slice(0, -1)},"${key}":{"polluted":true}}`;
        assert.ok(!accepts(poisoned), key);
        for (const field of Object.keys(valid)) {
          const inside = JSON.stringify({ type, id: 1, ...valid }).replace(`"${field}":`, `"${field}":{"${key}":{"polluted":true}},"ignored":`);
          assert.ok(!accepts(inside), `${key} in ${field}`);
        }
      }
      assert.equal(({} as Json)['polluted'], undefined);
    });
  });
}
