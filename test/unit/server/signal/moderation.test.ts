import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Claims } from '../../../../core/wire/signal/claims.ts';
import { limits } from '../../../../core/wire/signal/limits.ts';
import type { AuditLine } from '../../../../core/wire/signal/shapes.ts';
import { addressMs } from '../../../../server/rooms/bans.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeDevice, publish } from '../../../support/fake-media.ts';
import type { SignalClient } from '../../../support/signal-client.ts';
import { pass, signalServer, type SignalServer } from '../../../support/signal-server.ts';

type Joined = Awaited<ReturnType<SignalServer['join']>>;

const person = (room_id: string, name: string): Pick<Claims, 'room_id' | 'role' | 'peer_id' | 'sub' | 'display_name'> =>
  ({ room_id, role: 'viewer', peer_id: `web-${name}`, sub: `user-${name}`, display_name: name });
const hostOf = (room_id: string, name = 'ann') => ({ room_id, role: 'host' as const, host_peer_id: name, display_name: name, is_original_host: name === 'ann' });

async function stage(t: TestContext) {
  const clock = createFakeClock();
  const server = await signalServer(t, { clock });
  const room = crypto.randomUUID();
  const host = await server.join(hostOf(room));
  const bo = await server.join(person(room, 'bo'));
  return { clock, server, room, host, bo };
}

const refusal = async (server: SignalServer, claims: Parameters<SignalServer['join']>[0], headers?: Record<string, string>): Promise<string> =>
  (await server.connect(headers && { headers })).refused('Join', { token: server.token(claims) });
const linesOf = async (host: SignalClient): Promise<readonly AuditLine[]> => (await host.must('AuditLog', {})).lines;
const brief = ({ by, action, target, outcome, count }: AuditLine) => [by.displayName, action, target?.displayName, outcome, count];
const resume = async (server: SignalServer, { welcome }: Joined): Promise<string> =>
  (await server.connect()).refused('Join', { resume: { token: welcome.resumeToken, seen: welcome.channels } });

describe('someone removed', () => {
  it('is out at once, may come back after a minute, and not before by any way', async (t) => {
    const { clock, server, room, host, bo } = await stage(t);
    await host.must('RemovePeer', { peerId: bo.welcome.self.peerId });
    assert.deepEqual(await bo.closed, { code: 4424, reason: 'removed' });
    assert.equal((await host.event('ViewerLeft')).reason, 'removed');
    assert.equal(await resume(server, bo), 'resume-failed');
    assert.equal(await refusal(server, person(room, 'bo')), 'removed');
    assert.equal(await refusal(server, { ...person(room, 'bo'), peer_id: 'web-other' }), 'removed', 'the same person under another peer id');
    await pass(clock, limits.removedMs, host);
    await server.join(person(room, 'bo'));
    assert.deepEqual((await linesOf(host)).map(brief), [['bo', 'Join', undefined, 'removed', 1], ['bo', 'Join', undefined, 'removed', 1], ['ann', 'RemovePeer', 'bo', 'done', 1]]);
  });
});

