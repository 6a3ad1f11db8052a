import { expect } from '@open-wc/testing';
import { LiveError } from '../../../core/errors.ts';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import { find, seek, textOf, until } from '../controls/in-room.ts';
import { ask, createRoom, phaseOf, settled, type RoomOptions } from './room.ts';

beforeEach(() => localStorage.clear());

const fail = (manager: Scenario): Scenario => {
  manager.stores.session.$error.set(new LiveError('token-expired'));
  return manager;
};
const finish = (manager: Scenario): Scenario => {
  manager.stores.session.$summary.set({ reason: 'ended', durationSec: 60, peakViewers: 3, endedAt: Date.now() });
  manager.stores.session.$state.set('IDLE');
  return manager;
};

const phases: Readonly<Record<string, () => RoomOptions>> = {
  unconfigured: () => ({ manager: createScenario({ state: 'IDLE' }), attributes: {} }),
  setup: () => ({ manager: createScenario({ state: 'IDLE' }), attributes: { 'join-as': 'host' } }),
  lobby: () => ({ manager: createScenario({ state: 'IDLE' }) }),
  joining: () => ({ manager: createScenario({ state: 'INITIALIZING' }) }),
  live: () => ({ manager: createScenario({ broadcasters: 2 }) }),
  ended: () => ({ manager: finish(createScenario()) }),
  fatal: () => ({ manager: fail(createScenario({ state: 'IDLE' })) }),
};

describe('muf-live-room through its life', () => {
  for (const [phase, options] of Object.entries(phases)) {
    for (const theme of ['dark', 'light'] as const) {
      it(`is accessible: ${phase}, ${theme}`, async () => {
        const { attributes = { 'room-id': 'room-1' }, ...rest } = options();
        const room = await createRoom({ ...rest, attributes: { ...attributes, theme } });
        await settled(room);
        expect(phaseOf(room)).to.equal(phase);
        await expect(room).to.be.accessible();
      });
    }
  }

  it('is accessible on a desktop, as a host', async () => {
    const room = await createRoom({ manager: createScenario({ role: 'host', broadcasters: 4 }), size: [1200, 700] });
    await settled(room);
    await expect(room).to.be.accessible();
  });

  it('says what it needs when it was told nothing, instead of a blank box', async () => {
    const room = await createRoom(phases['unconfigured']!());
    await settled(room);
    expect(find(room, '[role=alert]').textContent).to.contain('A server and a token are needed');
  });

  it('walks a viewer from the lobby to the end and back', async () => {
    const manager = createScenario({ state: 'IDLE' });
    const room = await createRoom({ manager });
    await settled(room);
    find(room, '.watch').click();
    expect(manager.commands).to.deep.equal([{ type: 'STREAM_WATCH', roomId: 'room-1' }]);
    manager.stores.session.$state.set('INITIALIZING');
    await until(() => phaseOf(room) === 'joining', 'it joins');
    manager.stores.peers.$broadcasters.set(createScenario().stores.peers.$broadcasters.get());
    manager.stores.session.$state.set('ACTIVE');
    await until(() => phaseOf(room) === 'live', 'it is live');
    finish(manager);
    manager.stores.peers.$broadcasters.set([]);
    await until(() => phaseOf(room) === 'ended', 'it has ended');
    await settled(room);
    expect(textOf(room, '.words p'), 'the host is still named').to.contain('Ada');
    ask(room, { type: 'SETUP_RETURN' });
    await until(() => phaseOf(room) === 'lobby', 'it is back');
  });

  it('keeps a viewer waiting for a host who is late', async () => {
    const manager = createScenario({ broadcasters: 0 });
    const room = await createRoom({ manager });
    await settled(room);
    expect(textOf(room, 'h2')).to.equal('Waiting for the host');
    manager.stores.session.$room.set({ ...manager.stores.session.$room.get()!, status: 'live' });
    await until(() => phaseOf(room) === 'live', 'it opens');
  });

  it('joins by itself with a token, once', async () => {
    const manager = createScenario({ state: 'IDLE' });
    const room = await createRoom({ manager, attributes: { token: 't', 'room-id': 'r', host: 'h' } });
    expect(phaseOf(room)).to.be.oneOf(['joining', 'lobby']);
    room.requestUpdate();
    await room.updateComplete;
    expect(manager.commands).to.deep.equal([{ type: 'STREAM_WATCH', roomId: 'r', hostPeerId: 'h', token: 't' }]);
  });

  it('tries again what failed', async () => {
    const manager = fail(createScenario({ state: 'IDLE' }));
    const room = await createRoom({ manager });
    await settled(room);
    expect(textOf(room, 'h2')).to.equal('The token has expired');
    find(room, '[part=retry]').click();
    expect(manager.commands.map(({ type }) => type)).to.deep.equal(['STREAM_WATCH']);
  });

  it('starts with a countdown that reaches the broadcast only at its end', async () => {
    const manager = createScenario({ state: 'IDLE' });
    const room = await createRoom({ manager, attributes: { 'join-as': 'host' } });
    await settled(room);
    ask(room, { type: 'GO_LIVE', displayName: 'Ada' });
    await until(() => seek(room, '[part=number]') !== null, 'it counts');
    expect(manager.commands.some(({ type }) => type === 'BROADCAST_START')).to.equal(false);
    ask(room, { type: 'COUNTDOWN_CANCEL' });
    await until(() => seek(room, '[part=number]') === null, 'it stopped');
  });

  it('has exactly one button named End at a time, and gives the focus back', async () => {
    const manager = createScenario({ role: 'host' });
    const room = await createRoom({ manager });
    await settled(room);
    await customElements.whenDefined('muf-end-confirm');
    const end = find(room, 'muf-header').shadowRoot!.querySelector<HTMLElement>('[part=close]')!;
    end.focus();
    end.click();
    await until(() => getComputedStyle(end).visibility === 'hidden', 'the header steps back');
    ask(room, { type: 'SHEET_CLOSE' });
    await until(() => find(room, 'muf-header').shadowRoot!.activeElement === end, 'the focus is back');
  });

  it('shows a failed command as a notice that names the remedy', async () => {
    const manager = createScenario();
    const room = await createRoom({ manager });
    await settled(room);
    manager.refuse('CHAT_SEND', new LiveError('rate-limited'));
    ask(room, { type: 'CHAT_SEND', text: 'hello' });
    await until(() => seek(room, '[part=toast]') !== null, 'it is said');
    expect(textOf(room, '[part=toast] p')).to.equal('Too many requests. Wait a moment and try again.');
  });
});
