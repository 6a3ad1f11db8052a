import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { limits } from '../../../../core/wire/signal/limits.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { pass, signalServer, type SignalServer } from '../../../support/signal-server.ts';

type Client = Awaited<ReturnType<SignalServer['join']>>;

interface House { readonly server: SignalServer; readonly clock: FakeClock; readonly room_id: string; readonly ann: Client; readonly bea: Client; viewerOf(host: string, name?: string): Promise<Client> }

/** Two hosts in one room. Ann is the original one. */
async function house(t: TestContext): Promise<House> {
  const clock = createFakeClock();
  const server = await signalServer(t, { clock });
  const room_id = crypto.randomUUID();
  const ann = await server.join({ role: 'host', room_id, host_peer_id: 'ann', display_name: 'Ann' });
  const bea = await server.join({ role: 'host', room_id, host_peer_id: 'bea', display_name: 'Bea', is_original_host: false });
  return { server, clock, room_id, ann, bea, viewerOf: (host, name = `fan of ${host}`) => server.join({ role: 'viewer', room_id, host_peer_id: host, display_name: name }) };
}

const idOf = (client: Client): string => client.welcome.self.peerId;

/** The lines this client heard, its own among them. */
const heard = (client: Client): string[] => client.events('ChatPosted').map(({ message }) => message.text);

let lines = 0;
const say = (client: Client, text: string) => client.must('ChatSend', { clientId: `line-${(lines += 1)}`, text });

describe('two audiences', () => {
  it('share neither lines, typing, reactions, people nor counts', async (t) => {
    const { clock, ann, bea, viewerOf } = await house(t);
    const [a1, a2, b1] = await Promise.all([viewerOf('ann'), viewerOf('ann'), viewerOf('bea')]);
    assert.deepEqual([a1, b1].map(({ welcome }) => welcome.self.hostPeerId), ['ann', 'bea']);
    await say(a1, 'for ann');
    await say(b1, 'for bea');
    await say(bea, 'bea to hers');
    await a1.must('SetTyping', { typing: true });
    await b1.must('React', { emoji: '🎉' });
    await a2.must('Leave', {});
    await pass(clock, 1000, ann, bea, a1, b1);
    assert.deepEqual([ann, a1, bea, b1].map(heard), [['for ann'], ['for ann'], ['for bea', 'bea to hers'], ['for bea', 'bea to hers']]);
    assert.deepEqual([ann, bea].map((host) => new Set(host.events('TypingChanged').map(({ peerId }) => peerId)).size), [1, 0]);
    assert.deepEqual([ann, bea].map((host) => host.events('Reacted').length), [0, 1]);
    assert.deepEqual([ann, bea].map((host) => host.events('ViewerLeft').length), [1, 0]);
    assert.deepEqual([ann, bea].map((host) => host.events('ViewerCountChanged').at(-1)?.count), [1, 1]);
    assert.deepEqual(bea.events('ViewerJoined').map(({ viewer }) => viewer.peerId), [idOf(b1)]);
  });

  it('are joined by link, the original host’s by a link that names no host on stage', async (t) => {
    const { viewerOf, server, room_id } = await house(t);
    assert.equal((await viewerOf('nobody')).welcome.self.hostPeerId, 'ann');
    assert.equal((await server.join({ role: 'viewer', room_id })).welcome.self.hostPeerId, 'ann');
  });

  it('each hear of the end with their own crowd’s peak', async (t) => {
    const { ann, bea, viewerOf } = await house(t);
    await Promise.all([viewerOf('ann'), viewerOf('bea'), viewerOf('bea')]);
    await ann.must('EndRoom', {});
    assert.deepEqual([(await ann.event('RoomEnded')).summary.peakViewers, (await bea.event('RoomEnded')).summary.peakViewers], [1, 2]);
  });
});

