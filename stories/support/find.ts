import { expect, userEvent, waitFor } from 'storybook/test';

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

const nameOf = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** Waits for something that can be seen. */
export function appears<Found extends Element = HTMLElement>(root: ParentNode, selector: string): Promise<Found> {
  return waitFor(() => {
    const [found] = all<Found>(root, selector);
    if (!found) throw new Error(`Nothing that matches ${selector} can be seen.`);
    return found;
  }, { timeout: 4000 });
}

export async function goes(root: ParentNode, selector: string): Promise<void> {
  await waitFor(() => expect(all(root, selector).length, selector).toBe(0), { timeout: 4000 });
}

/** Waits for the button, tab or switch of this name. */
export function control(root: ParentNode, name: string): Promise<HTMLElement> {
  return waitFor(() => {
    const controls = all(root, 'button, [role=tab], input, a[href]');
    const found = controls.find((one) => nameOf(one) === name);
    if (!found) throw new Error(`No control is named ${name}. There are ${controls.map(nameOf).join(', ')}.`);
    return found;
  }, { timeout: 4000 });
}

export async function press(root: ParentNode, name: string): Promise<HTMLElement> {
  const found = await control(root, name);
  await userEvent.click(found);
  return found;
}

/** Waits until a text can be read somewhere. */
export async function reads(root: ParentNode, text: string): Promise<void> {
  await waitFor(() => {
    const found = [...everything(root)].some((element) => isSeen(element) && [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.includes(text)));
    if (!found) throw new Error(`“${text}” is nowhere to be read.`);
  }, { timeout: 4000 });
}

/** What has the focus, however deep. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** A toggle changes its state with a press, and back. `from` is what `aria-pressed` says at first. */
export async function toggles(root: ParentNode, name: string, from: 'true' | 'false'): Promise<void> {
  const button = await control(root, name);
  const states = [from, from === 'true' ? 'false' : 'true', from];
  for (const [turn, state] of states.entries()) {
    await waitFor(() => expect(button.getAttribute('aria-pressed')).toBe(state));
    if (turn < states.length - 1) await userEvent.click(button);
  }
}

/** A button opens a sheet; Escape closes it and gives the focus back. */
export async function opensSheet(root: ParentNode, name: string): Promise<void> {
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
