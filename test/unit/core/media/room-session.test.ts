import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { RoomSessions } from '../../../../core/media/room-session.ts';
import { readAddress, type StreamAddress } from '../../../../core/streams/addresses.ts';
import type { Planes } from '../../../../core/streams/planes.ts';
import type { RelaySession } from '../../../../core/streams/playback.ts';
import { catalogTrack, readCatalog, writeCatalog, type Catalog } from '../../../../core/wire/moqt/catalog.ts';
import type { LiveObject, SubscriberSession, SubscribeOptions, Subscription } from '../../../../core/wire/moqt/session-api.ts';
import type { RelayInfo } from '../../../../core/wire/streams/relay.ts';

/** A session that keeps what it is asked for. */
class FakeSession {
  readonly asked: { readonly name: string; readonly options: SubscribeOptions }[] = [];
  readonly ended = Promise.withResolvers<Awaited<SubscriberSession['closed']>>();
  closes = 0;
  readonly draft = 14;
  readonly transport = 'webtransport';
  readonly peer = {};

  get closed(): SubscriberSession['closed'] { return this.ended.promise; }

  subscribe({ name }: { readonly name: string }, options: SubscribeOptions): Subscription {
    this.asked.push({ name, options });
    return { accepted: Promise.resolve({ expiresMs: 0 }), done: new Promise(() => {}), update() {}, unsubscribe() {} };
  }

  close(): void {
    this.closes += 1;
    this.ended.resolve({ code: 0, reason: '', remote: false });
  }

  /** The relay sends a catalog, or what is in its place. */
  tell(group: number, payload: Uint8Array): void {
    this.asked.find(({ name }) => name === catalogTrack)!.options.on.object({ group, subgroup: 0, object: 0, priority: 0, payload, status: 'normal' });
  }
}

interface Opened { readonly session: FakeSession; readonly signal: AbortSignal; succeed(): void; fail(error: Error): void }
interface World { readonly sessions: RoomSessions; readonly opened: Opened[]; join(source: string, options?: { readonly signal?: AbortSignal; readonly token?: string }): Promise<SubscriberSession> }

const info: RelayInfo = { webTransport: null, webSocket: { url: 'wss://relay.example' }, hls: null, drafts: [14] };
const addressOf = (token: string): StreamAddress => readAddress(`https://relay.example/playback/room-1?tok=${token}`, 'playback');

/** Connections succeed at once, unless the test wants to say when. */
function world({ byHand = false }: { readonly byHand?: boolean } = {}): World {
  const opened: Opened[] = [];
  const connect: Planes['connect'] = (_info, _address, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<RelaySession>();
    const session = new FakeSession();
    const succeed = (): void => resolve({ session: session as unknown as SubscriberSession, path: { plane: 'moqt', via: 'webtransport' }, namespace: ['room-1'] });
    opened.push({ session, signal, succeed, fail: reject });
    if (!byHand) succeed();
    return promise;
  };
  const sessions = new RoomSessions({ connect } as Planes);
  const join: World['join'] = async (source, { signal = new AbortController().signal, token = 'a' } = {}) => (await sessions.of(source).connect(info, addressOf(token), signal, () => {})).session;
  return { sessions, opened, join };
}

const catalogOf = (sources: readonly string[], live = true): Catalog => ({ version: 1, live, tracks: sources.map((source) => ({ name: `${source}/video`, kind: 'video', codec: 'avc1.42E01F', source })) });
const tell = ({ opened }: World, group: number, catalog: Catalog): void => opened[0]!.session.tell(group, writeCatalog(catalog));

/** Reads the catalog as a player does, and keeps which tracks it names; `over` once it is not live. */
function follow(session: SubscriberSession): { readonly heard: string[]; readonly subscription: Subscription } {
  const heard: string[] = [];
  const object = ({ payload }: LiveObject): void => {
    const { live, tracks } = readCatalog(payload);
    heard.push(live ? tracks.map(({ name }) => name).join() : 'over');
  };
  return { heard, subscription: session.subscribe({ namespace: ['room-1'], name: catalogTrack }, { on: { object } }) };
}

