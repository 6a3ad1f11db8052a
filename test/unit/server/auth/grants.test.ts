import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Claims } from '../../../../core/wire/signal/claims.ts';
import { requestSchemas, type RequestType } from '../../../../core/wire/signal/requests.ts';
import { sources } from '../../../../core/wire/signal/shapes.ts';
import { can, canBroadcast, canOpen, canProduce, grantsOf } from '../../../../server/auth/grants.ts';

const types = Object.keys(requestSchemas) as RequestType[];
const grants = (claims: Partial<Claims>) => grantsOf({ room_id: 'r', role: 'viewer', room_type: 'live', exp: 1, ...claims });
const allowed = (claims: Partial<Claims>): RequestType[] => types.filter((type) => can(grants(claims), type));

const anyone: RequestType[] = ['Join', 'Leave'];
const transports: RequestType[] = ['OpenTransport', 'ConnectTransport', 'RestartIce'];
const watching: RequestType[] = ['Consume', 'SetConsumerPaused', 'SetPreferredLayer', 'CloseConsumer'];
const talking: RequestType[] = ['ChatSend', 'SetTyping', 'React'];
const publishing: RequestType[] = ['Produce', 'SetProducerPaused', 'CloseProducer', 'SetBroadcastPaused'];
const ending: RequestType[] = ['EndRoom'];

const matrix: readonly [name: string, claims: Partial<Claims>, requests: readonly RequestType[]][] = [
  ['the original host', { role: 'host', is_original_host: true }, types],
  ['a host minted elsewhere without the claim', { role: 'host' }, types],
  ['a cohost', { role: 'host', is_original_host: false }, types.filter((type) => type !== 'EndRoom')],
  ['a guest', { role: 'guest' }, types.filter((type) => type !== 'EndRoom')],
  ['a guest who claims to be the host', { role: 'guest', is_original_host: true }, types.filter((type) => type !== 'EndRoom')],
  ['a viewer', { role: 'viewer' }, [...anyone, ...transports, ...watching, ...talking]],
  ['a viewer who claims to be the host', { role: 'viewer', is_original_host: true }, [...anyone, ...transports, ...watching, ...talking]],
  ['no capability at all', { role: 'host', caps: [] }, anyone],
  ['unknown capabilities', { role: 'host', caps: ['publish:*', '*', 'admin'] }, anyone],
  ['a silent viewer', { role: 'viewer', caps: ['subscribe:*'] }, [...anyone, ...transports, ...watching]],
  ['a host who may only speak', { role: 'host', caps: ['publish:mic'] }, [...anyone, ...transports, ...publishing]],
  ['a chat bot', { role: 'viewer', caps: ['chat:send'] }, [...anyone, ...talking]],
  ['a moderator bot', { role: 'viewer', caps: ['room:end'] }, [...anyone, ...ending]],
];

for (const [name, claims, requests] of matrix) {
  test(`${name}: ${requests.length} of ${types.length} requests`, () => {
    assert.deepEqual(allowed(claims).toSorted(), [...requests].toSorted());
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