describe('someone banned', () => {
  it('stays out by reload, second tab, resume token, fresh token and server restart, until unbanned', async (t) => {
    const { server, room, host, bo } = await stage(t);
    const tab = await server.join(person(room, 'bo'));
    assert.notEqual(tab.welcome.self.peerId, bo.welcome.self.peerId, 'two tabs are two peers');
    const cy = await server.join(person(room, 'cy'));
    await host.must('BanPeer', { peerId: tab.welcome.self.peerId });
    for (const place of [bo, tab]) {
      assert.deepEqual(await place.closed, { code: 4425, reason: 'banned' });
      assert.equal(await resume(server, place), 'resume-failed');
    }
    const attempts = [person(room, 'bo'), { ...person(room, 'bo'), peer_id: 'web-fresh' }, { ...person(room, 'bo'), sub: 'someone else' }, { ...person(room, 'bo'), role: 'host' as const, host_peer_id: 'web-stage', is_original_host: false }];
    for (const claims of attempts) assert.equal(await refusal(server, claims), 'banned', JSON.stringify(claims));
    await cy.settled();
    const { banned } = await host.must('AuditLog', {});
    assert.deepEqual(banned.map(({ peerId, displayName, by }) => [peerId, displayName, by]), [[tab.welcome.self.peerId, 'bo', 'ann']]);

    await server.restart();
    const again = await server.join(hostOf(room));
    assert.equal(await refusal(server, person(room, 'bo')), 'banned');
    assert.equal(await again.refused('UnbanPeer', { peerId: 'web-nobody' }), 'not-found');
    await again.must('UnbanPeer', { peerId: tab.welcome.self.peerId });
    await server.join(person(room, 'bo'));
    const lines = await linesOf(again);
    assert.deepEqual([...new Set(lines.map(({ action }) => action))].toSorted(), ['BanPeer', 'Join', 'UnbanPeer']);
    assert.ok(lines.some((line) => line.action === 'BanPeer' && line.outcome === 'done' && line.target?.displayName === 'bo'), 'the log outlives the restart');
  });

  it('may be banned after leaving, for what they wrote is still there', async (t) => {
    const { server, room, host, bo } = await stage(t);
    await bo.must('Leave', {});
    await host.event('ViewerLeft');
    await host.must('BanPeer', { peerId: bo.welcome.self.peerId });
    assert.equal(await refusal(server, person(room, 'bo')), 'banned');
    assert.equal(await host.refused('BanPeer', { peerId: 'web-made-up' }), 'not-found');
  });

  it('cannot come back as a stranger from the same address, while others there can', async (t) => {
    const { clock, server, room, host } = await stage(t);
    const at = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });
    const visitor = (name: string): string => `visitor.${clock.now().toString(36)}.${name}-0123456789abcdef`;
    const regular = { ...person(room, 'ed'), sub: visitor('ed') };
    clock.advance(1000);
    const troll = await server.connect({ headers: at('203.0.113.7') });
    const { self } = await troll.must('Join', { token: server.token({ ...person(room, 'troll'), sub: visitor('troll') }) });
    await host.must('BanPeer', { peerId: self.peerId });
    clock.advance(1000);
    const stranger = { room_id: room, role: 'viewer' as const };
    const newcomer = { ...person(room, 'new'), sub: visitor('new') };
    assert.equal(await refusal(server, stranger, at('203.0.113.7')), 'banned');
    assert.equal(await refusal(server, newcomer, at('203.0.113.7')), 'banned');
    for (const [claims, address] of [[regular, '203.0.113.7'], [person(room, 'vouched'), '203.0.113.7'], [newcomer, '203.0.113.8']] as const) {
      await (await server.connect({ headers: at(address) })).must('Join', { token: server.token(claims) });
    }
    await pass(clock, addressMs, host);
    await (await server.connect({ headers: at('203.0.113.7') })).must('Join', { token: server.token(stranger) });
  });
});

describe('someone muted', () => {
  it('cannot write in any tab or after coming back, and everyone knows', async (t) => {
    const { server, room, host, bo } = await stage(t);
    const { peerId } = bo.welcome.self;
    await host.must('MutePeer', { peerId, muted: true });
    assert.equal((await bo.event('CapsChanged')).muted, true);
    assert.deepEqual(await host.event('PeerModerated').then(({ muted, isModerator }) => ({ muted, isModerator })), { muted: true, isModerator: false });
    assert.equal(await bo.refused('ChatSend', { clientId: 'c1', text: 'but' }), 'muted');
    await bo.must('React', { emoji: '👏' });
    await bo.must('Leave', {});
    const back = await server.join(person(room, 'bo'));
    assert.equal(back.welcome.self.muted, true);
    assert.equal(await back.refused('ChatSend', { clientId: 'c2', text: 'but' }), 'muted');
    await host.must('MutePeer', { peerId: back.welcome.self.peerId, muted: false });
    await back.must('ChatSend', { clientId: 'c3', text: 'thanks' });
  });

  it('on stage cannot be heard, whatever the page asks for', async (t) => {
    const { server, room, host, bo } = await stage(t);
    const cohost = await server.join(hostOf(room, 'cy'));
    const device = await fakeDevice(cohost.welcome.media.rtpCapabilities);
    const { transportId, producers } = await publish(cohost, device, 'mic', 'camera');
    await host.must('MutePeer', { peerId: 'cy', muted: true });
    const { producerId, paused } = await bo.event('ProducerPaused');
    assert.deepEqual([producerId, paused], [producers['mic'], true]);
    assert.equal(await cohost.refused('SetProducerPaused', { producerId: producers['mic']!, paused: false }), 'muted');
    await cohost.must('SetProducerPaused', { producerId: producers['camera']!, paused: true });
    await cohost.must('ChatSend', { clientId: 'c1', text: 'I can write' });
    await cohost.must('CloseProducer', { producerId: producers['mic']! });
    assert.equal(await cohost.refused('Produce', { transportId, source: 'mic', rtpParameters: {} }), 'bad-message');
    await host.must('MutePeer', { peerId: 'cy', muted: false });
    await cohost.must('SetProducerPaused', { producerId: producers['camera']!, paused: false });
  });
});

