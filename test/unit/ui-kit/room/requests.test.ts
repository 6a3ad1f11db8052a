import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { CommandType } from '../../../../core/command.ts';
import { LiveError, type LiveErrorCode } from '../../../../core/errors.ts';
import { createFakeClock, settle, type FakeClock } from '../../../../core/testing/fake-clock.ts';
import { createScenario, type Scenario } from '../../../../core/testing/scenario.ts';
import { createRoomContext, type RoomContext } from '../../../../ui-kit/context.ts';
import type { JoinFacts } from '../../../../ui-kit/room/join-facts.ts';
import { RequestHandler } from '../../../../ui-kit/room/requests.ts';

let clock: FakeClock;
let manager: Scenario;
let room: RoomContext;
let facts: JoinFacts;
let calls: string[];
let desk: RequestHandler;

beforeEach(() => {
  clock = createFakeClock();
  manager = createScenario({ state: 'IDLE' });
  room = createRoomContext(manager);
  facts = { joinAs: 'host', roomId: undefined, token: undefined, hostPeerId: undefined, joinsStage: false, newRoom: {} };
  calls = [];
  desk = new RequestHandler({
    clock, room: () => room, facts: () => facts,
    focusChat: () => void calls.push('focus'),
    toggleFullscreen: () => {
      calls.push('fullscreen');
      return Promise.reject(new TypeError('not allowed'));
    },
  });
});

describe('going live', () => {
  it('counts 3, 2, 1 a second each, then starts with what was said', async () => {
    facts = { ...facts, roomId: 'r', token: 't' };
    const seen: (number | null)[] = [];
    room.view.$countdown.listen((count) => void seen.push(count));
    desk.handle({ type: 'GO_LIVE', title: 'Evening', displayName: 'Ada' });
    assert.deepEqual(manager.commands, []);
    await clock.advance(2999);
    assert.deepEqual([seen, manager.commands], [[3, 2, 1], []]);
    await clock.advance(1);
    assert.deepEqual(seen, [3, 2, 1, null]);
    assert.deepEqual(manager.commands, [{ type: 'BROADCAST_START', title: 'Evening', displayName: 'Ada', roomId: 'r', token: 't' }]);
  });

  it('starts once, however often it is asked', async () => {
    desk.handle({ type: 'GO_LIVE' });
    await clock.advance(1500);
    desk.handle({ type: 'GO_LIVE' });
    await clock.advance(5000);
    assert.equal(manager.commands.length, 1);
  });

  it('can be cancelled until the last moment, and begun again', async () => {
    desk.handle({ type: 'GO_LIVE' });
    await clock.advance(2900);
    desk.handle({ type: 'COUNTDOWN_CANCEL' });
    await clock.advance(5000);
    assert.deepEqual([room.view.$countdown.get(), manager.commands, clock.pending()], [null, [], 0]);
    desk.handle({ type: 'GO_LIVE' });
    await clock.advance(3000);
    assert.equal(manager.commands.length, 1);
  });

  it('leaves no timer behind when closed', () => {
    desk.handle({ type: 'GO_LIVE' });
    desk.close();
    assert.equal(clock.pending(), 0);
  });

  it('joins the stage of another’s room with such a token', async () => {
    facts = { ...facts, joinAs: 'guest', roomId: 'r', token: 't', joinsStage: true };
    desk.handle({ type: 'GO_LIVE', displayName: 'Bo' });
    await clock.advance(3000);
    assert.deepEqual(manager.commands, [{ type: 'BROADCAST_JOIN', roomId: 'r', token: 't', displayName: 'Bo' }]);
  });
});

describe('watching', () => {
  it('asks for the room, the audience and the token of the page, and keeps the name for another try', () => {
    facts = { ...facts, joinAs: 'viewer', roomId: 'r', hostPeerId: 'h', token: 't' };
    desk.handle({ type: 'WATCH', displayName: 'Cy' });
    desk.handle({ type: 'RETRY' });
    const command = { type: 'STREAM_WATCH', roomId: 'r', displayName: 'Cy', hostPeerId: 'h', token: 't' };
    assert.deepEqual(manager.commands, [command, command]);
  });
});

describe('the view', () => {
  it('shows people in a tab where there is one, else in a sheet', () => {
    desk.handle({ type: 'PEOPLE_OPEN' });
    assert.equal(room.view.$sheet.get(), 'people');
    desk.handle({ type: 'SHEET_CLOSE' });
    room.view.$layout.set('wide');
    desk.handle({ type: 'PEOPLE_OPEN' });
    assert.deepEqual([room.view.$sheet.get(), room.view.$tab.get()], [null, 'people']);
    desk.handle({ type: 'CHAT_OPEN' });
    assert.deepEqual([room.view.$tab.get(), calls], ['chat', ['focus']]);
  });

  it('survives a refused full screen', async () => {
    desk.handle({ type: 'FULLSCREEN_TOGGLE' });
    await settle();
    assert.deepEqual([calls, room.view.$toasts.get()], [['fullscreen'], []]);
  });

  it('goes back from the end and from a failure', () => {
    const error = new LiveError('token-expired');
    (manager.stores.session.$error as { set(value: LiveError): void }).set(error);
    desk.handle({ type: 'RETRY' });
    assert.equal(room.view.$leftBehind.get(), error);
  });

  it('does nothing without a room', () => {
    const homeless = new RequestHandler({ clock, room: () => undefined, facts: () => facts, focusChat: () => {}, toggleFullscreen: () => Promise.resolve() });
    homeless.handle({ type: 'GO_LIVE' });
    homeless.handle({ type: 'CHAT_SEND', text: 'x' });
    assert.equal(clock.pending(), 0);
  });
});

describe('a command that fails', () => {
  const toastsAfter = async (type: CommandType, code: LiveErrorCode): Promise<readonly { text: string; tone: string }[]> => {
    manager.refuse(type, new LiveError(code));
    desk.handle(type === 'CHAT_SEND' ? { type, text: 'hello' } : type === 'STREAM_WATCH' ? { type, roomId: 'r' } : { type: 'CAMERA_PRELOAD' });
    await settle();
    return room.view.$toasts.get().map(({ text, tone }) => ({ text, tone }));
  };

  it('is told in a sentence with its remedy', async () => {
    assert.deepEqual(await toastsAfter('CHAT_SEND', 'rate-limited'), [{ text: 'Too many requests. Wait a moment and try again.', tone: 'warning' }]);
  });

  it('is told once when it fails the same way again', async () => {
    await toastsAfter('CHAT_SEND', 'not-allowed');
    assert.equal((await toastsAfter('CHAT_SEND', 'not-allowed')).length, 1);
  });

  it('is not told twice where it shows in a place of its own, nor when it was cancelled', async () => {
    assert.deepEqual(await toastsAfter('STREAM_WATCH', 'token-expired'), []);
    assert.deepEqual(await toastsAfter('CAMERA_PRELOAD', 'camera-busy'), []);
    assert.deepEqual(await toastsAfter('CHAT_SEND', 'cancelled'), []);
  });

  it('is told when it came at the wrong time', async () => {
    assert.equal((await toastsAfter('STREAM_WATCH', 'illegal-transition')).length, 1);
  });

  it('never piles up more than three', async () => {
    for (const code of ['rate-limited', 'not-allowed', 'busy', 'internal', 'not-found'] as const) await toastsAfter('CHAT_SEND', code);
    assert.equal(room.view.$toasts.get().length, 3);
  });
});