describe('the session that a room’s tiles share', () => {
  it('is not given again once one of them has found it dead', async () => {
    const { opened, join } = world();
    const [dead, other] = [await join('ada'), await join('bea')];
    dead.close(1, 'Nothing comes any more.');
    await join('ada');
    assert.equal(opened.length, 2);
    assert.equal(opened[0]!.session.closes, 0, 'the other has not noticed yet');
    other.close(1, 'Nothing comes any more.');
    await turn();
    assert.deepEqual(opened.map(({ session }) => session.closes), [1, 0]);
    await join('bea');
    assert.equal(opened.length, 2);
  });

  it('is one for each address', async () => {
    const { opened, join } = world();
    await Promise.all([join('ada'), join('bo'), join('cy', { token: 'b' })]);
    assert.equal(opened.length, 2);
  });

  it('is asked for its catalog once, of which each hears what is its own', async () => {
    const here = world();
    const [ada, bo] = [follow(await here.join('ada')), follow(await here.join('bo'))];
    assert.deepEqual(here.opened[0]!.session.asked.map(({ name }) => name), [catalogTrack]);
    tell(here, 1, catalogOf(['ada']));
    assert.deepEqual([ada.heard, bo.heard], [['ada/video'], []], 'of whom there is nothing yet, nothing is said');
    tell(here, 2, catalogOf(['ada', 'bo']));
    tell(here, 3, catalogOf([], false));
    assert.deepEqual([ada.heard, bo.heard], [['ada/video', 'ada/video', 'over'], ['bo/video', 'over']]);
  });

  it('tells who comes late what is known, and who has left nothing', async () => {
    const here = world();
    const ada = follow(await here.join('ada'));
    tell(here, 1, catalogOf(['ada', 'bo']));
    const [bo, gone] = [follow(await here.join('bo')), follow(await here.join('bo'))];
    gone.subscription.unsubscribe();
    await turn();
    assert.deepEqual([bo.heard, gone.heard], [['bo/video'], []]);
    ada.subscription.unsubscribe();
    tell(here, 2, catalogOf(['ada', 'bo']));
    assert.deepEqual([ada.heard, bo.heard], [['ada/video'], ['bo/video', 'bo/video']]);
  });

  it('passes over a catalog that is older, empty or unreadable', async () => {
    const here = world();
    const ada = follow(await here.join('ada'));
    tell(here, 5, catalogOf(['ada']));
    tell(here, 4, catalogOf([], false));
    here.opened[0]!.session.tell(6, new Uint8Array());
    here.opened[0]!.session.tell(6, new TextEncoder().encode('{'));
    assert.deepEqual(ada.heard, ['ada/video']);
  });

  it('carries every other track as it is asked for', async () => {
    const { opened, join } = world();
    const options: SubscribeOptions = { priority: 7, on: { object() {} } };
    for (const session of [await join('ada'), await join('ada')]) session.subscribe({ namespace: ['room-1'], name: 'ada/video' }, options);
    assert.deepEqual(opened[0]!.session.asked, [{ name: 'ada/video', options }, { name: 'ada/video', options }]);
  });

  it('ends with the last that has it, and is opened anew for the next', async () => {
    const { opened, join } = world();
    const [ada, bo] = [await join('ada'), await join('bo')];
    ada.close();
    ada.close();
    assert.deepEqual(await ada.closed, { code: 0, reason: '', remote: false });
    await turn();
    assert.equal(opened[0]!.session.closes, 0, 'one leaves once');
    bo.close();
    const next = join('ada');
    assert.equal(opened.length, 2, 'from that moment on');
    await next;
    await turn();
    assert.deepEqual(opened.map(({ session }) => session.closes), [1, 0]);
  });

  it('that the relay ends is over for all, and opened anew for the next', async () => {
    const { opened, join } = world();
    const both = [await join('ada'), await join('bo')];
    opened[0]!.session.ended.resolve({ code: 3, reason: 'elsewhere', remote: true });
    assert.deepEqual((await Promise.all(both.map(({ closed }) => closed))).map(({ reason }) => reason), ['elsewhere', 'elsewhere']);
    await turn();
    await join('ada');
    assert.equal(opened.length, 2);
  });
});

describe('waiting for it', () => {
  it('one that has gone meanwhile gets none, and takes it from nobody who waits', async () => {
    const { opened, join } = world({ byHand: true });
    const control = new AbortController();
    const [ada, bo] = [join('ada', { signal: control.signal }), join('bo')];
    control.abort(new Error('the tile is gone'));
    assert.equal(opened[0]!.signal.aborted, false);
    opened[0]!.succeed();
    await assert.rejects(ada, /the tile is gone/);
    const heard = follow(await bo);
    await turn();
    assert.equal(opened[0]!.session.closes, 0);
    opened[0]!.session.tell(1, writeCatalog(catalogOf(['bo'])));
    assert.deepEqual(heard.heard, ['bo/video']);
  });

  it('one that leaves just as another comes takes it from nobody', async () => {
    const { opened, join } = world();
    const ada = await join('ada');
    const bo = join('bo');
    ada.close();
    await bo;
    await turn();
    assert.deepEqual([opened.length, opened[0]!.session.closes], [1, 0]);
  });

  it('when all have gone meanwhile it is closed as soon as it is there', async () => {
    const { opened, join } = world({ byHand: true });
    const control = new AbortController();
    const waiting = [join('ada', { signal: control.signal }), join('bo', { signal: control.signal })];
    control.abort(new Error('the room is gone'));
    opened[0]!.succeed();
    for (const one of waiting) await assert.rejects(one, /the room is gone/);
    await turn();
    assert.equal(opened[0]!.session.closes, 1);
  });

  it('one that cannot be had is told to all who wait, and forgotten', async () => {
    const { opened, join } = world({ byHand: true });
    const waiting = [join('ada'), join('bo')];
    opened[0]!.fail(new Error('no way there'));
    for (const one of waiting) await assert.rejects(one, /no way there/);
    const again = join('ada');
    assert.equal(opened.length, 2);
    opened[1]!.succeed();
    assert.equal((await again).transport, 'webtransport');
  });

  it('say whether the relay answered when it was last asked', async () => {
    const answers: PromiseWithResolvers<RelayInfo>[] = [];
    const sessions = new RoomSessions({ relay: () => {
      const answer = Promise.withResolvers<RelayInfo>();
      answers.push(answer);
      return answer.promise;
    } } as unknown as Planes);
    const ask = (): Promise<RelayInfo> => sessions.of('ada').relay(addressOf('a'), new AbortController().signal);
    assert.equal(sessions.answers, false);
    const first = ask();
    answers[0]!.resolve(info);
    assert.equal(await first, info);
    assert.equal(sessions.answers, true);
    const second = ask();
    assert.equal(sessions.answers, false, 'one that is silent has not answered');
    answers[1]!.reject(new Error('away'));
    await assert.rejects(second, /away/);
    assert.equal(sessions.answers, false);
  });
});
