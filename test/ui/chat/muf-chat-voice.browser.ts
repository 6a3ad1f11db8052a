import { expect } from '@open-wc/testing';
import { createFakeClock } from '../../../core/testing/fake-clock.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import type { ChatLine } from '../../../core/stores/chat.ts';
import { gapMs } from '../../../ui-kit/chat/muf-chat-voice.ts';
import '../../../ui-kit/chat/muf-chat.ts';
import '../../../ui-kit/header/muf-header.ts';
import { all, find, inRoom } from '../controls/in-room.ts';

describe('what a screen reader hears of the chat', () => {
  async function voice(chatLines = 4) {
    const clock = createFakeClock();
    const inside = await inRoom('muf-chat-voice', { manager: createScenario({ chatLines, now: clock.now() }), prepare: (element) => { element.clock = clock; } });
    const { $lines } = inside.manager.stores.chat;
    let count = 0;
    const say = async (text: string, more: Partial<ChatLine> = {}): Promise<void> => {
      $lines.set([...$lines.get(), { id: `new-${count++}`, from: 'web-1', role: 'viewer', displayName: 'Cy', text, sentAt: clock.now(), status: 'sent', isSelf: false, ...more }]);
      await inside.settle();
    };
    const later = async (ms: number): Promise<void> => {
      await clock.advance(ms);
      await inside.settle();
    };
    return { ...inside, clock, say, later, heard: () => all(inside.element, 'p').map(({ textContent }) => textContent) };
  }

  it('is a line at once while it is quiet, and not what was said before', async () => {
    const { heard, say, later } = await voice();
    expect(heard()).to.deep.equal([]);
    await say('hello');
    expect(heard()).to.deep.equal(['Cy: hello']);
    await later(gapMs);
    expect(heard(), 'gone, so that it is not read twice').to.deep.equal([]);
  });

  it('is how many there were and the last, in a crowd, and never more often', async () => {
    const { heard, say, later } = await voice();
    let changes = 0;
    let before = '';
    const count = (): void => {
      if (heard().join() !== before) changes += 1;
      before = heard().join();
    };
    for (let line = 1; line <= 100; line++) {
      await say(`line ${line}`);
      count();
      await later(20);
      count();
    }
    await later(gapMs);
    expect(heard()).to.deep.equal(['99 new messages', 'Cy: line 100']);
    expect(changes, 'in the two seconds').to.be.at.most(1);
  });

  it('is not one’s own line, nor the history of another audience', async () => {
    const { heard, say, clock } = await voice();
    await say('mine', { isSelf: true });
    await say('old', { sentAt: clock.now() - 60_000 });
    expect(heard()).to.deep.equal([]);
  });

  it('stops when it is taken away', async () => {
    const { element, say, clock } = await voice();
    await say('hello');
    element.remove();
    expect(clock.pending()).to.equal(0);
  });

  it('is not said a second time by the log, nor does the count of viewers interrupt', async () => {
    const chat = await inRoom('muf-chat');
    const regions = all(chat.element, '[aria-live], [role=log], [role=status], [role=alert]').filter((region) => region.getAttribute('aria-live') !== 'off');
    expect(regions.map((region) => (region.getRootNode() as ShadowRoot).host.localName)).to.deep.equal(['muf-chat-voice']);
    const header = await inRoom('muf-header');
    expect(find(header.element, '[role=status]').getAttribute('aria-live')).to.equal('off');
  });
});
