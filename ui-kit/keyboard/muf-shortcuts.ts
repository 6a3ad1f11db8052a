import { html, type TemplateResult } from 'lit';
import { noLocalMedia } from '../../core/stores/devices.ts';
import { MufElement } from '../base.ts';
import type { RoomContext } from '../context.ts';
import { define } from '../define.ts';
// Here before it is needed: every element asks for it when it loses the focus.
import '../focus.ts';
import { shared } from '../layout/shared.css.ts';
import '../locales/english.ts';
import { isDevelopment } from '../room/dress.ts';
import { recall } from '../setup/remembered.ts';
import { deepFocus, roomOf } from '../sheets/room-of.ts';
import { keys, struckChord, struckKey } from './keys.ts';
import { shortcuts } from './shortcuts.ts';
import { takesLetters } from './typing.ts';

/** Every room of this page that listens, and the one that was used last: a key pressed nowhere goes to that one. */
const listening = new Set<MufShortcuts>();
let lastUsed: MufShortcuts | undefined;

const use = (room: MufShortcuts): void => {
  lastUsed = room;
};

/**
 * The room's keyboard: single keys while the focus is in the room, or nowhere on a page where this is the only room or
 * the one used last; never while someone types. The attribute `no-shortcuts` on the room turns them off, and so can who
 * uses them, in the keyboard help (WCAG 2.2 §2.1.4). Draws nothing; says to screen readers what a key has switched.
 *
 * @element muf-shortcuts
 * @fires {CustomEvent<MufRequest>} muf-request - What the key stands for.
 */
export class MufShortcuts extends MufElement {
  static override styles = [shared];

  readonly #local = this.watch((room) => room.manager.stores.devices.$local, noLocalMedia);
  #roomElement: HTMLElement | null = null;
  #control: AbortController | undefined;
  #switched: 'mic' | 'camera' | undefined;
  #said = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#roomElement = roomOf(this) as HTMLElement | null;
    this.#control = new AbortController();
    const { signal } = this.#control;
    listening.add(this);
    document.addEventListener('keydown', (event) => this.#press(event), { signal });
    for (const sign of ['pointerdown', 'focusin'] as const) this.#roomElement?.addEventListener(sign, () => use(this), { signal, passive: true });
    const observer = new MutationObserver(() => this.#decide());
    if (this.#roomElement) observer.observe(this.#roomElement, { attributeFilter: ['no-shortcuts'] });
    signal.addEventListener('abort', () => observer.disconnect());
    this.#decide();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#control?.abort();
    listening.delete(this);
    if (lastUsed === this) lastUsed = undefined;
    this.room?.view.$shortcuts.set(false);
  }

  protected override roomChanged(): void {
    if (this.isConnected) this.#decide();
  }

  override willUpdate(): void {
    const { hasAudio, audioMuted, hasVideo, videoOff } = this.#local.value;
    const on = { mic: hasAudio && !audioMuted, camera: hasVideo && !videoOff };
    if (!this.#switched) return;
    const name = this.t(this.#switched === 'mic' ? 'controls.microphone' : 'controls.camera');
    this.#said = this.t(on[this.#switched] ? 'keys.isOn' : 'keys.isOff', { name });
  }

  override render(): TemplateResult {
    return html`<p class="visually-hidden" role="status">${this.#said}</p>`;
  }

  #decide(): void {
    this.room?.view.$shortcuts.set(!this.#roomElement?.hasAttribute('no-shortcuts') && recall('shortcuts') !== 'off');
  }

  #press(event: KeyboardEvent): void {
    const { room } = this;
    if (!room || event.defaultPrevented || !this.#isMine(event)) return;
    const chord = struckChord(event);
    if (chord) return this.#develop(chord, event, room);
    const key = struckKey(event);
    if (key === null || !room.view.$shortcuts.get() || takesLetters(event.composedPath()[0])) return;
    const shortcut = shortcuts.find(({ name }) => keys[name] === key);
    const sheet = room.view.$sheet.get();
    if (!shortcut || (sheet !== null && !(sheet === 'keyboard' && shortcut.name === 'help'))) return;
    const request = shortcut.request(room);
    if (!request) return;
    event.preventDefault();
    this.#switched = shortcut.name === 'mic' || shortcut.name === 'camera' ? shortcut.name : undefined;
    this.request(request);
    if (shortcut.name === 'people') this.#showPeople();
  }

  #isMine(event: KeyboardEvent): boolean {
    const path = event.composedPath();
    const within = this.#roomElement ?? this.getRootNode();
    if (path.includes(within)) return true;
    const nowhere = path[0] === document.body || path[0] === document.documentElement;
    return nowhere && deepFocus() === null && (listening.size === 1 || lastUsed === this);
  }

  #develop(chord: 'inspector' | 'debug', event: KeyboardEvent, { view }: RoomContext): void {
    if (chord === 'inspector' && (!isDevelopment() || !this.#roomElement?.matches('muf-live-room'))) return;
    event.preventDefault();
    if (chord === 'inspector') this.#roomElement?.toggleAttribute('slot-inspector');
    else this.request(view.$sheet.get() === 'debug' ? { type: 'SHEET_CLOSE' } : { type: 'SHEET_OPEN', sheet: 'debug' });
  }

  /** Beside the picture, the list opens in a tab: whoever asked for it by key goes there. */
  #showPeople(): void {
    if (this.room?.view.$layout.get() !== 'wide') return;
    const side = this.#roomElement?.shadowRoot?.querySelector('muf-side') ?? this.#roomElement?.querySelector('muf-side');
    side?.shadowRoot?.querySelector<HTMLElement>('#tab-people')?.focus();
  }
}

define('muf-shortcuts', MufShortcuts);
declare global { interface HTMLElementTagNameMap { 'muf-shortcuts': MufShortcuts } }
