import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createFakeClock } from '../../../core/testing/fake-clock.ts';
import { createScenario } from '../../../core/testing/scenario.ts';
import '../../../ui-kit/chat/muf-chat-input.ts';
import type { MufChatInput } from '../../../ui-kit/chat/muf-chat-input.ts';
import { find, inRoom, type Inside } from '../controls/in-room.ts';

const box = ({ element }: Inside<MufChatInput>) => find<HTMLInputElement>(element, 'input');
const send = ({ element }: Inside<MufChatInput>) => find<HTMLButtonElement>(element, 'button');
const lines = ({ requests }: Inside<MufChatInput>) => requests.filter(({ type }) => type === 'CHAT_SEND');

async function write(inside: Inside<MufChatInput>, text: string): Promise<void> {
  box(inside).value = text;
  box(inside).dispatchEvent(new InputEvent('input'));
  await inside.settle();
}

describe('muf-chat-input', () => {
  it('shows Send only while there is something to send, without moving anything', async () => {
    const inside = await inRoom('muf-chat-input');
    const width = box(inside).offsetWidth;
    expect(getComputedStyle(send(inside)).visibility).to.equal('hidden');
    await write(inside, '   ');
    expect(send(inside).classList.contains('none'), 'blank').to.equal(true);
    await write(inside, 'hello');
    expect(send(inside).classList.contains('none')).to.equal(false);
    expect(box(inside).offsetWidth).to.equal(width);
  });

  it('sends by Enter and by the button, and keeps the focus in the box', async () => {
    const inside = await inRoom('muf-chat-input');
    box(inside).focus();
    await sendKeys({ type: ' hello ' });
    await sendKeys({ press: 'Enter' });
    await inside.settle();
    expect(box(inside).value).to.equal('');
    await sendKeys({ type: 'again' });
    await inside.settle();
    send(inside).click();
    await inside.settle();
    expect(lines(inside)).to.deep.equal([{ type: 'CHAT_SEND', text: 'hello' }, { type: 'CHAT_SEND', text: 'again' }]);
    expect(inside.element.shadowRoot?.activeElement).to.equal(box(inside));
  });

  it('does not send on the Enter that ends a composition, nor an empty line', async () => {
    const inside = await inRoom('muf-chat-input');
    await write(inside, 'にほん');
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      const enter = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true, ...init });
      box(inside).dispatchEvent(enter);
      expect(enter.defaultPrevented, JSON.stringify(init)).to.equal(true);
    }
    const plain = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true });
    box(inside).dispatchEvent(plain);
    expect(plain.defaultPrevented).to.equal(false);
    await write(inside, '  ');
    find<HTMLFormElement>(inside.element, 'form').requestSubmit();
    expect(lines(inside)).to.deep.equal([]);
  });

  it('counts down the last fifty characters and stops at the limit', async () => {
    const inside = await inRoom('muf-chat-input');
    const counter = find<HTMLOutputElement>(inside.element, 'output');
    await write(inside, 'x'.repeat(449));
    expect(getComputedStyle(counter).visibility).to.equal('hidden');
    await write(inside, 'x'.repeat(490));
    expect(counter.textContent).to.equal('10');
    expect(counter.getAttribute('aria-label')).to.equal('10 characters left');
    expect(box(inside).maxLength).to.equal(500);
  });

  it('tells of typing once in a while, and of its end', async () => {
    const clock = createFakeClock();
    const inside = await inRoom('muf-chat-input', { prepare: (element) => { element.clock = clock; } });
    const told = () => inside.requests.flatMap((request) => (request.type === 'TYPING_SET' ? [request.typing] : []));
    await write(inside, 'a');
    await write(inside, 'ab');
    expect(told()).to.deep.equal([true]);
    await clock.advance(5000);
    expect(told()).to.deep.equal([true, false]);
    await write(inside, 'abc');
    await write(inside, '');
    expect(told()).to.deep.equal([true, false, true, false]);
  });

  it('is shut while there is no connection, keeps the text, and stays open while reconnecting', async () => {
    const inside = await inRoom('muf-chat-input');
    await write(inside, 'half a thought');
    inside.manager.stores.connection.$connection.set({ status: 'reconnecting', path: 'sfu' });
    await inside.settle();
    expect(box(inside).disabled).to.equal(false);
    inside.manager.stores.connection.$connection.set({ status: 'failed', path: 'sfu' });
    await inside.settle();
    expect(box(inside).disabled).to.equal(true);
    find<HTMLFormElement>(inside.element, 'form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    expect(lines(inside)).to.deep.equal([]);
    inside.manager.stores.connection.$connection.set({ status: 'connected', path: 'sfu' });
    await inside.settle();
    expect(box(inside).disabled).to.equal(false);
    expect(box(inside).value).to.equal('half a thought');
  });

  it('is accessible empty, filled and shut, on both layouts and themes', async () => {
    for (const layout of ['compact', 'wide'] as const) {
      for (const theme of ['dark', 'light'] as const) {
        const inside = await inRoom('muf-chat-input', { layout, theme });
        await expect(inside.element).to.be.accessible();
        await write(inside, 'x'.repeat(480));
        await expect(inside.element).to.be.accessible();
      }
    }
    const shut = await inRoom('muf-chat-input', { manager: createScenario({ state: 'IDLE' }) });
    await expect(shut.element).to.be.accessible();
  });
});
