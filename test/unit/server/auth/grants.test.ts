import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { permissionsSchema } from '../../../../core/wire/preset/permissions.ts';
import type { Claims } from '../../../../core/wire/signal/claims.ts';
import { requestSchemas, type RequestType } from '../../../../core/wire/signal/requests.ts';
import { sources } from '../../../../core/wire/signal/shapes.ts';
import { can, canBroadcast, canOpen, canProduce, grantsOf, withModerator } from '../../../../server/auth/grants.ts';

const types = Object.keys(requestSchemas) as RequestType[];
const grants = (claims: Partial<Claims>) => grantsOf({ room_id: 'r', role: 'viewer', room_type: 'live', exp: 1, ...claims });
const allowed = (claims: Partial<Claims>): RequestType[] => types.filter((type) => can(grants(claims), type));

const anyone: RequestType[] = ['Join', 'Leave', 'WhoAmI', 'RespondCohostInvite', 'CancelCohostInvite'];
const transports: RequestType[] = ['OpenTransport', 'ConnectTransport', 'RestartIce'];
const watching: RequestType[] = ['Consume', 'SetConsumerPaused', 'SetPreferredLayer', 'CloseConsumer', 'BroadcastUrl'];
const talking: RequestType[] = ['ChatSend', 'DeleteMessage', 'SetTyping', 'React'];
const sending: RequestType[] = ['SendData', 'SendLossyData'];
const publishing: RequestType[] = [
  'Produce', 'SetProducerPaused', 'CloseProducer', 'SetBroadcastPaused', 'MeshPublish', 'MeshSignal', 'MeshFailed', 'MergeAudiences', 'SplitAudience', 'RaidAudience', 'LeaveStage', 'SetLayout',
];
/** What `chat:moderate` is for; the last two are a host's alone. */
const ordering: RequestType[] = ['RemovePeer', 'BanPeer', 'UnbanPeer', 'MutePeer', 'DeleteMessage', 'PinMessage', 'SetSlowMode'];
const ruling: RequestType[] = [...ordering, 'SetModerator', 'AuditLog'];
const inviting: RequestType[] = ['InviteCohost', 'SetAcceptInvitations', 'RemoveCohost'];

const guest = [...anyone, ...transports, ...watching, ...talking, ...sending, ...publishing, 'SetMetadata'] as const;
const cohost = [...guest, ...ruling, ...inviting];
const host = [...cohost, 'EndRoom'] as const;
const viewer = [...anyone, ...transports, ...watching, ...talking, ...sending, 'RequestCohost'] as const;

const matrix: readonly [name: string, claims: Partial<Claims>, requests: readonly RequestType[]][] = [
  ['the original host', { role: 'host', is_original_host: true }, host],
  ['a host minted elsewhere without the claim', { role: 'host' }, host],
  ['a cohost', { role: 'host', is_original_host: false }, cohost],
  ['a guest', { role: 'guest' }, guest],
  ['a guest who claims to be the host', { role: 'guest', is_original_host: true }, guest],
  ['a viewer', { role: 'viewer' }, viewer],
  ['a viewer who claims to be the host', { role: 'viewer', is_original_host: true }, viewer],
  ['no capability at all', { role: 'host', caps: [] }, anyone],
  ['unknown capabilities', { role: 'host', caps: ['publish:*', '*', 'admin'] }, anyone],
  ['a silent viewer', { role: 'viewer', caps: ['subscribe:*'] }, [...anyone, ...transports, ...watching]],
  ['a host who may only speak', { role: 'host', caps: ['publish:mic'] }, [...anyone, ...transports, ...publishing]],
  ['a chat bot', { role: 'viewer', caps: ['chat:send'] }, [...anyone, ...talking]],
  ['a bot that ends rooms', { role: 'viewer', caps: ['room:end'] }, [...anyone, 'EndRoom']],
  ['a moderator', { role: 'viewer', caps: ['chat:moderate'] }, [...anyone, ...ordering]],
  ['a guest who moderates', { role: 'guest', caps: ['chat:moderate'] }, [...anyone, ...ordering]],
  ['a host who only moderates', { role: 'host', caps: ['chat:moderate'] }, [...anyone, ...ruling]],
];