describe('a raid', () => {
  it('moves one audience as one change, and leaves the logs where they are', async (t) => {
    const { clock, server, room_id, ann, bea, viewerOf } = await house(t);
    const cat = await server.join({ role: 'host', room_id, host_peer_id: 'cat', is_original_host: false });
    const [a1, a2, b1, c1] = await Promise.all([viewerOf('ann'), viewerOf('ann'), viewerOf('bea'), viewerOf('cat')]);
    await say(a1, 'in ann’s');
    await say(b1, 'in bea’s');
    await bea.must('PinMessage', { messageId: (await bea.event('ChatPosted')).message.id });
    await bea.must('SetSlowMode', { seconds: 30 });
    await Promise.all([a1, a2, b1].map((client) => client.settled()));
    const before = a1.received.length;
    await ann.must('RaidAudience', { hostPeerId: 'bea' });
    const switched = await a1.event('AudienceSwitched');
    assert.deepEqual({ ...switched, audience: undefined, chat: undefined, audienceSeq: 0 }, { type: 'AudienceSwitched', change: 'raided', peerId: 'ann', displayName: 'Ann', audience: undefined, chat: undefined, audienceSeq: 0 });
    assert.equal(switched.audience.hostPeerId, 'bea');
    assert.equal(switched.audience.viewerCount, 3);
    assert.deepEqual(switched.audience.viewers.map(({ peerId }) => peerId).toSorted(), [a1, a2, b1].map(idOf).toSorted());
    assert.deepEqual([switched.audience.pinned?.text, switched.audience.slowModeSec, switched.audience.sharedWith], ['in bea’s', 30, ['ann']]);
    assert.deepEqual(switched.chat.map(({ text, clientId }) => [text, clientId]), [['in bea’s', undefined]]);
    await a1.settled();
    const told = a1.received.slice(before).map(({ type }) => type).filter((type) => type !== 'ViewerCountChanged' && type !== 'Done');
    assert.deepEqual(told, ['AudienceSwitched'], 'one change');
    const arrived = await b1.event('AudienceChanged');
    assert.deepEqual([arrived.change, arrived.peerId, arrived.viewers, arrived.audience.viewerCount], ['raided', 'ann', 2, 3]);
    await say(b1, 'welcome');
    await say(a2, 'thanks');
    await pass(clock, 1000, ann, bea, a1, a2, b1, c1, cat);
    assert.deepEqual(heard(a1), ['in ann’s', 'welcome', 'thanks']);
    assert.deepEqual(heard(b1), ['in bea’s', 'welcome', 'thanks']);
    assert.deepEqual(heard(ann), ['in ann’s', 'welcome', 'thanks'], 'the raider comes along');
    assert.deepEqual([heard(c1), c1.events('AudienceChanged').length + c1.events('AudienceSwitched').length, cat.events('ViewerCountChanged').at(-1)?.count], [[], 0, 1]);
    assert.equal(bea.events('ViewerCountChanged').at(-1)?.count, 3);
  });

  it('brings whoever comes for the raider later to where the crowd is, until the raider begins anew', async (t) => {
    const { ann, viewerOf } = await house(t);
    const early = await viewerOf('ann');
    await say(ann, 'old days');
    await ann.must('RaidAudience', { hostPeerId: 'bea' });
    const late = await viewerOf('ann');
    assert.equal(late.welcome.self.hostPeerId, 'bea');
    await ann.must('SplitAudience', {});
    assert.equal((await late.event('AudienceSwitched')).audience.hostPeerId, 'ann', 'who came by the link is the raider’s');
    await early.settled();
    assert.deepEqual(early.events('AudienceSwitched').map(({ audience }) => audience.hostPeerId), ['bea'], 'who was handed over stays');
    const anew = await viewerOf('ann');
    assert.equal(anew.welcome.self.hostPeerId, 'ann');
    assert.deepEqual(anew.welcome.snapshot?.chat.map(({ text }) => text), ['old days'], 'the log stayed');
    assert.equal(anew.welcome.snapshot?.audience.viewerCount, 2);
  });

  it('leaves the raider’s moderators without power over other people', async (t) => {
    const { ann, bea, viewerOf } = await house(t);
    const [moderator, b1] = await Promise.all([viewerOf('ann'), viewerOf('bea')]);
    await ann.must('SetModerator', { peerId: idOf(moderator), moderator: true });
    await moderator.must('SetSlowMode', { seconds: 1 });
    await ann.must('RaidAudience', { hostPeerId: 'bea' });
    await moderator.event('CapsChanged', ({ caps }) => !caps.includes('chat:moderate'));
    const { message } = await say(b1, 'hello');
    assert.equal(await moderator.refused('DeleteMessage', { messageId: message.id }), 'not-allowed');
    assert.equal(await moderator.refused('SetSlowMode', { seconds: 9 }), 'not-allowed');
    await bea.must('SetSlowMode', { seconds: 9 });
  });

  it('is exactly what a page that was away finds', async (t) => {
    const { clock, server, ann, bea, viewerOf } = await house(t);
    const viewer = await viewerOf('ann');
    await say(ann, 'one');
    const seen = { room: viewer.welcome.channels.room, audience: viewer.welcome.channels.audience + 1, self: viewer.welcome.channels.self };
    const { audienceId } = viewer.welcome.snapshot!.audience;
    const resume = { token: viewer.welcome.resumeToken, seen, audienceId };
    viewer.socket.close();
    await viewer.closed;
    await ann.must('RaidAudience', { hostPeerId: 'bea' });
    for (const text of ['two', 'three']) await say(bea, text);
    clock.advance(1000);
    const back = await server.connect();
    const welcome = await back.must('Join', { resume });
    assert.equal(welcome.self.hostPeerId, 'bea');
    assert.deepEqual(welcome.snapshot?.chat.map(({ text }) => text), ['two', 'three']);
    await say(bea, 'four');
    assert.equal((await back.event('ChatPosted')).message.text, 'four');
  });

  it('is known to a page whose socket died just before the news', async (t) => {
    const { server, ann, bea, viewerOf } = await house(t);
    const viewer = await viewerOf('ann');
    await ann.must('RaidAudience', { hostPeerId: 'bea' });
    await viewer.event('AudienceSwitched');
    await say(bea, 'two');
    const { channels, resumeToken, snapshot } = viewer.welcome;
    const back = await server.connect();
    const welcome = await back.must('Join', { resume: { token: resumeToken, seen: channels, audienceId: snapshot!.audience.audienceId } });
    assert.equal(welcome.snapshot?.audience.hostPeerId, 'bea');
    const again = await server.connect();
    const replayed = await again.must('Join', { resume: { token: welcome.resumeToken, seen: welcome.channels, audienceId: welcome.snapshot!.audience.audienceId } });
    assert.equal(replayed.snapshot, undefined, 'numbers of the audience it is in are good');
  });
});

