import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ChatLine } from '../../../core/stores/chat.ts';
import { createScenario, type Scenario } from '../../../core/testing/scenario.ts';
import type { Capability } from '../../../core/wire/signal/claims.ts';
import '../../../ui-kit/chat/muf-chat.ts';
import '../../../ui-kit/chat/muf-chat-menu.ts';
import '../../../ui-kit/chat/muf-emoji-picker.ts';
import { find, inRoom, seek, textOf, until } from '../controls/in-room.ts';

let count = 0;
const line = (more: Partial<ChatLine> = {}): ChatLine => ({ id: `a${++count}`, from: 'web-1', role: 'viewer', displayName: 'Bo', text: `line ${count}`, sentAt: Date.now(), status: 'sent', isSelf: false, ...more });

function scene(lines: readonly ChatLine[], caps: readonly Capability[] = ['chat:send'], role: 'viewer' | 'host' = 'viewer'): Scenario {
  const manager = createScenario({ chatLines: 0, role });
  manager.stores.chat.$lines.set(lines);
  const self = manager.stores.session.$self.get()!;
  manager.stores.session.$self.set({ ...self, caps: [...caps] });
  return manager;
}

const chat = (manager: Scenario, layout: 'compact' | 'wide' = 'wide') => inRoom('muf-chat', { manager, layout, size: [360, 640] });
const items = (root: Element) => [...find(root, '[role=menu]').querySelectorAll('[role=menuitem]')].map((item) => item.textContent.trim());

async function openMenu(inside: Awaited<ReturnType<typeof chat>>, index = 0): Promise<void> {
  const dots = [...find(inside.element, 'muf-chat-log').shadowRoot!.querySelectorAll<HTMLElement>('.options')];
  dots[index]!.click();
  await until(() => find(inside.element, '[role=menu]').matches(':popover-open'), 'the menu is open');
}

describe('what one can do with a line', () => {
  it('is offered by what one may do', async () => {
    const viewer = await chat(scene([line(), line({ from: 'web-0', isSelf: true })]));
    await openMenu(viewer);
    expect(items(viewer.element)).to.deep.equal(['Reply']);
    find(viewer.element, '[role=menu]').hidePopover();
    await openMenu(viewer, 1);
    expect(items(viewer.element)).to.deep.equal(['Reply', 'Delete']);
    const host = await chat(scene([line()], ['chat:send', 'chat:moderate'], 'host'));
    await openMenu(host);
    expect(items(host.element)).to.include.members(['Reply', 'Pin', 'Delete']);
    await expect(host.element).to.be.accessible();
  });

  it('can be reached and used by keys alone', async () => {
    const [first, second] = [line(), line()];
    const inside = await chat(scene([first, second], ['chat:send', 'chat:moderate'], 'host'));
    find(inside.element, '.log').focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'Enter' });
    await until(() => find(inside.element, '[role=menu]').matches(':popover-open'), 'the menu is open');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    expect(inside.requests).to.deep.equal([{ type: 'CHAT_PIN', messageId: first.id }]);
    const dots = find(inside.element, 'muf-chat-log').shadowRoot!.activeElement as HTMLElement;
    expect(dots.closest<HTMLElement>('.line')?.dataset['id']).to.equal(first.id);
    await sendKeys({ press: 'Escape' });
    expect(find(inside.element, 'muf-chat-log').shadowRoot!.activeElement).to.equal(find(inside.element, '.log'));
    expect(second.id).to.not.equal(first.id);
  });

  it('asks for what it says, once', async () => {
    const one = line();
    const manager = scene([one], ['chat:send', 'chat:moderate'], 'host');
    manager.stores.chat.$pinned.set(one);
    const inside = await chat(manager);
    for (const [name, request] of [['Reply', { type: 'REPLY_TO', line: { id: one.id, displayName: 'Bo', text: one.text } }], ['Unpin', { type: 'CHAT_PIN', messageId: null }], ['Delete', { type: 'CHAT_DELETE', messageId: one.id }]] as const) {
      await openMenu(inside);
      [...find(inside.element, '[role=menu]').querySelectorAll<HTMLElement>('[role=menuitem]')].find((item) => item.textContent.trim() === name)!.click();
      await inside.settle();
      expect(inside.requests.at(-1)).to.deep.equal(request);
      expect(find(inside.element, '[role=menu]').matches(':popover-open')).to.equal(false);
    }
  });
});

describe('answers and mentions', () => {
  it('show what they answer, and stand out for whom they mention', async () => {
    const manager = scene([
      line({ text: 'hello @Bo and @Cy', mentions: ['web-0', 'web-1'], quote: { from: 'web-1', displayName: '<i>Eve</i>', text: '<b>what?</b>' }, replyTo: 'x' }),
      line({ role: 'host', displayName: 'Ada' }), line({ isModerator: true, displayName: 'Mo' }), line({ mentions: ['web-2'], text: '@Dilnoza' }),
    ]);
    const inside = await chat(manager);
    const lines = [...find(inside.element, 'muf-chat-log').shadowRoot!.querySelectorAll('.line')];
    expect(lines.map((one) => one.classList.contains('mentioned'))).to.deep.equal([true, false, false, false]);
    expect([...lines[0]!.querySelectorAll('.mention')].map((one) => one.textContent)).to.deep.equal(['@Bo', '@Cy']);
    expect(textOf(inside.element, '.quote')).to.equal('<i>Eve</i> <b>what?</b>');
    expect(lines.map((one) => one.querySelector('.badge')?.textContent)).to.deep.equal([undefined, 'Host', 'Mod', undefined]);
    await expect(inside.element).to.be.accessible();
  });

  it('are written above the message box, and sent with it', async () => {
    const one = line();
    const manager = scene([one]);
    const inside = await chat(manager);
    inside.room.view.$replyTo.set(one);
    await inside.settle();
    expect(textOf(inside.element, '[part=reply]')).to.contain('Reply to Bo');
    const input = find<HTMLInputElement>(inside.element, 'input');
    input.value = 'yes';
    input.dispatchEvent(new InputEvent('input'));
    await inside.settle();
    find<HTMLFormElement>(inside.element, 'form').requestSubmit();
    expect(inside.requests.filter(({ type }) => type !== 'TYPING_SET')).to.deep.equal([{ type: 'CHAT_SEND', text: 'yes', replyTo: one.id }, { type: 'REPLY_TO', line: null }]);
    inside.manager.stores.chat.applyDeleted(one.id);
    await inside.settle();
    expect(seek(inside.element, '[part=reply]')).to.equal(null);
  });
});