for (const [name, claims, requests] of matrix) {
  test(`${name}: ${new Set(requests).size} of ${types.length} requests`, () => {
    assert.deepEqual(allowed(claims).toSorted(), [...new Set(requests)].toSorted());
  });
}

test('each source needs its own capability', () => {
  const produced = (claims: Partial<Claims>) => sources.filter((source) => canProduce(grants(claims), source));
  assert.deepEqual(produced({ role: 'host' }), [...sources]);
  assert.deepEqual(produced({ role: 'viewer' }), []);
  assert.deepEqual(produced({ role: 'host', caps: ['publish:mic'] }), ['mic']);
  assert.deepEqual(produced({ role: 'host', caps: ['publish:screen'] }), ['screen', 'screenAudio']);
});

test('a viewer opens no transport to send, a speaker without ears none to receive', () => {
  assert.equal(canOpen(grants({}), 'send'), false);
  assert.equal(canOpen(grants({}), 'recv'), true);
  assert.equal(canOpen(grants({ role: 'host', caps: ['publish:mic'] }), 'send'), true);
  assert.equal(canOpen(grants({ role: 'host', caps: ['publish:mic'] }), 'recv'), false);
});

test('only who may publish comes on stage, and never a viewer', () => {
  assert.equal(canBroadcast(grants({ role: 'host' })), true);
  assert.equal(canBroadcast(grants({ role: 'guest' })), true);
  assert.equal(canBroadcast(grants({ role: 'host', caps: ['chat:send'] })), false);
  assert.equal(canBroadcast(grants({ caps: ['publish:camera'] })), false);
});

const caps = (given: ReturnType<typeof grants>): string[] => [...given.caps].toSorted();

test('a preset replaces the defaults of a role, a token’s own list comes before both', () => {
  const preset = v.parse(permissionsSchema, { caps: { viewer: ['subscribe:*'], host: ['publish:mic'] }, maxQuality: 'medium' });
  const by = (claims: Partial<Claims>) => grantsOf({ room_id: 'r', role: 'viewer', room_type: 'live', exp: 1, ...claims }, preset);
  assert.deepEqual([...by({}).sources], [['subscribe:*', 'preset']]);
  assert.deepEqual([...by({ role: 'host' }).sources], [['publish:mic', 'preset'], ['room:end', 'originalHost'], ['record', 'originalHost']]);
  assert.deepEqual(caps(by({ role: 'guest' })), caps(grants({ role: 'guest' })), 'a role it does not name keeps its defaults');
  assert.deepEqual([...by({ caps: ['chat:send'] }).sources], [['chat:send', 'token']]);
});

test('what a place has added to a token’s list does not come from the token', () => {
  const from = (is_original_host: boolean) => Object.fromEntries(grantsOf({ room_id: 'r', role: 'host', room_type: 'live', exp: 1, is_original_host, caps: ['chat:send', 'publish:mic', 'room:end', 'chat:moderate'] }, undefined, ['chat:send']).sources);
  assert.deepEqual(from(true), { 'chat:moderate': 'originalHost', 'chat:send': 'token', 'publish:mic': 'role', 'room:end': 'originalHost' });
  assert.deepEqual(from(false), { 'chat:moderate': 'role', 'chat:send': 'token', 'publish:mic': 'role', 'room:end': 'role' });
});

test('of two bounds on quality the lower one holds', () => {
  const bounded = (max_quality: Claims['max_quality'], maxQuality?: 'low' | 'medium' | 'high') =>
    grantsOf({ room_id: 'r', role: 'viewer', room_type: 'live', exp: 1, max_quality }, v.parse(permissionsSchema, maxQuality ? { maxQuality } : {})).maxQuality;
  assert.deepEqual([bounded(undefined), bounded('medium'), bounded('medium', 'low'), bounded('low', 'high'), bounded(undefined, 'medium')], ['high', 'medium', 'low', 'low', 'medium']);
});

test('a moderator gains one capability, and loses only what made them one', () => {
  const moderator = withModerator(grants({}), true);
  assert.deepEqual(caps(moderator), [...caps(grants({})), 'chat:moderate'].toSorted());
  assert.equal(moderator.sources.get('chat:moderate'), 'moderator');
  assert.deepEqual(caps(withModerator(moderator, false)), caps(grants({})));
  assert.ok(withModerator(grants({ caps: ['chat:moderate'] }), false).caps.has('chat:moderate'), 'the token’s own stays');
});
