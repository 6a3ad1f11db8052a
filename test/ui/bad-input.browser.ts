import { expect } from '@open-wc/testing';
import { createScenario } from '../../core/testing/scenario.ts';
import type { MufLiveRoom } from '../../ui-kit/muf-live-room.ts';
import '../../ui-kit/muf-room-provider.ts';
import { find, seek, until } from './controls/in-room.ts';
import { createRoom, phaseOf, settled } from './muf-live-room/room.ts';

/** Everything the console is told meanwhile. */
async function warnings(during: (said: readonly string[]) => Promise<void>): Promise<readonly string[]> {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (...args: unknown[]) => void said.push(args.map(String).join(' '));
  try {
    await during(said);
  } finally {
    console.warn = warn;
  }
  return said;
}

/** Every attribute that takes certain values only, a wrong one, and what is to be said of it. */
const wrong = [
  ['server', 'ftp://x', 'the page\'s own origin is used'],
  ['server', 'not an address', 'the page\'s own origin is used'],
  ['join-as', 'admin', 'the token\'s role, or viewer, is used'],
  ['room-type', 'party', 'live is used'],
  ['mode', 'p2p', 'sfu is used'],
  ['layout', 'thaetre', 'did you mean "theatre"'],
  ['lang', 'no language', 'English is used'],
  ['preset', 'live-hots', 'live-host'],
] as const;
const ofProvider: ReadonlySet<string> = new Set(['server', 'join-as', 'lang', 'preset']);

describe('a wrong attribute', () => {
  for (const [name, value, sentence] of wrong) {
    for (const tag of ['muf-live-room', 'muf-room-provider'] as const) {
      if (tag === 'muf-room-provider' && !ofProvider.has(name)) continue;
      it(`<${tag} ${name}="${value}"> is told of, and the default holds`, async () => {
        const said = await warnings(async (lines) => {
          const element = document.createElement(tag);
          element.setAttribute('room-id', 'r');
          element.setAttribute(name, value);
          element.manager = createScenario({ state: 'IDLE' });
          document.body.append(element);
          await until(() => lines.some((line) => line.includes(value)), 'it is told of').finally(() => element.remove());
          if (tag === 'muf-live-room') expect(phaseOf(element as MufLiveRoom)).to.equal('lobby');
        });
        expect(said.find((line) => line.includes(value))).to.contain(sentence);
      });
    }
  }

  it('of the server leaves the manager with the page’s own origin', async () => {
    await warnings(async () => {
      const room = await createRoom({ manager: null, attributes: { server: 'javascript:alert(1)' } });
      expect(room.manager.server).to.equal(undefined);
    });
  });

  it('is not told of while it is right, empty or away', async () => {
    const said = await warnings(async () => {
      const room = await createRoom({ manager: createScenario({ state: 'IDLE' }), attributes: { 'room-id': 'r', server: 'https://live.example', 'join-as': 'viewer', 'room-type': '1v1', mode: 'mesh', layout: 'grid', lang: 'de' } });
      await settled(room);
      for (const [name] of wrong) room.setAttribute(name, '');
      await settled(room);
      for (const [name] of wrong) room.removeAttribute(name);
      await settled(room);
    });
    expect(said.filter((line) => line.startsWith('muf-live: ') && !line.includes('--muf-color'))).to.deep.equal([]);
  });
});

describe('a filler that misbehaves touches its own slot only', () => {
  async function live() {
    const manager = createScenario();
    const errors: unknown[] = [];
    manager.on('ERROR', (error) => void errors.push(error));
    const room = await createRoom({ manager });
    await settled(room);
    room.fillSlot('viewport.bannerTop', '<b id="fine">fine</b>');
    return { manager, room, errors, isWhole: (): boolean => phaseOf(room) === 'live' && room.querySelector('#fine') !== null && seek(room, 'muf-chat-input') !== null };
  }

  it('one that throws', async () => {
    const { room, errors, isWhole } = await live();
    room.fillSlot('header.actionPill', () => { throw new Error('mine'); });
    expect(errors).to.have.length(1);
    expect(errors[0]).to.include({ code: 'slot-failed', slot: 'header.actionPill' });
    expect(room.getSlotMount('header.actionPill')?.childNodes.length).to.equal(0);
    expect(isWhole()).to.equal(true);
    expect(room.fillSlot('header.actionPill', 'again')).to.equal(true);
  });

  it('one that never resolves, since nobody waits for it', async () => {
    const { room, errors, isWhole } = await live();
    room.fillSlot('header.actionPill', (() => new Promise(() => {})) as never);
    expect(errors[0]).to.include({ code: 'slot-failed', slot: 'header.actionPill' });
    expect(isWhole()).to.equal(true);
    expect(room.fillSlot('header.promoChips', 'next')).to.equal(true);
  });

  it('one that removes its mount, or everything in it', async () => {
    const { manager, room, isWhole } = await live();
    manager.on('SLOT_RENDER', ({ name, mount }) => {
      if (name === 'header.actionPill') mount.remove();
    });
    const before = room.getSlotMount('header.actionPill')!;
    before.remove();
    await settled(room);
    expect(isWhole()).to.equal(true);
    room.getSlotMount('viewport.bannerTop')!.replaceChildren();
    await settled(room);
    expect(room.fillSlot('header.promoChips', '<i id="other">other</i>')).to.equal(true);
    expect(room.querySelector('#other')).not.to.equal(null);
  });
});

describe('hostile content', () => {
  it('in a slot is stripped of everything that runs or fetches', async () => {
    const room = await createRoom();
    await settled(room);
    room.fillSlot('header.actionPill', '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><a href="javascript:window.hacked=1">go</a><b style="background:url(https://x.example)">b</b><iframe src="https://x.example"></iframe>');
    const mount = room.getSlotMount('header.actionPill')!;
    expect(mount.querySelector('script, iframe, [onerror], [style], [href]')).to.equal(null);
    expect(mount.querySelector('img')?.hasAttribute('src') ?? false).to.equal(false);
    expect('hacked' in window).to.equal(false);
  });

  it('in a name or a chat line is text', async () => {
    const manager = createScenario({ names: ['<img src=x onerror=alert(1)>'], chatLines: 2 });
    const room = await createRoom({ manager });
    await settled(room);
    expect(seek(find(room, 'muf-chat-log'), '.name img, .text img')).to.equal(null);
    expect(seek(find(room, 'muf-header'), 'img')).to.equal(null);
  });

  it('in a button of a slot asks for nothing that is not offered', async () => {
    const manager = createScenario();
    const room = await createRoom({ manager });
    await settled(room);
    room.fillSlot('header.actionPill', '<button data-muf-request="BROADCAST_END">x</button><button data-muf-request="__proto__">y</button>');
    const said = await warnings(async () => {
      for (const button of room.getSlotMount('header.actionPill')!.querySelectorAll('button')) button.click();
    });
    expect(said).to.have.length(2);
    expect(manager.commands.filter(({ type }) => type !== 'TILE_SIZE')).to.deep.equal([]);
  });
});
