import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { createFakeClock } from '../../../core/testing/fake-clock.ts';
import '../../../ui-kit/chat/muf-react-button.ts';
import '../../../ui-kit/chat/muf-reactions.ts';
import { find, inRoom, until } from '../controls/in-room.ts';

describe('muf-react-button', () => {
  it('sends a heart at a tap, and offers others for a while', async () => {
    const clock = createFakeClock();
    const inside = await inRoom('muf-react-button', { prepare: (element) => { element.clock = clock; } });
    const button = find(inside.element, '.heart');
    expect(button.getAttribute('aria-label')).to.equal('React');
    expect(getComputedStyle(find(inside.element, '.choice')).visibility).to.equal('hidden');
    button.click();
    await inside.settle();
    expect(inside.element.open).to.equal(true);
    find(inside.element, '.choice button').click();
    expect(inside.requests).to.deep.equal([{ type: 'REACTION_SEND', emoji: '❤️' }, { type: 'REACTION_SEND', emoji: '👏' }]);
    await expect(inside.element).to.be.accessible();
    await clock.advance(4000);
    expect(inside.element.open).to.equal(false);
  });

  it('is large enough for a finger, every one of it', async () => {
    const inside = await inRoom('muf-react-button');
    for (const button of inside.element.shadowRoot!.querySelectorAll('button')) expect(button.offsetWidth).to.be.at.least(44);
  });
});

describe('muf-reactions', () => {
  const flying = (element: Element) => [...element.shadowRoot!.querySelectorAll('.fly')].map((one) => one.textContent);
  let count = 0;
  const burst = (emoji: string, many: number) => ({ id: `r${++count}`, emoji, count: many });

  it('lets bursts fly, a few for many, and never too many', async () => {
    const inside = await inRoom('muf-reactions');
    const { chat } = inside.manager.stores;
    chat.applyReaction(burst('❤️', 2));
    expect(flying(inside.element)).to.deep.equal(['❤️', '❤️']);
    chat.applyReaction(burst('👏', 900));
    expect(flying(inside.element).filter((one) => one === '👏').length).to.equal(5);
    for (let more = 0; more < 20; more += 1) chat.applyReaction(burst('🔥', 50));
    expect(flying(inside.element).length).to.equal(24);
    expect(find(inside.element, '.sky').getAttribute('aria-hidden')).to.equal('true');
    expect(getComputedStyle(inside.element).pointerEvents).to.equal('none');
  });

  it('takes each away when it has flown, and shows none from before', async () => {
    const inside = await inRoom('muf-reactions', { prepare: (_, room) => (room.manager.stores.chat as unknown as { applyReaction(one: object): void }).applyReaction(burst('😴', 1)) });
    expect(flying(inside.element)).to.deep.equal([]);
    inside.manager.stores.chat.applyReaction(burst('🎉', 1));
    const [one] = inside.element.shadowRoot!.querySelectorAll('.fly');
    for (const animation of one!.getAnimations()) if ((animation as CSSAnimation).animationName === 'rise') animation.finish();
    await until(() => flying(inside.element).length === 0, 'it is gone');
  });

  it('keeps still where motion is not wanted', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const inside = await inRoom('muf-reactions');
      inside.manager.stores.chat.applyReaction(burst('❤️', 9));
      expect(flying(inside.element)).to.deep.equal(['❤️']);
      const names = inside.element.shadowRoot!.querySelector('.fly')!.getAnimations().map((animation) => (animation as CSSAnimation).animationName);
      expect(names).to.deep.equal(['show']);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });
});