describe('merged audiences', () => {
  it('talk together and part again, each with their own people and log', async (t) => {
    const { clock, ann, bea, viewerOf } = await house(t);
    const [a1, b1] = await Promise.all([viewerOf('ann'), viewerOf('bea')]);
    await say(a1, 'ann’s alone');
    await say(b1, 'bea’s alone');
    await bea.must('MergeAudiences', { hostPeerId: 'ann' });
    assert.equal((await b1.event('AudienceSwitched')).change, 'merged');
    assert.deepEqual((await ann.event('AudienceChanged')).audience.sharedWith, ['bea']);
    await say(b1, 'hello ann');
    await say(a1, 'hello bea');
    const late = await viewerOf('bea', 'late fan');
    assert.equal(late.welcome.self.hostPeerId, 'ann');
    await bea.must('SplitAudience', {});
    const split = await late.event('AudienceSwitched');
    assert.deepEqual([split.change, split.audience.hostPeerId, split.audience.viewerCount], ['split', 'bea', 2]);
    assert.deepEqual(split.chat.map(({ text }) => text), ['bea’s alone'], 'what was said in the other audience stays there');
    const gone = await a1.event('AudienceChanged', ({ change }) => change === 'split');
    assert.deepEqual([gone.viewers, gone.audience.viewerCount, gone.audience.sharedWith], [2, 1, undefined]);
    await say(late, 'bea’s again');
    await pass(clock, 1000, ann, bea, a1, b1);
    assert.deepEqual(heard(a1), ['ann’s alone', 'hello ann', 'hello bea']);
    assert.deepEqual(heard(b1), ['bea’s alone', 'hello ann', 'hello bea', 'bea’s again']);
  });

  it('are parted by their host too: everyone goes back to theirs', async (t) => {
    const { server, room_id, ann, bea, viewerOf } = await house(t);
    const cat = await server.join({ role: 'host', room_id, host_peer_id: 'cat', is_original_host: false });
    const [b1, c1] = await Promise.all([viewerOf('bea'), viewerOf('cat')]);
    await bea.must('MergeAudiences', { hostPeerId: 'ann' });
    await cat.must('MergeAudiences', { hostPeerId: 'bea' });
    assert.equal((await c1.event('AudienceSwitched')).audience.hostPeerId, 'ann', 'where bea’s people are');
    await ann.must('SplitAudience', {});
    assert.equal((await c1.event('AudienceSwitched', ({ change }) => change === 'split')).audience.hostPeerId, 'cat');
    assert.equal((await b1.event('AudienceSwitched', ({ change }) => change === 'split')).audience.hostPeerId, 'bea');
    assert.equal(await ann.refused('SplitAudience', {}), 'not-merged');
  });

  it('go on as they were after a restart', async (t) => {
    const { server, bea, viewerOf, room_id } = await house(t);
    const viewer = await viewerOf('bea');
    await bea.must('MergeAudiences', { hostPeerId: 'ann' });
    await bea.must('SetSlowMode', { seconds: 7 });
    await viewer.event('SlowModeChanged');
    await server.restart();
    const back = await server.connect();
    const welcome = await back.must('Join', { resume: { token: viewer.welcome.resumeToken, seen: { room: 0, audience: 0, self: 0 } } });
    assert.deepEqual([welcome.self.hostPeerId, welcome.snapshot?.audience.slowModeSec], ['ann', 7]);
    const host = await server.join({ role: 'host', room_id, host_peer_id: 'bea', is_original_host: false });
    await host.must('SplitAudience', {});
    assert.equal((await back.event('AudienceSwitched')).audience.hostPeerId, 'bea');
  });

  it('let the merged one go before it moves on itself', async (t) => {
    const { server, room_id, ann, bea, viewerOf } = await house(t);
    await server.join({ role: 'host', room_id, host_peer_id: 'cat', is_original_host: false });
    const [a1, b1] = await Promise.all([viewerOf('ann'), viewerOf('bea')]);
    await bea.must('MergeAudiences', { hostPeerId: 'ann' });
    await ann.must('RaidAudience', { hostPeerId: 'cat' });
    assert.equal((await a1.event('AudienceSwitched')).audience.hostPeerId, 'cat');
    assert.equal((await b1.event('AudienceSwitched', ({ change }) => change === 'split')).audience.hostPeerId, 'bea');
  });
});