describe('a moderator', () => {
  it('keeps order among viewers, and is no host', async (t) => {
    const { server, room, host, bo } = await stage(t);
    const cy = await server.join(person(room, 'cy'));
    const { peerId } = bo.welcome.self;
    assert.equal(await bo.refused('RemovePeer', { peerId: cy.welcome.self.peerId }), 'not-allowed');
    await host.must('SetModerator', { peerId, moderator: true });
    assert.ok((await bo.event('CapsChanged')).caps.includes('chat:moderate'));
    assert.equal((await cy.event('PeerModerated')).isModerator, true);
    assert.equal((await bo.must('WhoAmI', {})).caps.find(({ cap }) => cap === 'chat:moderate')?.from, 'moderator');
    await host.must('SetModerator', { peerId: cy.welcome.self.peerId, moderator: true });
    for (const target of ['ann', cy.welcome.self.peerId, peerId]) assert.equal(await bo.refused('BanPeer', { peerId: target }), 'not-allowed', target);
    for (const type of ['SetModerator', 'AuditLog'] as const) assert.equal(await bo.refused(type, { peerId: cy.welcome.self.peerId, moderator: false } as never), type === 'AuditLog' ? 'bad-message' : 'not-allowed');
    assert.equal(await bo.refused('AuditLog', {}), 'not-allowed');
    await host.must('SetModerator', { peerId: cy.welcome.self.peerId, moderator: false });
    await bo.must('RemovePeer', { peerId: cy.welcome.self.peerId });
    assert.equal((await cy.closed).reason, 'removed');
    await bo.must('Leave', {});
    assert.ok((await server.join(person(room, 'bo'))).welcome.self.caps.includes('chat:moderate'), 'still one after coming back');
  });

  it('is not made of a broadcaster', async (t) => {
    const { server, room, host } = await stage(t);
    await server.join(hostOf(room, 'cy'));
    assert.equal(await host.refused('SetModerator', { peerId: 'cy', moderator: true }), 'not-allowed');
  });
});

describe('audiences', () => {
  it('are each kept in order by their own host, and all by the original one', async (t) => {
    const { server, room, host, bo } = await stage(t);
    const cohost = await server.join(hostOf(room, 'cy'));
    const dee = await server.join({ ...person(room, 'dee'), host_peer_id: 'cy' });
    assert.equal(await cohost.refused('BanPeer', { peerId: bo.welcome.self.peerId }), 'not-found', 'someone else’s viewer cannot even be seen');
    assert.equal(await cohost.refused('BanPeer', { peerId: 'ann' }), 'not-allowed');
    await cohost.must('BanPeer', { peerId: dee.welcome.self.peerId });
    assert.equal((await dee.closed).reason, 'banned');
    assert.equal(await refusal(server, { ...person(room, 'dee'), host_peer_id: 'cy' }), 'banned');
    const elsewhere = await server.join({ ...person(room, 'dee'), host_peer_id: 'ann' });
    assert.deepEqual((await linesOf(cohost)).map(({ action }) => action).toSorted(), ['BanPeer', 'BanPeer', 'BanPeer', 'Join'].toSorted());
    await host.must('BanPeer', { peerId: elsewhere.welcome.self.peerId });
    for (const host_peer_id of ['ann', 'cy']) assert.equal(await refusal(server, { ...person(room, 'dee'), host_peer_id }), 'banned', host_peer_id);
    await host.must('RemovePeer', { peerId: 'cy' });
    assert.equal((await cohost.closed).reason, 'removed');
  });
});

