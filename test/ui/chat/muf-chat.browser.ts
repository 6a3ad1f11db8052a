import { expect } from '@open-wc/testing';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/chat/muf-chat.ts';
import { find, inRoom, seek, textOf } from '../controls/in-room.ts';

describe('muf-chat', () => {
  it('works alone, with nothing but a manager', async () => {
    const element = document.createElement('muf-chat');
    element.manager = createScenario({ chatLines: 2 });
    document.body.append(element);
    await element.updateComplete;
    const log = find(element, 'muf-chat-log');
    await (log as HTMLElementTagNameMap['muf-chat-log']).updateComplete;
    expect(log.shadowRoot?.querySelectorAll('.line').length).to.equal(2);
    element.remove();
  });

  it('puts the caret into the message box when asked to', async () => {
    const { element } = await inRoom('muf-chat');
    element.focus();
    expect(find(element, 'muf-chat-input').shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Message');
  });

  it('hands the action bar its clusters, and gives empty ones no room', async () => {
    const { element, settle } = await inRoom('muf-chat');
    const input = find(element, 'muf-chat-input');
    const width = input.offsetWidth;
    const mount = document.createElement('div');
    mount.slot = 'actionBar.bottomRight';
    element.append(mount);
    await settle();
    expect(input.offsetWidth).to.equal(width);
    const gift = document.createElement('button');
    gift.textContent = 'Gift';
    mount.append(gift);
    expect(input.offsetWidth).to.be.lessThan(width);
    expect(gift.getBoundingClientRect().left).to.be.greaterThan(input.getBoundingClientRect().right);
  });

  it('names who is typing, never myself, and keeps its height', async () => {
    const { element, manager, settle } = await inRoom('muf-chat', { manager: createScenario({ viewers: 5 }) });
    const typing = find(element, 'muf-typing');
    const height = typing.offsetHeight;
    const sees = async (...peers: readonly string[]): Promise<string> => {
      manager.stores.chat.$typing.set(peers);
      await settle();
      return seek(typing, '.text') ? textOf(typing, '.text') : '';
    };
    expect(await sees('web-0')).to.equal('');
    expect(await sees('web-1')).to.equal('Cy is typing…');
    expect(await sees('web-0', 'web-1', 'web-2')).to.equal('Cy and Dilnoza are typing…');
    expect(await sees('web-1', 'web-2', 'web-3')).to.equal('Several people are typing…');
    expect(await sees('gone')).to.equal('Someone is typing…');
    expect(typing.offsetHeight).to.equal(height);
  });

  it('takes at most 40 % of the height over the picture, and all of a wide column', async () => {
    const manager = createScenario({ chatLines: 60 });
    const compact = await inRoom('muf-chat', { manager, size: [390, 800] });
    expect(find(compact.element, 'muf-chat-log').offsetHeight).to.equal(320);
    const wide = await inRoom('muf-chat', { manager, layout: 'wide', size: [360, 800] });
    expect(find(wide.element, 'muf-chat-log').offsetHeight).to.be.greaterThan(680);
  });

  it('is accessible', async () => {
    const { element } = await inRoom('muf-chat');
    await expect(element).to.be.accessible();
  });
});