describe('a pinned line', () => {
  it('stands above the chat for all, with a way off for those who may', async () => {
    const manager = scene([], ['chat:send', 'chat:moderate'], 'host');
    manager.stores.chat.$pinned.set(line({ displayName: 'Ada', text: 'rules: https://example.com/ <b>be kind</b>' }));
    const inside = await chat(manager, 'compact');
    expect(textOf(inside.element, '.pinned p')).to.equal('Adarules: https://example.com/ <b>be kind</b>');
    expect(find<HTMLAnchorElement>(inside.element, '.pinned a').rel).to.equal('noopener noreferrer nofollow');
    find(inside.element, '[part=unpin]').click();
    expect(inside.requests).to.deep.equal([{ type: 'CHAT_PIN', messageId: null }]);
    const viewer = scene([]);
    viewer.stores.chat.$pinned.set(line());
    const theirs = await chat(viewer);
    expect(seek(theirs.element, '[part=unpin]')).to.equal(null);
    await expect(theirs.element).to.be.accessible();
  });
});

describe('slow mode', () => {
  it('counts down in the message box, and lets nothing out before', async () => {
    const manager = scene([]);
    manager.stores.chat.$slowModeSec.set(30);
    manager.stores.chat.$mayWriteAt.set(Date.now() + 12_000);
    const inside = await chat(manager);
    const input = find<HTMLInputElement>(inside.element, 'input');
    expect(input.placeholder).to.equal('Slow mode is on');
    expect(textOf(inside.element, '[part=countdown]')).to.equal('12');
    expect(find(inside.element, '[part=countdown]').getAttribute('aria-label')).to.equal('Next message in 12 s');
    input.value = 'too soon';
    input.dispatchEvent(new InputEvent('input'));
    find<HTMLFormElement>(inside.element, 'form').requestSubmit();
    expect(inside.requests.some(({ type }) => type === 'CHAT_SEND')).to.equal(false);
    expect(input.value).to.equal('too soon');
    manager.stores.chat.$mayWriteAt.set(Date.now() + 900);
    await until(() => seek(inside.element, '[part=send]') !== null, 'the wait is over');
    find<HTMLFormElement>(inside.element, 'form').requestSubmit();
    expect(inside.requests.filter(({ type }) => type === 'CHAT_SEND').length).to.equal(1);
  });
});

describe('the choice of emoji', () => {
  it('puts one where the caret is, by pointer and by keys', async () => {
    const inside = await chat(scene([]));
    const input = find<HTMLInputElement>(inside.element, 'input');
    const picker = () => find(inside.element, '[part=picker]');
    input.value = 'ab';
    input.dispatchEvent(new InputEvent('input'));
    input.setSelectionRange(1, 1);
    find(inside.element, '[part=emoji][aria-haspopup]').click();
    await until(() => picker().matches(':popover-open'), 'it is open');
    await expect(picker()).to.be.accessible();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    await inside.settle();
    expect(input.value).to.equal('a😂b');
    expect(picker().matches(':popover-open')).to.equal(false);
    expect(find(inside.element, 'muf-chat-input').shadowRoot!.activeElement).to.equal(input);
  });

  it('is left to the keyboard on a phone', async () => {
    const inside = await chat(scene([]), 'compact');
    expect(seek(inside.element, 'muf-emoji-picker')).to.equal(null);
  });
});

describe('what happened to an audience', () => {
  const change = (more: object) => ({ id: `n${++count}`, change: 'raided' as const, peerId: 'host-1', displayName: 'Bo', viewers: 20, moved: false, hostPeerId: 'host-0', at: Date.now(), ...more });

  it('is a line in the chat and one notice, for those who moved and those who did not', async () => {
    const manager = createScenario({ chatLines: 2, broadcasters: 2 });
    const inside = await chat(manager);
    manager.stores.audience.addChange(change({}));
    await inside.settle();
    expect(textOf(inside.element, '.notice')).to.equal('Bo came over with 20 viewers');
    expect(inside.room.view.$toasts.get().map(({ text }) => text)).to.deep.equal(['Bo came over with 20 viewers']);
    manager.stores.audience.addChange(change({ moved: true, displayName: 'Ada', hostPeerId: 'host-1' }));
    await inside.settle();
    expect(inside.room.view.$toasts.get().at(-1)?.text).to.equal('Ada brought everyone to Bo');
    await inside.settle();
    expect(inside.room.view.$toasts.get().length).to.equal(2);
    await expect(inside.element).to.be.accessible();
  });

  it('is not told anew to a page that comes to see it later', async () => {
    const manager = createScenario({ chatLines: 2, broadcasters: 2 });
    manager.stores.audience.addChange(change({}));
    const inside = await chat(manager);
    expect(inside.room.view.$toasts.get()).to.deep.equal([]);
  });
});
