import { expect, userEvent, waitFor } from 'storybook/test';
import type { Values } from '../../ui-kit/locales/fill.ts';
import { silence, translate, type MessageKey } from '../../ui-kit/localize.ts';
import { contextOf } from './scene.ts';

const tidy = (text: string): string => text.replace(/\s+/g, ' ');
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The words of the room's language come a moment after the room, and a busy machine takes its time. */
const patienceMs = 15_000;

/**
 * One sentence of the kit as the room at `root` says it, whatever the toolbar's language is: a story that is played in Arabic finds
 * Arabic buttons. Places without a value stand for any text.
 */
function saidBy(root: ParentNode, key: MessageKey, values: Values = {}): RegExp {
  const room = root.querySelector('muf-live-room, muf-room-provider') ?? (root as Element);
  const any = '\0';
  const given = new Proxy(values, { get: (known, name) => Reflect.get(known, name) ?? any });
  const sentence = translate(contextOf(room)?.locale.$locale.get() ?? { lang: 'en', dictionary: silence }, key, given);
  if (!sentence) throw new Error(`The room does not say ${key} yet.`);
  return new RegExp(literally(tidy(sentence)).replaceAll(any, '.+'));
}

/** Everything under `root`, through open shadow roots, in the order of the page. */
function* everything(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* everything(element.shadowRoot);
  }
}

const isSeen = (element: Element): boolean => element.checkVisibility({ opacityProperty: false, visibilityProperty: true });

/** Everything that matches and can be seen, through shadow roots. */
export const all = <Found extends Element = HTMLElement>(root: ParentNode, selector: string): Found[] =>
  [...everything(root)].filter((element): element is Found => element.matches(selector) && isSeen(element));

const nameOf = (element: Element): string => tidy(element.getAttribute('aria-label') ?? element.textContent ?? '').trim();

/** Waits for something that can be seen. */
export function appears<Found extends Element = HTMLElement>(root: ParentNode, selector: string): Promise<Found> {
  return waitFor(() => {
    const [found] = all<Found>(root, selector);
    if (!found) throw new Error(`Nothing that matches ${selector} can be seen.`);
    return found;
  }, { timeout: patienceMs });
}

export async function goes(root: ParentNode, selector: string): Promise<void> {
  await waitFor(() => expect(all(root, selector).length, selector).toBe(0), { timeout: patienceMs });
}

/** Waits for the button, tab or switch that is named so. */
export function control(root: ParentNode, name: MessageKey, values?: Values): Promise<HTMLElement> {
  return waitFor(() => {
    const said = new RegExp(`^${saidBy(root, name, values).source}$`);
    const controls = all(root, 'button, [role=tab], input, a[href]');
    const found = controls.find((one) => said.test(nameOf(one)));
    if (!found) throw new Error(`No control is named ${said.source}. There are ${controls.map(nameOf).join(', ')}.`);
    return found;
  }, { timeout: patienceMs });
}

export async function press(root: ParentNode, name: MessageKey, values?: Values): Promise<HTMLElement> {
  const found = await control(root, name, values);
  await userEvent.click(found);
  return found;
}

/** Waits until a sentence of the kit can be read somewhere. */
export const reads = (root: ParentNode, sentence: MessageKey, values?: Values): Promise<void> => readsMatch(root, () => saidBy(root, sentence, values));

/** Waits until what someone has written can be read somewhere. */
export const readsText = (root: ParentNode, text: string): Promise<void> => readsMatch(root, () => new RegExp(literally(text)));

async function readsMatch(root: ParentNode, wanted: () => RegExp): Promise<void> {
  await waitFor(() => {
    const text = wanted();
    const found = [...everything(root)].some((element) => isSeen(element) && [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && text.test(tidy(node.textContent ?? ''))));
    if (!found) throw new Error(`“${text.source}” is nowhere to be read.`);
  }, { timeout: patienceMs });
}

/** The arrow key that leads on in the direction of an element's writing. */
export const onward = (element: Element): string => (element.matches(':dir(rtl)') ? '{ArrowLeft}' : '{ArrowRight}');

/** What has the focus, however deep. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** A toggle changes its state with a press, and back. `from` is what `aria-pressed` says at first. */
export async function toggles(root: ParentNode, name: MessageKey, from: 'true' | 'false'): Promise<void> {
  const button = await control(root, name);
  const states = [from, from === 'true' ? 'false' : 'true', from];
  for (const [turn, state] of states.entries()) {
    await waitFor(() => expect(button.getAttribute('aria-pressed')).toBe(state));
    if (turn < states.length - 1) await userEvent.click(button);
  }
}

/** A button opens a sheet; Escape closes it and gives the focus back. */
export async function opensSheet(root: ParentNode, name: MessageKey): Promise<void> {
  const button = await press(root, name);
  await appears(root, 'dialog[open]');
  await escapes(root);
  await waitFor(() => expect(focused()).toBe(button));
}

/** What Escape does to the open sheet. A page cannot press the real key, so this asks the dialog as the browser would. */
export async function escapes(root: ParentNode): Promise<void> {
  const dialog = await appears<HTMLDialogElement>(root, 'dialog[open]');
  dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
  await goes(root, 'dialog[open]');
}