describe('what cannot be done with audiences', () => {
  it('is refused with its own code and changes nothing', async (t) => {
    const { ann, bea, viewerOf } = await house(t);
    const viewer = await viewerOf('bea');
    assert.equal(await viewer.refused('RaidAudience', { hostPeerId: 'ann' }), 'not-allowed');
    assert.equal(await viewer.refused('SplitAudience', {}), 'not-allowed');
    assert.equal(await bea.refused('MergeAudiences', { hostPeerId: 'bea' }), 'same-audience');
    assert.equal(await bea.refused('RaidAudience', { hostPeerId: idOf(viewer) }), 'no-audience');
    assert.equal(await bea.refused('RaidAudience', { hostPeerId: 'nobody' }), 'no-audience');
    assert.equal(await bea.refused('SplitAudience', {}), 'not-merged');
    await Promise.all([ann, bea, viewer].map((client) => client.settled()));
    assert.equal([ann, bea, viewer].flatMap((client) => [...client.events('AudienceChanged'), ...client.events('AudienceSwitched')]).length, 0);
  });

  it('a crowd is moved by one frame to each, however large it is', async (t) => {
    const { ann, viewerOf } = await house(t);
    const crowd = await Promise.all(Array.from({ length: 60 }, () => viewerOf('ann')));
    await ann.must('RaidAudience', { hostPeerId: 'bea' });
    for (const viewer of crowd) assert.equal((await viewer.event('AudienceSwitched')).audience.viewerCount, crowd.length);
    assert.ok(limits.listedViewers >= crowd.length);
    assert.deepEqual(crowd.map((viewer) => viewer.events('ViewerLeft').length), crowd.map(() => 0));
  });
});
