import { expect } from '@open-wc/testing';
import { LiveError } from '../../../core/errors.ts';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/chat/muf-chat.ts';
import '../../../ui-kit/controls/muf-controls.ts';
import '../../../ui-kit/header/muf-header.ts';
import '../../../ui-kit/muf-room-provider.ts';
import type { MufRoomProvider } from '../../../ui-kit/muf-room-provider.ts';
import '../../../ui-kit/stage/muf-stage.ts';
import { seek, until } from '../controls/in-room.ts';

const shown = new Set<Element>();
afterEach(() => {
  for (const element of shown) element.remove();
  shown.clear();
});

async function provide(html: string, manager: Scenario = createScenario()): Promise<MufRoomProvider> {
  const provider = document.createElement('muf-room-provider');
  provider.innerHTML = html;
  provider.manager = manager;
  shown.add(provider);
  document.body.append(provider);
  await provider.updateComplete;
  return provider;
}

describe('muf-room-provider', () => {
  it('shows one room in elements that stand anywhere inside it', async () => {
    const provider = await provide('<main><muf-header></muf-header></main><aside><p><muf-chat></muf-chat></p></aside>');
    await until(() => !!seek(provider, '[role="status"]')?.textContent.includes('3 watching'), 'the header counts the viewers');
    await until(() => !!seek(provider, '[role="log"]')?.textContent.includes('that was great'), 'the chat has the lines');
  });

  it('carries out what they ask for, and what plain buttons ask for', async () => {
    const manager = createScenario();
    const provider = await provide('<muf-chat></muf-chat><button data-muf-request="SHARE_OPEN">share it</button><button data-muf-request="STREAM_LEAVE">go</button>', manager);
    provider.querySelector('muf-chat')!.dispatchEvent(new CustomEvent('muf-request', { detail: { type: 'CHAT_SEND', text: 'hello' }, bubbles: true, composed: true }));
    const [share, leave] = provider.querySelectorAll('button');
    leave!.click();
    expect(manager.commands).to.deep.equal([{ type: 'CHAT_SEND', text: 'hello' }, { type: 'STREAM_LEAVE' }]);
    share!.click();
    await until(() => seek<HTMLDialogElement>(seek(provider, 'muf-share-sheet')!, 'dialog')?.open === true, 'the share sheet is open');
  });

  it('shows a notice once, where the page wants it', async () => {
    for (const page of ['<muf-chat></muf-chat>', '<muf-chat></muf-chat><main><muf-toasts></muf-toasts></main>']) {
      const manager = createScenario();
      const provider = await provide(page, manager);
      manager.refuse('CHAT_SEND', new LiveError('rate-limited'));
      provider.querySelector('muf-chat')!.dispatchEvent(new CustomEvent('muf-request', { detail: { type: 'CHAT_SEND', text: 'hello' }, bubbles: true, composed: true }));
      const shows = (): Element[] => [...provider.querySelectorAll('muf-toasts'), ...provider.renderRoot.querySelectorAll('muf-toasts')].filter((toasts) => seek(toasts, '[part=toast]'));
      await until(() => shows().length > 0, 'it is shown');
      await provider.updateComplete;
      expect(shows().length, page).to.equal(1);
    }
  });

  it('keeps its requests from a room around it', async () => {
    const heard: unknown[] = [];
    const listen = (event: Event): void => void heard.push(event);
    document.body.addEventListener('muf-request', listen);
    const provider = await provide('<muf-chat></muf-chat>');
    provider.querySelector('muf-chat')!.dispatchEvent(new CustomEvent('muf-request', { detail: { type: 'CHAT_OPEN' }, bubbles: true, composed: true }));
    document.body.removeEventListener('muf-request', listen);
    expect(heard).to.deep.equal([]);
  });

  it('dresses what is inside, and tells its events', async () => {
    const manager = createScenario();
    const provider = await provide('<muf-header></muf-header>', manager);
    const surface = (): string => getComputedStyle(provider.querySelector('muf-header')!).getPropertyValue('--muf-color-surface').trim();
    const dark = surface();
    provider.theme = 'light';
    await provider.updateComplete;
    expect(surface()).not.to.equal(dark);
    const told = new Promise((resolve) => provider.addEventListener('muf:reaction', resolve, { once: true }));
    manager.emit('REACTION', { emoji: '👏', count: 2 });
    expect(await told).to.have.nested.property('detail.count', 2);
  });

  it('has a manager of its own unless one is given, and lets it go when taken off the page', async () => {
    const provider = document.createElement('muf-room-provider');
    provider.server = 'https://live.example';
    shown.add(provider);
    document.body.append(provider);
    const { manager } = provider;
    expect(manager.server).to.equal('https://live.example');
    let closed = false;
    const close = manager.close.bind(manager);
    manager.close = () => {
      closed = true;
      return close();
    };
    provider.remove();
    await until(() => closed, 'the manager is closed');
  });
});