describe('a thousand attempts', () => {
  it('are refused, change nothing, fill one line each kind and close the socket', async (t) => {
    const { host, bo, server, room } = await stage(t);
    const cy = await server.join(person(room, 'cy'));
    const { peerId } = cy.welcome.self;
    for (let id = 1; id <= 1000; id += 1) bo.send(JSON.stringify({ type: 'BanPeer', id: 5000 + id, peerId }));
    const { reason } = await bo.closed;
    assert.ok(['bad-message', 'rate-limited'].includes(reason), reason);
    const codes = new Set(bo.received.filter((message) => message.type === 'Error').map(({ code }) => code));
    assert.deepEqual([...codes].toSorted(), ['not-allowed', 'rate-limited']);
    await cy.settled();
    const lines = (await linesOf(host)).filter(({ by }) => by.displayName === 'bo');
    assert.deepEqual(lines.map(({ action, target, outcome }) => `${action} ${target?.displayName} ${outcome}`).toSorted(), ['BanPeer cy not-allowed', 'BanPeer cy rate-limited']);
    assert.ok(lines.some(({ count }) => count > 1), 'one line stands for many');
    assert.equal((await host.must('AuditLog', {})).banned.length, 0);
  });
});

describe('what only the original host may', () => {
  it('is refused to a cohost and a viewer, with a line in the log', async (t) => {
    const { server, room, host, bo } = await stage(t);
    const cohost = await server.join(hostOf(room, 'cy'));
    assert.equal(await cohost.refused('EndRoom', {}), 'not-allowed');
    assert.equal(await bo.refused('EndRoom', {}), 'not-allowed');
    assert.equal(await cohost.refused('SetAcceptInvitations', { enabled: true }), 'not-allowed');
    for (const [name, cap, has] of [['host', 'record', true], ['host', 'room:end', true], ['cohost', 'record', false], ['cohost', 'room:end', false]] as const) {
      const { caps } = await (name === 'host' ? host : cohost).must('WhoAmI', {});
      assert.equal(caps.some((one) => one.cap === cap), has, `${name} ${cap}`);
    }
    assert.deepEqual((await linesOf(host)).map(({ by, action, outcome }) => `${by.displayName} ${action} ${outcome}`).toSorted(), ['bo EndRoom not-allowed', 'cy EndRoom not-allowed', 'cy SetAcceptInvitations not-allowed']);
    await host.must('SetAcceptInvitations', { enabled: true });
    await host.must('EndRoom', {});
    assert.equal((await bo.event('RoomEnded')).summary.reason, 'ended');
  });
});

describe('whoami', () => {
  it('says what one may do, why, and within which limits', async (t) => {
    const { server, room, host, bo } = await stage(t);
    const mine = await host.must('WhoAmI', {});
    assert.deepEqual([mine.peerId, mine.role, mine.isOriginalHost, mine.muted], ['ann', 'host', true, false]);
    assert.deepEqual(mine.caps.filter(({ from }) => from === 'originalHost').map(({ cap }) => cap), ['room:end', 'record']);
    const theirs = await bo.must('WhoAmI', {});
    assert.ok(theirs.caps.length > 2 && theirs.caps.every(({ from }) => from === 'role'));
    const bounded = await server.join({ ...person(room, 'cy'), caps: ['chat:send', 'nonsense'], max_quality: 'low', max_peers: 20 });
    const { caps, limits: bounds } = await bounded.must('WhoAmI', {});
    assert.deepEqual(caps, [{ cap: 'chat:send', from: 'token' }]);
    assert.deepEqual([bounds.maxQuality, bounds.maxPeers, bounds.slowModeSec], ['low', 20, 0]);
    assert.ok(bounds.sessionEndsAt > bounded.welcome.serverNow);
  });
});
